"""The lines of a document that can carry structure: no boilerplate, no white space at the edges."""

import re
from typing import NamedTuple

from extractor.types import Document, Span

_CONTENTS = re.compile(r"(?:\.{4,}|…{2,}|·{4,}|-{6,}) ?[\d \-]{0,8}$")  # 一、总体要求……………3


class Line(NamedTuple):
    """One line of one block, stripped; `cell` says that it stands in a table.

    `level` is that of a heading by the file's own styles, 1 for the outermost, 0 for none.
    """

    start: int
    end: int
    cell: bool = False
    level: int = 0


class Extent(NamedTuple):
    """The stretch of a document that is one policy: `text` and `plain` are the whole document's."""

    text: str
    plain: str
    lines: list[Line]
    span: Span


def lines_of(document: Document) -> list[Line]:
    """Return the lines of all blocks that are not noise, in text order, blank ones and tables of contents left out."""
    lines: list[Line] = []
    for block in document.blocks:
        if block.kind != "noise":
            cell = block.kind == "cell" and block.column != "title"
            found = _split(document.plain, *block.span, cell)
            lines.extend(line._replace(level=block.level or 0) for line in found)
    return lines


def _split(plain: str, start: int, end: int, cell: bool) -> list[Line]:
    found, begin = [], start
    while begin < end:
        stop = plain.find("\n", begin, end)
        stop = end if stop < 0 else stop
        left, right = begin, stop
        while left < right and plain[left].isspace():
            left += 1
        while right > left and plain[right - 1].isspace():
            right -= 1
        if left < right and not _CONTENTS.search(plain, max(left, right - 40), right):
            found.append(Line(left, right, cell))
        begin = stop + 1
    return found
