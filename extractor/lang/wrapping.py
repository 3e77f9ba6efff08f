"""Paragraphs that a file breaks at the width of its page."""

import re
from bisect import bisect_left
from collections.abc import Iterable

from extractor.types import Document, Span

_OPENS = re.compile(
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、]|第.{1,4}[章节条]|附件|专栏"
)
_ENDS = frozenset("。;:!?")
_BREAK = re.compile(r"(?<=[^。;:!?\s]) *\n(?:[-—– ]*\d{1,3}[-—– ]*\n)?(?! *(?:" + _OPENS.pattern + r"|\n)) *")
_FEWEST_LINES, _WIDEST, _SLACK, _MOST_FULL = 20, 60, 3, 0.4


def full_line(lengths: Iterable[int]) -> int | None:
    """Return the characters from which a line is full, given those of all lines; None where lines are paragraphs.

    Text is taken as hard-wrapped where most lines run to the same short width (a page's).
    """
    ordered = sorted(lengths)
    if len(ordered) < _FEWEST_LINES:
        return None
    width = ordered[len(ordered) * 9 // 10]
    full = sum(length >= width - _SLACK for length in ordered)
    return None if width > _WIDEST or full < len(ordered) * _MOST_FULL else width - _SLACK


def full_line_of(document: Document, span: Span) -> int | None:
    """Return the characters from which a line is full in a stretch of a document, tables and noise left out."""
    first, stop = (bisect_left(document.blocks, at, key=lambda block: block.span.start) for at in span)
    blocks = (block for block in document.blocks[first:stop] if block.kind not in ("noise", "cell"))
    return full_line(len(block.span.of(document.plain).strip()) for block in blocks)


def goes_on(plain: str, end: int, following: int) -> bool:
    """Say whether a full line that ends at `end` goes on in the one that begins at `following`."""
    return plain[end - 1] not in _ENDS and not _OPENS.match(plain, following)


def joined(plain: str) -> str:
    """Return a short stretch of text without the line breaks in its sentences, and without page numbers in them."""
    return _BREAK.sub("", plain)
