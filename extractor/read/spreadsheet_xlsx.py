"""Workbooks in Office Open XML (xlsx), by openpyxl; what it would unpack is measured first."""

import re
import struct
import zlib
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import Any
from warnings import catch_warnings, simplefilter
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml.etree import LxmlError

from extractor.errors import FormatError, LimitError
from extractor.read.content import Raw
from extractor.read.spreadsheet_cells import Book, Sheet, Shown, shown
from extractor.read.spreadsheet_parts import HEAD, as_utf8, cells_of, looks_like_xml, unvalued
from extractor.types import Issue

FREE = 16 * 1024 * 1024
"""So many bytes a part may always have, whatever its ratio."""
BROKEN = (
    *(BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OSError),
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, ParseError, LxmlError, ArithmeticError),
    AssertionError,
)
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
            if not _PART.fullmatch(member.filename) and not _is_xml(archive, member):
                continue
            room = min(limits.max_expanded - spent, max(FREE, limits.max_ratio * member.compress_size))
            with archive.open(member) as stream:
                data = stream.read(room + 1)
            spent += len(data)
            if len(data) > room:
                raise LimitError(f"文件 {raw.path} 解压后超过上限；请确认文件来源，或加大 --max-expanded、--max-ratio")
            data = as_utf8(data)
            if b"<!DOCTYPE" in data:
                raise FormatError(f"文件 {raw.path} 带有实体定义（DOCTYPE），为安全不予读取；请另存后重试")
            cells += cells_of(data)
            unknown += unvalued(data)
    if cells > limits.max_cells:
        raise LimitError(f"文件 {raw.path} 超过 {limits.max_cells} 个单元格；请拆成几个文件，或加大 --max-cells")
    return unknown


def _is_xml(archive: ZipFile, member: ZipInfo) -> bool:
    """Say whether a member of any name may be taken for a sheet."""
    try:
        with archive.open(member) as stream:
            return looks_like_xml(stream.read(HEAD))
    except BROKEN:
        return False


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
