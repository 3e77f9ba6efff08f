"""The rows of a workbook's first visible sheet that has the wanted columns."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter
from zipfile import ZipFile

from extractor.errors import FormatError, LimitError
from extractor.read import spreadsheet_xls
from extractor.read.content import Raw
from extractor.read.limits import Limits
from extractor.read.row_values import Numbered, by_name, names_of, require
from extractor.read.spreadsheet_cells import shown
from extractor.read.spreadsheet_xlsx import BROKEN, FREE

HEADER_WITHIN = 20
LAST_ROW = 1_048_576
_Rows = Iterator[tuple[int, list[str]]]


def xlsx_rows(path: Path, name: str, wanted: Sequence[str | None], limits: Limits) -> Numbered:
    """Yield the rows of an xlsx workbook as a stream. Raises FormatError, LimitError, OptionError."""
    from openpyxl import load_workbook  # noqa: PLC0415 (slow to import, seldom needed)

    try:
        _check_size(path, name, limits)
        with path.open("rb") as stream, catch_warnings():
            simplefilter("ignore")
            book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            yield from _found([lambda sheet=sheet: _streamed(sheet) for sheet in sheets], name, wanted)
    except BROKEN as error:
        raise FormatError(
            f"文件 {name} 已损坏，其余的行读不出（{type(error).__name__}）；请用 Excel 或 WPS 打开修复后另存"
        ) from error


def xls_rows(path: Path, name: str, wanted: Sequence[str | None], limits: Limits) -> Numbered:
    """Yield the rows of an xls workbook. Raises FormatError, OptionError."""
    book = spreadsheet_xls.open_book(Raw(path.read_bytes(), name, limits))
    sheets = [sheet for sheet in book.sheets if not sheet.hidden]
    yield from _found([lambda sheet=sheet: _gathered(sheet.cells()) for sheet in sheets], name, wanted)


def _check_size(path: Path, name: str, limits: Limits) -> None:
    with ZipFile(path) as archive:
        size = sum(member.file_size for member in archive.infolist())
    if size > min(limits.max_archive_expanded, max(FREE, limits.max_ratio * path.stat().st_size)):
        raise LimitError(f"文件 {name} 解压后超过上限；请确认文件来源，或加大 --max-ratio、--max-archive-expanded")


def _found(sheets: Sequence[Any], name: str, wanted: Sequence[str | None]) -> Numbered:
    """Yield the rows under the header of the first sheet that has all wanted columns."""
    seen: list[str] = []
    for rows in sheets:
        for number, cells in islice(rows(), HEADER_WITHIN):
            names = names_of(cells)
            if all(column in names for column in wanted if column):
                below = (row for row in rows() if row[0] > number)
                yield from ((at, by_name(names, values)) for at, values in below)
                return
            seen += [column for column in cells if column.strip() and column not in seen]
    require(name, wanted, seen)


def _streamed(sheet: Any) -> _Rows:
    """Yield the rows with text, whatever size the sheet says it has. Raises ValueError for rows that no sheet has."""
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number > LAST_ROW:
            raise ValueError("row number")
        cells = [shown(cell.value, cell.number_format or "") if cell.value is not None else "" for cell in row]
        if any(cell.strip() for cell in cells):
            yield number, cells


def _gathered(cells: Iterable[Any]) -> _Rows:
    number, row = 0, [""]
    for cell in cells:
        if cell.row != number and number:
            yield number, row
            row = []
        number = cell.row
        row += [""] * (cell.column - len(row))
        row[cell.column - 1] = cell.text
    if number:
        yield number, row
