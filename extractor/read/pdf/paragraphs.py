"""Lines to paragraphs as Chinese pages are set: two characters of indent, full lines that run on."""

import re
from collections.abc import Iterable
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractor.lang.fold import fold
from extractor.read.pdf.lines import Line
from extractor.read.pdf.phrases import phrases

INDENT = 1.2
MOST_INDENT = 3.0
CENTRED = 2.2
LEAST_LINES = 8
STOPS = ("。", "!", "?")
HANGING = "，。、；：,.;:"
NARROW = 0.7
PITCH = 1.6
TITLE_PITCH = 2.6
SIZES = 0.1
SCANNED_SIZES = 0.35
SLACK = 0.4
UNFINISHED_SLACK = 1.5
SCANNED_SLACK = 2.0
SCANNED_INDENT = 1.7
LONGEST_TITLE = 120
_TOKEN = re.compile(r"[(《〈“‘【〔\[]*(?:[A-Za-z0-9.,%+\-—]+|.)")
_TOKENS = re.compile(r"[(《〈“‘【〔\[]*(?:[A-Za-z0-9.,%+\-—]+(?:[、,:;~至][A-Za-z0-9.,%+\-—]+)*|.)")
_CLOSING = "、,。;:!?)”’》〉】〕%"
_LATIN = re.compile(r"[A-Za-z0-9,.;:)%][ ]?[A-Za-z]|[A-Za-z,;:)][ ]?[A-Za-z0-9(]")
_PAIRS = {"(": ")", "《": "》", "“": "”"}


class Frame(NamedTuple):
    """Where the lines of a column begin and end, the size of most, and the height from line to line."""

    left: float
    right: float
    em: float
    pitch: float
    scanned: bool = False


class Flowed(NamedTuple):
    """A line with the column it runs in; column 0 is the whole width of the page."""

    line: Line
    frame: Frame
    column: int


def frame(lines: list[Line], width: float | None, whole: Frame | None = None, scanned: bool = False) -> Frame:
    """Return the frame of some lines; few lines take that of the `whole` document.

    `width` is that of the page where the column fills it: a page of short lines ends at its margin.
    """
    if whole and len(lines) < LEAST_LINES:
        return whole._replace(scanned=scanned)
    em = median([line.em for line in lines for _ in range(min(9, 1 + len(line.text) // 8))])
    lefts = sorted(line.box.left for line in lines)
    inner = [line.box.right for line in lines if line.text[-1] not in HANGING]  # such signs may stand in the margin
    rights = sorted(inner if len(inner) >= LEAST_LINES else (line.box.right for line in lines), reverse=True)
    left = next((a for a, b in pairwise(lefts) if b - a < em / 2), lefts[0])
    right = next((a for a, b in pairwise(rights) if a - b < em), rights[0])
    if width and right < NARROW * width:
        right = max(right, width - left)
    tops = [(line.page, line.box.top) for line in lines]
    steps = [b[1] - a[1] for a, b in pairwise(tops) if a[0] == b[0] and 0 < b[1] - a[1] < 4 * em]
    return Frame(left, right, em, median(steps) if steps else 2 * em, scanned)


def paragraphs(flow: Iterable[Flowed]) -> list[list[Flowed]]:
    """Return the lines of each paragraph."""
    found: list[list[Flowed]] = []
    for item in flow:
        if found and not _begins(found[-1], item):
            found[-1].append(item)
        else:
            found.append([item])
    return found


def glue(last: str, following: str) -> str:
    """Return what stands between two lines of a paragraph: a space between Latin words, else nothing."""
    return " " if _LATIN.fullmatch(last[-1:] + following[:1]) else ""


def _begins(above: list[Flowed], item: Flowed) -> bool:
    last = above[-1]
    if (last.column == 0) != (item.column == 0) or _sizes_differ(last, item):
        return True
    text, before = fold(item.line.text), fold(last.line.text)
    words = phrases()
    if words.alone.fullmatch(text) or words.alone.fullmatch(before):
        return True
    if _is_centred(last):
        whole = sum(len(part.line.text) for part in above)
        return not (
            _is_centred(item) and _is_title(before, text) and whole < LONGEST_TITLE and _is_near(last, item, True)
        )
    if not _fills(last, item.line.text) or _is_indented(above, item):
        return True
    if not _is_near(last, item):
        return True
    if words.labels.match(text) and before.rstrip("”’)》")[-1:] in STOPS:
        return True
    return bool(words.starts.match(text)) and not _is_open("".join(part.line.text for part in above[-3:]))


def _fills(item: Flowed, following: str) -> bool:
    slack = SCANNED_SLACK if item.frame.scanned else SLACK
    return is_full(item.line, item.frame.right, following, slack)


def is_full(line: Line, right: float, following: str, slack: float = SLACK) -> bool:
    """Say whether a line ended because what follows had no room left of `right`, in doubt if it says no end."""
    ended = phrases().finished.search(fold(line.text[-2:])) is not None
    token = (_TOKEN if ended else _TOKENS).match(fold(following))
    head = token.group() if token else ""
    rest = fold(following)[len(head) :]
    closing = len(rest) - len(rest.lstrip(_CLOSING))
    width = sum(0.55 if char.isascii() else 1.0 for char in head) + min(closing, 2)
    return right - line.box.right < line.em * (max(width, 1.0) + (slack if ended else max(slack, UNFINISHED_SLACK)))


def _sizes_differ(last: Flowed, item: Flowed) -> bool:
    one, two = last.line, item.line
    known = min(one.wides, two.wides) >= 3
    share = SCANNED_SIZES if last.frame.scanned or item.frame.scanned else SIZES
    return known and abs(one.em - two.em) > share * max(one.em, two.em)


def _is_centred(item: Flowed) -> bool:
    line, edges = item.line, item.frame
    left, right = line.box.left - edges.left, edges.right - line.box.right
    least = 0.8 if line.em > (1 + SIZES) * edges.em else CENTRED
    return min(left, right) > least * line.em and abs(left - right) < 1.5 * line.em + 0.05 * (edges.right - edges.left)


def _is_title(before: str, text: str) -> bool:
    words = phrases()
    ended = words.finished.search(before[-2:]) is not None or text.startswith("(")
    return not ended and not words.starts.match(text) and not words.starts.match(before)


def _is_indented(above: list[Flowed], item: Flowed) -> bool:
    """Say whether a line stands in by two characters; blocks and hanging lines that stand in do not count."""
    least = (SCANNED_INDENT if item.frame.scanned else INDENT) * item.line.em
    if item.line.box.left - item.frame.left < least:
        return False
    ended = phrases().finished.search(fold(above[-1].line.text[-2:])) is not None
    hung = item.line.box.left - above[0].line.box.left >= least
    if hung and not ended and above[0].line.box.left - above[0].frame.left < MOST_INDENT * item.line.em:
        return False
    same = abs(above[-1].line.box.left - item.line.box.left) < item.line.em / 2
    return not (same and len(above) > 1)


def _is_near(last: Flowed, item: Flowed, title: bool = False) -> bool:
    one, two = last.line, item.line
    if one.page != two.page or last.column != item.column:
        return True
    most = TITLE_PITCH * two.em if title else PITCH * max(item.frame.pitch, 1.2 * two.em)
    return two.box.top - one.box.top < most


def _is_open(text: str) -> bool:
    """Say whether a text breaks off inside a bracket, or at a sign that wants more."""
    folded = fold(text)
    if phrases().unfinished.match(folded[-1:]):
        return True
    return any(folded.count(begin) > folded.count(end) for begin, end in _PAIRS.items())
