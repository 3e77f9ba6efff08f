"""Workbooks in Office Open XML (xlsx), by openpyxl; what it would unpack is measured first."""

import re
import struct
import zlib
from collections.abc import Iterator
from functools import partial, reduce
from io import BytesIO
from typing import Any
from warnings import catch_warnings, simplefilter
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from lxml.etree import LxmlError

from extractor.errors import FormatError, LimitError
from extractor.read.content import Raw
from extractor.read.spreadsheet_cells import Book, Sheet, Shown, shown
from extractor.types import Issue

FREE = 16 * 1024 * 1024
"""So many bytes a part may always have, whatever its ratio."""
BROKEN = (
    *(BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OSError),
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, ParseError, LxmlError, ArithmeticError),
    AssertionError,
)
_CELL = re.compile(rb"<(?:\w+:)?c[ >]")
_NO_VALUE = re.compile(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?: [^<>]*)?/>)\s*(?:<(?:\w+:)?v\s*/>|<v></v>)?\s*</(?:\w+:)?c>")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell[\s/>]")
_AREA = re.compile(rb"""<(?:\w+:)?mergeCell\s[^<>]*?ref=["']([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?["']""")
_PART = re.compile(r"xl/.*\.(?:xml|rels)|\[Content_Types\]\.xml|_rels/\.rels|docProps/.*\.xml", re.I)


def open_book(raw: Raw) -> Book:
    """Open a workbook; formulas are read by the value saved with them. Raises FormatError, LimitError."""
    try:
        unknown = _measure(raw)
        book = _load(raw)
        sheets = tuple(
            Sheet(sheet.title, sheet.sheet_state != "visible", partial(_cells, sheet)) for sheet in book.worksheets
        )
    except BROKEN as error:
        raise FormatError(
            f"文件 {raw.path} 已损坏，读不出工作表（{type(error).__name__}）；请用 Excel 或 WPS 打开修复后另存"
        ) from error
    return Book(sheets, tuple(_issues(unknown)))


def _load(raw: Raw) -> Any:
    from openpyxl import load_workbook  # noqa: PLC0415 (slow to import, seldom needed)

    with catch_warnings():
        simplefilter("ignore")
        return load_workbook(BytesIO(raw.data), data_only=True, keep_links=False)


def _issues(unknown: int) -> Iterator[Issue]:
    if unknown:
        message = f"有 {unknown} 个公式没有保存计算结果，按空单元格处理；请用 Excel 或 WPS 打开并保存后重试"
        yield Issue("read", "formula", message)


def _measure(raw: Raw) -> int:
    """Return how many formulas have no value. Raises FormatError for entities, LimitError."""
    limits, spent, cells, unknown = raw.limits, 0, 0, 0
    with ZipFile(BytesIO(raw.data)) as archive:
        for member in archive.infolist():
            if not _PART.fullmatch(member.filename):
                continue
            room = min(limits.max_expanded - spent, max(FREE, limits.max_ratio * member.compress_size))
            with archive.open(member) as stream:
                data = stream.read(room + 1)
            spent += len(data)
            if len(data) > room:
                raise LimitError(f"文件 {raw.path} 解压后超过上限；请确认文件来源，或加大 --max-expanded、--max-ratio")
            if b"<!DOCTYPE" in data:
                raise FormatError(f"文件 {raw.path} 带有实体定义（DOCTYPE），为安全不予读取；请另存后重试")
            if "worksheets/" in member.filename:
                cells += sum(1 for _ in _CELL.finditer(data)) + _merged(data)
                unknown += sum(1 for _ in _NO_VALUE.finditer(data))
    if cells > limits.max_cells:
        raise LimitError(f"文件 {raw.path} 超过 {limits.max_cells} 个单元格；请拆成几个文件，或加大 --max-cells")
    return unknown


def _merged(data: bytes) -> int:
    """Return how many cells the merged areas of a sheet cover. Raises ValueError for areas that say nothing."""
    areas = _AREA.findall(data)
    if len(areas) != sum(1 for _ in _MERGE.finditer(data)):
        raise ValueError("merged area")
    return sum(
        (int(bottom or top) - int(top) + 1) * (_column(right or left) - _column(left) + 1)
        for left, top, right, bottom in areas
    )


def _column(letters: bytes) -> int:
    return reduce(lambda number, letter: 26 * number + letter - 64, letters, 0)


def _cells(sheet: Any) -> Iterator[Shown]:
    merged = {
        (area.min_row, area.min_col): (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
        for area in sheet.merged_cells.ranges
    }
    for (row, column), cell in sorted(
        sheet._cells.items()
    ):  # iter_rows makes all cells up to the last, which may be billions
        text = shown(cell.value, getattr(cell, "number_format", "") or "") if cell.value is not None else ""
        if text.strip():
            yield Shown(row, column, *merged.get((row, column), (1, 1)), text)
