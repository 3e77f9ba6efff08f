"""What belongs to the document but stands around its article: title, metadata table, attachments."""

import re
from collections import defaultdict
from itertools import takewhile

from extractor.read.article import Choice
from extractor.read.clues import names_attachment
from extractor.read.page import Line, Page, facts

_SPACES = re.compile(r"\s+")
_LABEL = re.compile(r"[\[【]?([\u4e00-\u9fff]{2,9})([\]】:]*)")
_LETTERHEAD = re.compile(r"文件$|号$|[〔\[(]\d{4}[〕\])]|^签发人|^[机秘绝]密")
FEWEST_LABELS = 3
LEAST = 5
REACH = 30
DEPTH = 10
LONGEST_VALUE = 150


def squeeze(plain: str) -> str:
    """Return folded text without any white space."""
    return _SPACES.sub("", plain)


def settle(page: Page, plains: list[str], choice: Choice, title: str) -> list[bool]:
    """Return for each line whether it belongs to the document, metadata left to metadata_lines.

    To the article come its title, what stands between title and article, and its attachments;
    what stands over the title (the name of a column) goes. `title` is the folded title of the page.
    """
    tight, name = [squeeze(plain) for plain in plains[: choice.first + DEPTH]], squeeze(title)
    start = _title(page.lines, tight, choice, name)
    content = list(choice.content)
    for at in choice.over:
        content[at] = start is None or at >= start or _is_letterhead(tight[at])
    for at in range(choice.first if start is None else start, choice.first):
        content[at] = not choice.dull[at]
    for at in _attachments(plains, choice):
        content[at] = True
    return content


def _attachments(plains: list[str], choice: Choice) -> set[int]:
    """Return the indexes of the lines right behind the article that name its attachments."""
    behind = max((at for at, kept in enumerate(choice.content) if kept), default=len(plains)) + 1
    named = takewhile(lambda at: names_attachment(plains[at]), range(behind, min(behind + REACH, len(plains))))
    return {at for at in named if not choice.dull[at]}


def _title(lines: list[Line], tight: list[str], choice: Choice, name: str) -> int | None:
    """Return the index of the title, which is `choice.first` if the article has it; None if there is none."""
    first = choice.first
    over = range(max(0, first - REACH), first)
    scores = {at: _match(tight[at], name) for at in over if _is_plain(lines[at])}
    best = max(scores.values(), default=0)
    inside = max((_match(tight[at], name) for at in range(first, len(tight)) if choice.content[at]), default=0)
    if best > inside:
        start = max(at for at, score in scores.items() if score == best)
        while scores.get(start - 1):
            start -= 1
        return start
    return first if inside else _heading(lines, tight, first)


def _match(line: str, title: str) -> int:
    """Return how many characters of the page's title a line gives, 0 for less than LEAST."""
    if len(line) >= LEAST and line in title:
        return len(line)
    return len(title) if len(title) >= LEAST and title in line else 0


def _is_plain(line: Line) -> bool:
    return not line.linked and line.cell is None


def _heading(lines: list[Line], tight: list[str], first: int) -> int | None:
    """Return the index of the last heading element over the article."""
    for at in range(first - 1, max(-1, first - REACH), -1):
        if lines[at].node.tag in ("h1", "h2") and _is_plain(lines[at]) and len(tight[at]) >= LEAST:
            return at
    return None


def _is_letterhead(tight: str) -> bool:
    return _LETTERHEAD.search(tight) is not None


def metadata_lines(page: Page, plains: list[str], choice: Choice) -> set[int]:
    """Return the indexes of labels and values of metadata tables (索引号, 发文机关, 成文日期 …)."""
    tables: dict[int | None, dict[int, str]] = defaultdict(dict)
    for at, line in enumerate(page.lines):
        inside = choice.content[at] and at >= choice.first
        label = _label(plains[at], bare=(line.cell is not None or line.node.tag == "dt") and not inside)
        if label and (line.cell or not (inside or choice.dull[at])):
            tables[line.cell.table if line.cell and inside else None][at] = label
    found: set[int] = set()
    for labels in tables.values():
        if len(set(labels.values())) >= FEWEST_LABELS:
            found.update(labels)
            found.update(at + 1 for at in labels if at + 1 not in labels and _has_value(page.lines, plains, at))
    return found


def _label(plain: str, bare: bool) -> str:
    """Return the metadata label at the head of a line, marked by : or brackets (or `bare`), else ""."""
    if len(plain) > LONGEST_VALUE:
        return ""
    tight = squeeze(plain)
    match = _LABEL.match(tight)
    if not match or match[1] not in facts()["metadata"]:
        return ""
    return match[1] if match[2] or (bare and match.end() == len(tight)) else ""


def _has_value(lines: list[Line], plains: list[str], at: int) -> bool:
    """Say whether the line behind a label that stands alone is its value."""
    if at + 1 >= len(lines) or len(plains[at + 1]) > LONGEST_VALUE or not _LABEL.fullmatch(squeeze(plains[at])):
        return False
    here, there = lines[at].cell, lines[at + 1].cell
    return here[:2] == there[:2] if here and there else here is there
