"""XLSX: a sheet a part, ready to print, and the sheet 核对; every cell is text."""

import re
from collections.abc import Sequence
from math import ceil
from typing import Any, BinaryIO, NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.numbers import FORMAT_TEXT
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from extractor.export.cells import display_width, fitted, is_formula
from extractor.export.xlsx import save
from extractor.table.arrange import Part, Table
from extractor.table.columns import cells
from extractor.table.fonts import faces
from extractor.table.review import COLUMNS, TITLE, review

KEY_HEADS = {True: "zhengce:", False: "zhengce-part:"}
"""Begins the header of the hidden key column (of a whole table or not); behind it, `key=title` of every column."""
MARK = PatternFill("solid", fgColor="FFE699")
_BAND, _HEAD = PatternFill("solid", fgColor="F2F2F2"), PatternFill("solid", fgColor="DCE6F1")
_LINE = Side(style="thin", color="808080")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(vertical="center", wrap_text=True)
_MIDDLE = frozenset(("number", "lead", "resp", "coop", "deadline", "basis"))
_AS_TEXT = frozenset(("goal", "deadline"))
_TITLE_SIZE, _SIZE, _LINE_HEIGHT, _TALLEST, _AUTHOR = 22, 11, 15.5, 409, "zhengce"
_NAME, _NAME_LENGTH = re.compile(r"[\[\]:*?/\\\x00-\x1f]"), 31


class _Look(NamedTuple):
    """How a row looks; `face` is a key of `faces`, `size` in points."""

    face: str
    size: float
    fill: PatternFill | None
    place: Alignment


_TITLE_LOOK, _HEAD_LOOK = _Look("title", _TITLE_SIZE, None, _CENTRE), _Look("head", _SIZE, _HEAD, _CENTRE)
_BAND_LOOK, _BODY_LOOK = _Look("head", _SIZE, _BAND, _LEFT), _Look("body", _SIZE, None, _LEFT)


def write_xlsx(table: Table, stream: BinaryIO) -> None:
    """Write the workbook; the same table gives the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    taken = {TITLE}
    for part in table.parts:
        sheet = book.create_sheet(_name(part.title or "任务分工表", taken))
        _fill(sheet, table, part)
    _review(book.create_sheet(TITLE), table)
    save(book, stream)


def text_cell(cell: Cell | MergedCell, text: str) -> None:
    """Set a cell to text, whatever it begins with."""
    cell.value = fitted(text)
    cell.data_type = "s"
    if is_formula(text):
        cell.quotePrefix = True


def _fill(sheet: Worksheet, table: Table, part: Part) -> None:
    columns, width = table.columns, len(table.columns)
    _band(sheet, 1, f"{table.title}（{part.title}）" if part.title else table.title, width)
    _style(sheet, 1, width, _TITLE_LOOK)
    sheet.row_dimensions[1].height = 36
    _row(sheet, 2, [column.title for column in columns])
    _style(sheet, 2, width, _HEAD_LOOK)
    sheet.row_dimensions[2].height = 24
    key = sheet.cell(2, width + 1)
    text_cell(key, KEY_HEADS[table.whole] + ",".join(f"{column.key}={column.title}" for column in columns))
    at = 3
    for group in part.groups:
        if group.title:
            _band(sheet, at, group.title, width)
            _style(sheet, at, width, _BAND_LOOK)
            sheet.row_dimensions[at].height = 22
            at += 1
        for task in group.tasks:
            texts = cells(task, columns)
            _row(sheet, at, texts)
            _style(sheet, at, width, _BODY_LOOK)
            for place, column in enumerate(columns, start=1):
                cell = sheet.cell(at, place)
                if column.key in _MIDDLE:
                    cell.alignment = _CENTRE
                if column.key in _AS_TEXT:
                    cell.number_format = FORMAT_TEXT  # what a person types there stays as typed, a date too
                _mark(cell, task.marked(column.key))
            text_cell(sheet.cell(at, width + 1), task.key)
            sheet.row_dimensions[at].height = height(texts, [column.width for column in columns])
            at += 1
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width + 1
    sheet.column_dimensions[get_column_letter(width + 1)].hidden = True
    _page(sheet, 2, f"A1:{get_column_letter(width)}{at - 1}")


def _review(sheet: Worksheet, table: Table) -> None:
    _row(sheet, 1, [title for title, _ in COLUMNS])
    _style(sheet, 1, len(COLUMNS), _HEAD_LOOK)
    rows = review(table)
    widths = [width for _, width in COLUMNS]
    for at, texts in enumerate(rows, start=2):
        _row(sheet, at, texts)
        _style(sheet, at, len(COLUMNS), _BODY_LOOK)
        sheet.row_dimensions[at].height = height(texts, widths)
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width + 1
    last = f"{get_column_letter(len(COLUMNS))}{len(rows) + 1}"
    sheet.auto_filter.ref = f"A1:{last}"
    _page(sheet, 1, f"A1:{last}")


def _row(sheet: Worksheet, at: int, texts: Sequence[str]) -> None:
    for place, text in enumerate(texts, start=1):
        if text:
            text_cell(sheet.cell(at, place), text)


def _band(sheet: Worksheet, at: int, text: str, width: int) -> None:
    """Write one text over the whole width; a single column has nothing to merge."""
    text_cell(sheet.cell(at, 1), text)
    if width > 1:
        sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=width)


def _style(sheet: Worksheet, at: int, width: int, look: "_Look") -> None:
    font = Font(name=faces()[look.face].name, size=look.size)
    for column in range(1, width + 1):
        cell = sheet.cell(at, column)
        cell.font, cell.alignment, cell.border = font, look.place, _BORDER
        if look.fill is not None:
            cell.fill = look.fill


def _mark(cell: Cell | MergedCell, why: str) -> None:
    if why:
        cell.fill = MARK
        cell.comment = Comment(fitted(f"请核对：\n{why}"), _AUTHOR, 110, 300)


def height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """Return points for the row's wrapped text, since not every program fits rows by itself."""
    counts = (
        sum(max(1, ceil(display_width(line) / (width - 1))) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return min(_TALLEST, _LINE_HEIGHT * max(counts, default=1) + 4)


def _page(sheet: Worksheet, head: int, area: str) -> None:
    """Landscape A4, one page wide, header row repeated, page numbers."""
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.print_area = area
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    foot: Any = sheet.oddFooter
    foot.center.text = "第 &P 页，共 &N 页"
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top = sheet.page_margins.bottom = 0.7


def _name(title: str, taken: set[str]) -> str:
    """Return a sheet name that Excel takes and that is not taken, and take it."""
    base = _NAME.sub("_", title).strip("'") or "单位"
    name, number = base[:_NAME_LENGTH], 1
    while name.casefold() in taken:
        number += 1
        tail = f"（{number}）"
        name = base[: _NAME_LENGTH - len(tail)] + tail
    taken.add(name.casefold())
    return name
