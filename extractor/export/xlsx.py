"""XLSX: one sheet of records, one of files; every text cell is text."""

import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from math import ceil
from tempfile import TemporaryFile
from types import MappingProxyType
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as BookCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from extractor.export.cells import display_width, fitted, is_formula
from extractor.export.columns import COLUMNS, Cell, Column, with_fields
from extractor.export.names import SEVERITIES, STAGES, STATUSES
from extractor.export.rows import Row, flatten
from extractor.types import Result

ROW_LIMIT = 1_048_576
"""Rows a sheet may hold; further records go on to another sheet."""
LINE_HEIGHT, MOST_LINES = 15, 10
_FILES = (("文件", 40), ("状态", 10), ("文档数", 8), ("记录数", 8), ("文件类型", 28), ("编码", 10), ("问题", 80))
_TOP = Alignment(vertical="top", wrap_text=True)
_HEAD = Alignment(vertical="center", wrap_text=True)
_FILL = PatternFill("solid", fgColor="DCE6F1")
_MARK = PatternFill("solid", fgColor="FFE699")
_AUTHOR, _NOTE_HEIGHT, _NOTE_WIDTH = "zhengce", 90, 260
_NO_NOTES: Mapping[int, str] = MappingProxyType({})
_BOLD = Font(bold=True)
_PLACES = {column.key: index for index, column in enumerate(COLUMNS)}
_TIME = re.compile(rb">\d{4}-\d\d-\d\dT[\d:]+Z<")


class Sheet:
    """A write-only sheet with a frozen header and a filter over all its rows.

    `columns` are names and widths in characters.
    """

    def __init__(self, book: Workbook, title: str, columns: Sequence[tuple[str, int]]) -> None:
        sheet: Any = book.create_sheet(title)  # the stubs do not know write-only sheets
        self._sheet = sheet
        self._widths = [width for _, width in columns]
        self._styles = {key: self._style(*key) for key in product((False, True), repeat=3)}
        self.count = 0
        sheet.freeze_panes = "A2"
        for index, (_, width) in enumerate(columns, start=1):
            sheet.column_dimensions[get_column_letter(index)].width = width
        self.append([name for name, _ in columns], head=True)

    def append(self, cells: Sequence[Cell], *, head: bool = False, notes: Mapping[int, str] = _NO_NOTES) -> None:
        """Write a row. `notes` (index of a cell → words) mark cells by colour and comment."""
        self.count += 1
        self._sheet.row_dimensions[self.count].height = self._height(cells)
        self._sheet.append([self._cell(value, head, notes.get(index)) for index, value in enumerate(cells)])
        del self._sheet.row_dimensions[self.count]  # written by now; a million of them would fill memory

    def _height(self, cells: Sequence[Cell]) -> int:
        """Return points for the row's wrapped text, since not every program fits rows by itself."""
        texts = zip(cells, self._widths, strict=True)
        count = max((_lines(value, width) for value, width in texts if isinstance(value, str)), default=1)
        return LINE_HEIGHT * min(count, MOST_LINES)

    def _cell(self, value: Cell, head: bool, note: str | None) -> BookCell | None:
        if value is None:
            return None
        cell: Any = WriteOnlyCell(self._sheet, fitted(value) if isinstance(value, str) else value)
        if isinstance(value, str):
            cell.data_type = "s"
        cell._style = self._styles[head, isinstance(value, str) and is_formula(value), note is not None]
        if note is not None:
            cell.comment = Comment(fitted(note), _AUTHOR, _NOTE_HEIGHT, _NOTE_WIDTH)
        return cell  # type: ignore[no-any-return]

    def _style(self, head: bool, quoted: bool, marked: bool) -> Any:
        """Return a style to share among cells; setting its parts on every cell takes half the time."""
        cell: Any = WriteOnlyCell(self._sheet)
        cell.alignment = _HEAD if head else _TOP
        cell.quotePrefix = quoted
        if head:
            cell.font, cell.fill = _BOLD, _FILL
        elif marked:
            cell.fill = _MARK
        return cell._style

    def close(self) -> None:
        """Set the filter and end the sheet."""
        last = get_column_letter(len(self._widths))
        self._sheet.auto_filter.ref = f"A1:{last}{self.count}"
        self._sheet.close()


def _lines(text: str, width: int) -> int:
    """Count the lines that a text takes in a column, no more than needed to know it is too tall."""
    shown = text[: width * MOST_LINES].split("\n")
    return sum(max(1, ceil(display_width(line) / width)) for line in shown)


def write_workbook(results: Iterable[Result], stream: BinaryIO) -> int:
    """Write the sheets 记录 and 文件."""
    book = Workbook(write_only=True)
    columns, results = with_fields(results)
    sheets = [_records(book, "记录", columns)]
    files: list[tuple[Cell, ...]] = []
    try:
        for result in results:
            for row in flatten(result):
                if sheets[-1].count >= ROW_LIMIT:
                    sheets.append(_records(book, f"记录{len(sheets) + 1}", columns))
                sheets[-1].append([column.cell(row) for column in columns], notes=_notes(row))
            files.append(_file_row(result))
        sheets.append(Sheet(book, "文件", _FILES))
        for cells in files:
            sheets[-1].append(cells)
    finally:  # an open sheet would complain on standard error
        for sheet in sheets:
            sheet.close()
    save(book, stream)
    return len(files)


def _records(book: Workbook, title: str, columns: Sequence[Column]) -> Sheet:
    return Sheet(book, title, [(column.title, column.width) for column in columns])


def _notes(row: Row) -> dict[int, str]:
    """Return the words of a row's doubts by the index of their column."""
    found: dict[int, str] = {}
    for doubt in row.doubts:
        index = _PLACES[doubt.column]
        found[index] = f"{found.get(index, '请人工核对：')}\n{doubt.words}"
    return found


def _file_row(result: Result) -> tuple[Cell, ...]:
    issues = (f"[{SEVERITIES[issue.severity]}·{STAGES[issue.stage]}] {issue.message}" for issue in result.issues)
    return (
        result.source.path,
        STATUSES[result.status],
        len(result.documents),
        sum(len(policy.records) for policy in result.documents),
        result.source.media_type,
        result.source.encoding,
        "\n".join(issues),
    )


def save(book: Workbook, stream: BinaryIO) -> None:
    """Save by way of a file, then copy its parts without times: the same results, the same bytes."""
    with TemporaryFile() as whole:
        book.save(whole)
        with ZipFile(whole) as made, ZipFile(stream, "w", ZIP_DEFLATED) as copy:
            for name in made.namelist():
                part = ZipInfo(name)
                part.compress_type = ZIP_DEFLATED
                if name == "docProps/core.xml":
                    copy.writestr(part, _TIME.sub(b">1980-01-01T00:00:00Z<", made.read(name)))
                    continue
                with made.open(name) as source, copy.open(part, "w", force_zip64=True) as target:
                    shutil.copyfileobj(source, target)
