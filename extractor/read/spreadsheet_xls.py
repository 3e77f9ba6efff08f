"""Workbooks of Excel 97-2003 (xls), by xlrd."""

import os
from collections.abc import Iterator
from functools import partial
from typing import Any

from extractor.errors import FormatError, LimitError
from extractor.read.content import Raw
from extractor.read.spreadsheet_cells import Book, Sheet, Shown, shown


def open_book(raw: Raw) -> Book:
    """Open a workbook. Raises FormatError when it is damaged, locked, or xlrd is not installed."""
    xlrd = _xlrd(raw)
    try:
        with open(os.devnull, "w", encoding="utf-8") as log:  # noqa: PTH123 (a device)
            book = xlrd.open_workbook(file_contents=raw.data, formatting_info=True, logfile=log)
    except Exception as error:  # xlrd meets damage with whatever its parser stumbles over
        locked = "crypt" in str(error).lower() or "password" in str(error).lower()
        advice = "有密码，请先去掉密码" if locked else "已损坏，请用 Excel 或 WPS 打开修复后另存"
        raise FormatError(f"文件 {raw.path} {advice}再读取（{type(error).__name__}）") from error
    sheets = book.sheets()
    _check_merged(sheets, raw)
    return Book(tuple(Sheet(one.name, one.visibility != 0, partial(_cells, xlrd, book, one)) for one in sheets))


def _check_merged(sheets: list[Any], raw: Raw) -> None:
    """Raise LimitError when merged cells cover more of the sheets than may be read."""
    covered = sum(
        max(0, min(bottom, sheet.nrows) - top) * max(0, right - left)
        for sheet in sheets
        for top, bottom, left, right in sheet.merged_cells
    )
    if covered > raw.limits.max_cells:
        raise LimitError(f"文件 {raw.path} 超过 {raw.limits.max_cells} 个单元格；请拆成几个文件，或加大 --max-cells")


def _xlrd(raw: Raw) -> Any:
    try:
        import xlrd  # noqa: PLC0415 (only for xls)
    except ImportError as error:
        raise FormatError(
            f"读取 {raw.path}（xls）需要 xlrd；请运行 pip install xlrd，或用 Excel、WPS 另存为 xlsx"
        ) from error
    return xlrd


def _cells(xlrd: Any, book: Any, sheet: Any) -> Iterator[Shown]:
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for top, bottom, left, right in sheet.merged_cells:
        merged[top, left] = bottom - top, right - left
        last = min(bottom, sheet.nrows)
        covered.update((row, at) for row in range(top, last) for at in range(left, right) if (row, at) != (top, left))
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            text = "" if (row, column) in covered else _shown(xlrd, book, cell)
            if text.strip():
                yield Shown(row + 1, column + 1, *merged.get((row, column), (1, 1)), text)


def _shown(xlrd: Any, book: Any, cell: Any) -> str:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, ""))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(cell.value), "")
    form = _form(book, cell.xf_index)
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return shown(xlrd.xldate.xldate_as_datetime(cell.value, book.datemode), form)
        except (ValueError, OverflowError):
            return shown(cell.value, "")
    return shown(cell.value, form)


def _form(book: Any, index: int | None) -> str:
    """Return the number format of a cell, "" where the file names none that it has."""
    try:
        return str(book.format_map[book.xf_list[index].format_key].format_str)
    except (LookupError, TypeError, AttributeError):
        return ""
