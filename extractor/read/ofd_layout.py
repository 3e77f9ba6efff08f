"""Runs of text on pages to lines, lines to paragraphs, by simple rules for Chinese office papers."""

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from extractor.lang.fold import fold
from extractor.read.ofd_objects import Piece

_PAGE_NUMBER = re.compile(r"[-—–_·\s]*(?:第?\s*\d{1,4}\s*页?)(?:\s*[/,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–_·\s]*")
_OPENS = re.compile(
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d)|第.{1,4}[章节条款]|附件"
)
_ENDS = "。;:!?"
_LATIN = re.compile(r"[A-Za-z0-9]")
SAME_LINE = 0.5
GAP = 0.6
WIDE_GAP = 2.5
INDENT = 0.8
SHORT = 1.6
SAME_SIZE = 0.15
FAR = 2.6
REPEATED = 3
EDGE_LINES = 2


class Line(NamedTuple):
    """One line of one page; `box` is (left, top, right, bottom) in points."""

    text: str
    page: int
    box: tuple[float, float, float, float]
    size: float
    again: bool


class Paragraph(NamedTuple):
    """Lines that belong together, and their text; `noise` is a page number, a header, a footer."""

    text: str
    lines: list[Line]
    noise: bool


def lines_of(found: list[Piece], page: int) -> list[Line]:
    """Return the lines of a page from top to bottom; text that is drawn twice in one place counts once."""
    unique = {(piece.text, round(piece.left), round(piece.base)): piece for piece in found}
    rows: list[list[Piece]] = []
    for piece in sorted(unique.values(), key=lambda piece: (piece.base, piece.left)):
        row = rows[-1] if rows else []
        near = row and piece.base - row[0].base <= SAME_LINE * min(piece.size, row[0].size)
        if near and piece.again == row[0].again:
            row.append(piece)
        else:
            rows.append([piece])
    return [line for line in (_line(row, page) for row in rows) if line.text]


def _line(row: list[Piece], page: int) -> Line:
    row = sorted(row, key=lambda piece: piece.left)
    size = max(piece.size for piece in row)
    text = row[0].text
    for before, piece in pairwise(row):
        gap = piece.left - before.right
        text += ("\t" if gap > WIDE_GAP * size else " " if gap > GAP * size else "") + piece.text
    base = max(piece.base for piece in row)
    box = (row[0].left, base - size, max(piece.right for piece in row), base + 0.2 * size)
    return Line(text.strip(), page, box, size, row[0].again)


def running(pages: list[list[Line]]) -> set[Line]:
    """Return what runs along the pages: page numbers at their edges, repeated headers and footers, templates."""
    edges = [[*page[:EDGE_LINES], *page[-EDGE_LINES:]] for page in pages]
    often = Counter((line.text, round(line.box[1] / 4)) for page in edges for line in set(page))
    found = {line for page in pages for line in page if line.again}
    for page in edges:
        for line in page:
            repeated = often[line.text, round(line.box[1] / 4)] >= REPEATED
            if repeated or _PAGE_NUMBER.fullmatch(fold(line.text)):
                found.add(line)
    return found


def paragraphs(lines: list[Line], noise: set[Line]) -> list[Paragraph]:
    """Join lines to paragraphs: a full line goes on in the next flush one of the same size, not behind a full stop."""
    body = [line for line in lines if line not in noise]
    left, right = _margins(body)
    groups: list[list[Line]] = []
    open_group: list[Line] = []
    for line in lines:
        if line in noise:
            groups.append([line])
        elif open_group and _continues(open_group[-1], line, left, right):
            open_group.append(line)
        else:
            open_group = [line]
            groups.append(open_group)
    return [Paragraph(_glued(group), group, group[0] in noise) for group in groups]


def _margins(body: list[Line]) -> tuple[float, float]:
    """Return the edges of the text: most lines begin right of the one and end left of the other."""
    if not body:
        return 0.0, 0.0
    lefts, rights = sorted(line.box[0] for line in body), sorted(line.box[2] for line in body)
    return lefts[len(lefts) // 10], rights[len(rights) * 9 // 10]


def _continues(before: Line, line: Line, left: float, right: float) -> bool:
    size = before.size
    if abs(line.size - size) > SAME_SIZE * size or "\t" in line.text or "\t" in before.text:
        return False
    if line.page == before.page and line.box[3] - before.box[3] > FAR * size:
        return False
    if fold(before.text)[-1] in _ENDS:
        return False
    full, flush = before.box[2] >= right - SHORT * size, line.box[0] <= left + INDENT * size
    return full and flush and not _OPENS.match(fold(line.text))


def _glued(group: list[Line]) -> str:
    parts = [group[0].text]
    for before, line in pairwise(group):
        words = _LATIN.match(before.text[-1]) and _LATIN.match(line.text[0])
        parts.append(f" {line.text}" if words else line.text)
    return "".join(parts)
