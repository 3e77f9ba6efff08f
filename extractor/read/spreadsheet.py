"""Spreadsheets (xlsx, xls): every cell that shows something is a block with sheet, row and column."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractor.errors import EmptyError, LimitError
from extractor.lang.fold import fold
from extractor.read import spreadsheet_xls, spreadsheet_xlsx
from extractor.read.content import Content, Raw, within
from extractor.read.detect import get_format
from extractor.read.spreadsheet_cells import Book, Shown
from extractor.read.text import lines, strip
from extractor.types import Block, Issue, Place, Span


class _Piece(NamedTuple):
    """One line of a cell and what separates it from the line before."""

    before: str
    text: str
    sheet: int
    cell: Shown


def read_xlsx(raw: Raw) -> Content:
    """Read an xlsx workbook: `table` of a place is the number of its sheet.

    Raises EmptyError, FormatError, LimitError.
    """
    return _read(spreadsheet_xlsx.open_book(raw), raw, "xlsx")


def read_xls(raw: Raw) -> Content:
    """Read an xls workbook as `read_xlsx`."""
    return _read(spreadsheet_xls.open_book(raw), raw, "xls")


def _read(book: Book, raw: Raw, name: str) -> Content:
    issues = list(book.issues)
    hidden = [sheet.name for sheet in book.sheets if sheet.hidden]
    if hidden:
        names = "、".join(f"“{name}”" for name in hidden)
        issues.append(Issue("read", "hidden-sheet", f"隐藏的工作表{names}没有读取；如需要，请取消隐藏后重试"))
    text, blocks = _join(_pieces(book, raw))
    if not blocks:
        raise EmptyError(f"文件 {raw.path} 没有可见的文字；请确认内容是否在隐藏的工作表或图片里")
    return Content(text, fold(text), within(blocks, raw), get_format(name).media_type, issues=tuple(issues))


def _pieces(book: Book, raw: Raw) -> Iterator[_Piece]:
    count = 0
    for number, sheet in enumerate(book.sheets, 1):
        row = column = 0
        for cell in () if sheet.hidden else sheet.cells():
            count += 1
            if count > raw.limits.max_cells:
                raise LimitError(
                    f"文件 {raw.path} 超过 {raw.limits.max_cells} 个单元格；请拆成几个文件，或加大 --max-cells"
                )
            before = "\t" * (cell.column - column) if cell.row == row else "\n" if row else "\n\n"
            row, column = cell.row, cell.column
            for line in _lines(cell.text):
                yield _Piece(before, line, number, cell)
                before = "\n"


def _lines(text: str) -> Iterator[str]:
    for _, start, end in lines(text):
        a, b = strip(fold(text), start, end)
        if a < b:
            yield text[a:b]


def _join(pieces: Iterable[_Piece]) -> tuple[str, list[Block]]:
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for piece in pieces:
        if parts:
            parts.append(piece.before)
            at += len(piece.before)
        cell = piece.cell
        place = Place(table=piece.sheet, row=cell.row, column=cell.column)
        blocks.append(Block(Span(at, at + len(piece.text)), "cell", place, cell.rows, cell.columns))
        parts.append(piece.text)
        at += len(piece.text)
    return "".join(parts), blocks
