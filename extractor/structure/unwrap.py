"""Paragraphs that a file breaks at the width of its page, as text copied from a PDF is: one line again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple
from unicodedata import east_asian_width

from extractor.lang.gaps import Gaps
from extractor.structure.lines import Line, lines_of
from extractor.types import Block, Document, Span

_FEWEST_LINES, _PIECE, _WIDEST, _SLACK = 12, 40, 60, 3
_FULL, _ENDED = 0.4, 0.05  # least share of the lines
_PUNCTUATED, _CUT = 0.4, 0.6  # least share of the full ones
_FEWEST_INDENTED, _STRAY = 3, 0.2
_LONGEST_GAP = 200
_WIDE = frozenset("WFA")
_PAGE = re.compile(r"[-—–\s]*\d{1,3}[-—–\s]*")
_GAP = re.compile(rf"\s*(?:\n{_PAGE.pattern}\n)?\s*")
_ONE_BREAK = re.compile(r"[^\S\r\n]*\r?\n[^\S\r\n]*")
_PROSE = re.compile("[,。;、]")
_OPENS = re.compile(
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d)|[①-⑳]|第.{1,4}[章节条]|附件|专栏"
)
_ENDS = frozenset("。;:!?")


class _Row(NamedTuple):
    """A line of a stretch that may be wrapped; `full` says that it runs to the width of the page."""

    line: Line
    full: bool


def unwrap(document: Document) -> tuple[Document, tuple[Span, ...]]:
    """Return a document without the line breaks inside its sentences and the marks of its file, and where they stood.

    With a break go the indents around it and the number of the page. Nothing changes in a stretch whose lines do not
    run to one width, as prose broken there does. Numbers of pages between paragraphs become noise.
    """
    spans: set[Span] = set(document.marks)
    numbers: set[int] = set()
    for lines in _stretches(document):
        rows = _wrapped(document, lines)
        numbers.update(row.line.start for row in rows if _is_page_number(document.plain, row.line))
        spans.update(_breaks(document.plain, rows))
    if not numbers and not spans:
        return document, ()
    gaps = tuple(sorted(spans))
    return _without(document, gaps, numbers), gaps


def _stretches(document: Document) -> Iterator[list[Line]]:
    """Yield the runs of lines that are no longer than a page is wide."""
    stretch: list[Line] = []
    for line in lines_of(document):
        if line.cell or _columns(document.text[line.start : line.end]) > _WIDEST:
            yield stretch
            stretch = []
        else:
            stretch.append(line)
    yield stretch


def _columns(text: str) -> float:
    """Return the width of a line in full-width characters; of a long one, only that it is too wide."""
    if len(text) > 2 * _WIDEST:
        return len(text)
    return sum(2 if east_asian_width(char) in _WIDE else 1 for char in text) / 2


def _wrapped(document: Document, lines: Sequence[Line]) -> list[_Row]:
    """Return the rows of a stretch, full where all of it or the piece around them is broken at a width.

    A width is counted in columns, or else in characters. A stretch that is broken nowhere has no rows.
    """
    pieces: list[_Row] = []
    for at in range(0, max(len(lines) - _FEWEST_LINES, 1), _PIECE):
        last = at + _PIECE + _FEWEST_LINES > len(lines)
        pieces += _rows(document, lines[at:] if last else lines[at : at + _PIECE])
    rows = [_Row(one.line, one.full or other.full) for one, other in zip(_rows(document, lines), pieces, strict=True)]
    return rows if any(row.full for row in rows) else []


def _rows(document: Document, lines: Sequence[Line]) -> list[_Row]:
    for measure in (_columns, len) if len(lines) >= _FEWEST_LINES else ():
        widths = [measure(document.text[line.start : line.end]) for line in lines]
        least = sorted(widths)[len(widths) * 9 // 10] - _SLACK
        rows = [_Row(line, width >= least) for line, width in zip(lines, widths, strict=True)]
        if _is_prose(document.plain, rows):
            return rows
    return [_Row(line, False) for line in lines]


def _is_prose(plain: str, rows: Sequence[_Row]) -> bool:
    """Say whether most full lines go on in the line below, and lines are of sentences."""
    full = [(row.line, below.line) for row, below in pairwise(rows) if row.full]
    ended = sum(plain[row.line.end - 1] in _ENDS for row in rows)
    punctuated = sum(_PROSE.search(plain, line.start, line.end) is not None for line, _ in full)
    cut = sum(plain[line.end - 1] not in _ENDS and not _OPENS.match(plain, below.start) for line, below in full)
    of_all = len(full) >= max(1, len(rows) * _FULL) and ended >= len(rows) * _ENDED
    return of_all and punctuated >= len(full) * _PUNCTUATED and cut >= len(full) * _CUT


def _breaks(plain: str, rows: Sequence[_Row]) -> Iterator[Span]:
    kept = [row for row in rows if not _is_page_number(plain, row.line)]
    indented = _indents(plain, kept)
    for (line, full), (below, _) in pairwise(kept):
        ended = plain[line.end - 1] in _ENDS
        opened = _OPENS.match(plain, below.start) is not None
        same = not _indent(plain, below) and not (ended and opened) if indented else not (ended or opened)
        near = below.start - line.end <= _LONGEST_GAP
        if full and same and near and (_ONE_BREAK if ended else _GAP).fullmatch(plain, line.end, below.start):
            yield Span(line.end, below.start)


def _indents(plain: str, rows: Sequence[_Row]) -> bool:
    """Say whether the first lines of paragraphs are indented, and the others not."""
    first = [_indent(plain, below.line) for row, below in pairwise(rows) if not row.full]
    inner = [
        _indent(plain, below.line) for row, below in pairwise(rows) if row.full and plain[row.line.end - 1] not in _ENDS
    ]
    return sum(first) >= max(_FEWEST_INDENTED, len(first) / 2) and sum(inner) <= len(inner) * _STRAY


def _indent(plain: str, line: Line) -> bool:
    return line.start > 0 and plain[line.start - 1] in " \t"


def _is_page_number(plain: str, line: Line) -> bool:
    return _PAGE.fullmatch(plain, line.start, line.end) is not None


def _without(document: Document, spans: Sequence[Span], numbers: set[int]) -> Document:
    gaps = Gaps(spans)
    blocks: list[Block] = []
    for block in document.blocks:
        noise = block.span.start in numbers
        moved = replace(block, span=gaps.inward(block.span), kind="noise" if noise else block.kind)
        if not moved.span.width:
            continue
        last = blocks[-1] if blocks else None
        if last and not noise and last.span.end == moved.span.start:
            blocks[-1] = replace(last, span=Span(last.span.start, moved.span.end))
        else:
            blocks.append(moved)
    return replace(
        document,
        text=gaps.cut(document.text),
        plain=gaps.cut(document.plain),
        blocks=tuple(blocks),
        marks=(),
        issues=tuple(replace(one, span=gaps.inward(one.span)) if one.span else one for one in document.issues),
    )
