"""Workbooks that claim more than they hold: far cells, vast merged areas, rows beyond any sheet, wrong sizes."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import xlwt
from openpyxl import Workbook

from eval.fuzz.ways import read_every_way
from extractor.errors import FormatError, LimitError
from extractor.read import Limits, read_bytes
from extractor.read.rows import Columns, Row, read_rows

FAR = '<row r="{0}"><c r="{1}{0}" t="inlineStr"><is><t>远处</t></is></c></row></sheetData>'
MERGED = '</sheetData><mergeCells count="1"><mergeCell ref="{}"/></mergeCells>'


def xlsx(replacement: str, replaced: str = "</sheetData>") -> bytes:
    """Return a workbook of two rows with something else in its sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["正文"])
    sheet.append(["修好老桥。"])
    stream, changed = BytesIO(), BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            data = source.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                assert replaced in data
                data = data.replace(replaced, replacement)
            target.writestr(name, data)
    return changed.getvalue()


def rows(data: bytes, folder: Path) -> list[Row]:
    (folder / "a.xlsx").write_bytes(data)
    return list(read_rows(folder / "a.xlsx", Columns("正文")))


@pytest.mark.parametrize("row", [1_048_576, 99_999_999_999])
def test_a_cell_far_away_costs_no_more_than_a_near_one(row: int) -> None:
    document = read_bytes(xlsx(FAR.format(row, "XFD")))
    assert [block.span.of(document.text) for block in document.blocks] == ["正文", "修好老桥。", "远处"]
    assert (document.blocks[2].place.row, document.blocks[2].place.column) == (row, 16_384)


def test_vast_merged_areas_are_cells_too() -> None:
    with pytest.raises(LimitError, match=r"1000000 个单元格.*--max-cells"):
        read_bytes(xlsx(MERGED.format("A1:XFD1048576")))
    with pytest.raises(LimitError, match="12 个单元格"):
        read_bytes(xlsx(MERGED.format("A1:C4")), "a.xlsx", Limits(max_cells=12))
    block = read_bytes(xlsx(MERGED.format("A1:C4")), "a.xlsx", Limits(max_cells=14)).blocks[0]
    assert (block.rows, block.columns) == (4, 3)


@pytest.mark.parametrize("area", ["&#65;1:XFD1048576", "A1:", "A"])
def test_a_merged_area_that_cannot_be_measured_is_damage(area: str) -> None:
    with pytest.raises(FormatError, match="已损坏"):
        read_bytes(xlsx(MERGED.format(area)))


def test_rows_beyond_the_size_that_a_sheet_says_it_has_are_read(tmp_path: Path) -> None:
    small = xlsx('<dimension ref="A1"/>', '<dimension ref="A1:A2"/>')
    assert [row.text for row in rows(small, tmp_path)] == ["修好老桥。"]
    wide = xlsx('<dimension ref="A1:XFD1048576"/>', '<dimension ref="A1:A2"/>')
    assert [row.text for row in rows(wide, tmp_path)] == ["修好老桥。"]


def test_a_row_that_no_sheet_has_ends_the_rows(tmp_path: Path) -> None:
    first, last = rows(xlsx(FAR.format(99_999_999_999, "A")), tmp_path)
    assert (first.text, first.code, last.code) == ("修好老桥。", "", "format")
    assert "已损坏" in last.message


def old(*merged: tuple[int, int, int, int]) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("任务")
    for at, (top, bottom, left, right) in enumerate(merged):
        sheet.write_merge(top, bottom, left, right, f"任务{at}")
    sheet.write(200, 0, 0.5)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_merged_cells_of_an_old_workbook_are_cells_too() -> None:
    data = old((0, 19, 0, 9))
    with pytest.raises(LimitError, match=r"199 个单元格.*--max-cells"):
        read_bytes(data, "a.xls", Limits(max_cells=199))
    assert read_bytes(data, "a.xls", Limits(max_cells=200)).text == "任务0\n0.5"


def test_a_cell_of_an_old_workbook_whose_format_is_missing_is_read() -> None:
    data = bytearray(old((0, 1, 0, 1)))
    at = data.index(bytes.fromhex("FD00 0A00 0000 0000"))  # LABELSST: row 0, column 0, then the index of its format
    data[at + 8 : at + 10] = b"\xff\x7f"
    assert read_bytes(bytes(data), "a.xls").text == "任务0\n0.5"
    assert read_every_way(bytes(data))[0] == "document"
