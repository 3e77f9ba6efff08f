"""The metadata block of a web page: 标题 发文字号 成文日期 … with their values."""

import re
from functools import cache
from typing import NamedTuple

from extractor.structure.lexicons import table
from extractor.structure.lines import Line

_LONGEST_VALUE = 120
_LONGEST_LINE = 2000
_FEWEST = 3
_CLOSING_LINES = 30


class Labelled(NamedTuple):
    """A metadata value: `field` as in data/labels.toml, `start:end` of the value, `line` its last line's index."""

    field: str
    start: int
    end: int
    line: int


def find_labels(plain: str, lines: list[Line]) -> list[Labelled]:
    """Return the labelled values of `lines`; a value stands behind its label or on the next line."""
    found: list[Labelled] = []
    bare = _bare(plain, lines)
    for index, line in enumerate(lines):
        hits = list(_pattern().finditer(plain, line.start, min(line.end, line.start + _LONGEST_LINE)))
        if index in bare and index + 1 not in bare and _free(plain, lines, index + 1):
            found.append(Labelled(bare[index], lines[index + 1].start, lines[index + 1].end, index + 1))
        if not hits or not _opens(plain, line.start, hits[0].start()):
            continue
        at = index
        for number, hit in enumerate(hits):
            stop = hits[number + 1].start() if number + 1 < len(hits) else line.end
            start, stop = _trim(plain, hit.end(), stop)
            if start == stop and number + 1 == len(hits) and _free(plain, lines, index + 1):
                start, stop = lines[index + 1].start, lines[index + 1].end
                at = index + 1
            if stop - start <= _LONGEST_VALUE:
                found.append(Labelled(_fields()["".join(hit[1].split())], start, stop, at))
    return found


def find_closing_labels(plain: str, lines: list[Line]) -> list[Labelled]:
    """Return the labelled values of a metadata block that a web page puts under the document, [] if there is none."""
    found = find_labels(plain, lines[-_CLOSING_LINES:])
    return found if _is_table([label.field for label in found]) else []


def _bare(plain: str, lines: list[Line]) -> dict[int, str]:
    """Return the fields of the lines that are nothing but a label, where they make a metadata table."""
    known = {index: _fields().get("".join(plain[line.start : line.end].split())) for index, line in enumerate(lines)}
    found = {index: field for index, field in known.items() if field}
    return found if _is_table(list(found.values())) else {}


def _is_table(fields: list[str]) -> bool:
    return len(fields) >= _FEWEST and len(set(fields) - {"title", "other"}) > 1


def _free(plain: str, lines: list[Line], index: int) -> bool:
    """Say whether a line is there and opens with no label itself."""
    if index >= len(lines):
        return False
    start = lines[index].start
    hit = _pattern().search(plain, start, lines[index].end)
    short = lines[index].end - start <= _LONGEST_VALUE
    return short and (hit is None or not _opens(plain, start, hit.start()))


def _opens(plain: str, start: int, at: int) -> bool:
    return not plain[start:at].strip(" #*-【[|")


def _trim(plain: str, start: int, end: int) -> tuple[int, int]:
    while start < end and plain[start] in " *】]|":
        start += 1
    while end > start and plain[end - 1] in " *【[|#-":
        end -= 1
    return start, end


@cache
def _fields() -> dict[str, str]:
    return {label: field for field, labels in table("labels").items() for label in labels}


@cache
def _pattern() -> re.Pattern[str]:
    labels = sorted(_fields(), key=len, reverse=True)
    spaced = "|".join(" {0,4}".join(label) for label in labels)
    return re.compile(rf"(?<![\u4e00-\u9fff])({spaced})\** ?[】\]]?:\**")
