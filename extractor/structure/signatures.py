"""Where a document is signed: organs or a person, and the date below them."""

import re
from typing import NamedTuple

from extractor.lang.dates import DateMatch, find_dates
from extractor.structure.lexicons import patterns
from extractor.structure.lines import Line
from extractor.structure.organs import is_organ, last_organs, split_organs

_MOST_LINES = 14
_LONGEST_LINE = 100
_WINDOW = 400
_BEHIND = 20


class Signature(NamedTuple):
    """A signature: `start` is where organs or person begin, `end` the end of the date.

    `iso` is "" where organs sign without a date. `printed` marks the imprint
    (某办公室2020年9月22日印发), which only counts when nothing else signs.
    """

    start: int
    end: int
    organs: tuple[str, ...]
    iso: str
    printed: bool = False
    line: int = 0


def find_signatures(plain: str, lines: list[Line]) -> list[Signature]:
    """Return the signatures of `lines` in text order; `line` is the index of the date's line."""
    found = []
    for index, line in enumerate(lines):
        if line.cell:
            continue
        for day in find_dates(plain, line.start, line.end):
            signature = _read(plain, lines, index, day) if len(day.iso) == 10 else None
            if signature:
                found.append(signature)
    return found


def find_undated(plain: str, start: int, end: int, names: list[str]) -> Signature | None:
    """Return the organs that sign without a date right before one of the announced `names`."""
    for name in names:
        spaced = r"\s{0,3}".join(map(re.escape, name))
        for hit in re.finditer(rf"(?P<close>\([^()\n]{{2,14}}\)\s{{0,3}})?{spaced}", plain[start:end]):
            at = start + hit.start()
            before = plain[max(start, at - _WINDOW) : at].rstrip()
            organs = _organs(before[_last_break(before) :])
            if organs:
                first = _start_of(plain, start, at, organs)
                return Signature(first, at + len(hit["close"] or ""), tuple(organs), "")
    return None


def _read(plain: str, lines: list[Line], index: int, day: DateMatch) -> Signature | None:
    line = lines[index]
    begin = max(line.start, day.start - _WINDOW)
    before = plain[begin : day.start].rstrip(" (")
    after = plain[day.end : min(line.end, day.end + _BEHIND)].strip()
    printed = after.startswith("印发") and not after.startswith("印发《")
    if not printed and patterns("signatures")["goes_on"].match(after):
        return None
    if not before:
        return _below(plain, lines, index, day) if not after or after[0] in "(印附抄" else None
    cut = _last_break(before)
    organs = _organs(before[cut:])
    if organs:
        start = _start_of(plain, begin + cut, day.start, organs)
        return Signature(start, day.end, tuple(organs), day.iso, printed, index)
    person = patterns("signatures")["person"].search(before[-_BEHIND:])
    if person:
        start = day.start - len(person.group())
        return Signature(max(begin, start), day.end, (), day.iso, printed, index)
    return None


def _below(plain: str, lines: list[Line], index: int, day: DateMatch) -> Signature | None:
    """Read a date on a line of its own: what signs stands on the lines above it."""
    top = index
    while top > 0 and index - top < _MOST_LINES and _signs(plain, lines[top - 1]):
        top -= 1
    if top < index:
        names = [plain[line.start : line.end] for line in lines[top:index]]
        person = patterns("signatures")["person"]
        organs = [organ for name in names if not person.search(name) for organ in _organs(name)]
        return Signature(lines[top].start, day.end, tuple(organs), day.iso, False, index)
    if index == 0:
        return None
    above = lines[index - 1]
    begin = max(above.start, above.end - _WINDOW)
    tail = plain[begin : above.end]
    organs = last_organs(tail[_last_break(tail) :])
    if organs:
        start = _start_of(plain, begin, above.end, organs)
        return Signature(start, day.end, tuple(organs), day.iso, False, index)
    ended = plain[above.end - 1] in "。!)"
    return Signature(day.start, day.end, (), day.iso, False, index) if ended and index > 2 else None


def _signs(plain: str, line: Line) -> bool:
    if line.cell or line.end - line.start > _LONGEST_LINE:
        return False
    text = plain[line.start : line.end]
    return is_organ(text) or patterns("signatures")["person"].search(text[-_BEHIND:]) is not None


def _organs(text: str) -> list[str]:
    """Return the organs a text consists of, or those that it ends with."""
    last = last_organs(text)
    if last or not is_organ(text):
        return last
    return split_organs(text)


def _last_break(text: str) -> int:
    """Return where the text behind its last punctuation begins."""
    return max((hit.end() for hit in patterns("signatures")["breaks"].finditer(text)), default=0)


def _start_of(plain: str, start: int, end: int, organs: list[str]) -> int:
    """Return where the organs that stand before `end` begin, spaces not counted."""
    left = sum(map(len, organs))
    at = end
    while at > start and left:
        at -= 1
        left -= not plain[at].isspace()
    return at
