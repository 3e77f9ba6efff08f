"""CSV and XLSX read back by their own readers."""

import csv
import io
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from extractor.export import write, xlsx
from extractor.export.cells import CELL_LIMIT
from extractor.export.columns import COLUMNS
from extractor.types import Result

TITLES = [column.title for column in COLUMNS]
TARGET = [column.key for column in COLUMNS].index("target")


def table(*results: Result) -> list[list[str]]:
    stream = io.BytesIO()
    write(results, stream, "csv")
    return list(csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig"), newline="")))


def sheets(target: Path, *results: Result) -> Any:
    write(results, target / "a.xlsx", "xlsx")
    return load_workbook(target / "a.xlsx")


def test_csv_opens_in_excel_with_chinese_headers(sample: Result) -> None:
    stream = io.BytesIO()
    write([sample], stream, "csv")
    assert stream.getvalue().startswith(b"\xef\xbb\xbf")
    assert table(sample)[0] == TITLES
    assert [row[TARGET] for row in table(sample)[1:]] == [
        "建成社区图书室40个以上",
        "力争居民持证率达到35%",
        "每季度更新一次馆藏书目",
        "延长开放时间",
    ]


def test_csv_of_failed_files_is_a_header(failed: Result) -> None:
    assert table(failed) == [TITLES]


def test_csv_holds_hostile_text_as_text(hostile: Result) -> None:
    rows = table(hostile)
    assert len(rows) == 1 + len(hostile.documents[0].records)
    targets = [row[TARGET] for row in rows[1:]]
    assert targets[0] == "'=cmd|' /C calc'!A0"
    assert targets[1] == "<script>alert(1)</script>"
    assert targets[8] == "a\ufffdb\ufffdc\ufffdd"
    assert targets[12] == "长" * 40_000
    for row in rows[1:]:
        assert not any(cell.lstrip()[:1] in set("=+-@＝") for cell in row if cell)


def test_xlsx_is_ready_to_read(sample: Result, failed: Result, tmp_path: Path) -> None:
    book = sheets(tmp_path, sample, failed)
    assert book.sheetnames == ["记录", "文件"]
    records = book["记录"]
    assert [cell.value for cell in records[1]] == TITLES
    assert records.freeze_panes == "A2"
    assert records.auto_filter.ref == f"A1:Y{1 + 4}"
    assert all(cell.alignment.wrap_text for cell in records[2] if cell.value is not None)
    assert records.column_dimensions["I"].width == 50
    assert [records.row_dimensions[row].height for row in (1, 2, 4)] == [15, 30, 75]
    assert records["I2"].value == "建成社区图书室40个以上"
    assert records["S2"].value == 0.75


def test_xlsx_lists_every_file_with_its_issues(sample: Result, failed: Result, tmp_path: Path) -> None:
    rows = list(sheets(tmp_path, sample, failed)["文件"].values)
    assert rows[0] == ("文件", "状态", "文档数", "记录数", "文件类型", "编码", "问题")
    assert rows[1][:4] == ("样例/图书馆.txt", "部分完成", 1, 4)
    assert rows[1][6] == "[问题·结构] 没有找到成文日期"
    assert rows[2][:4] == ("空.txt", "失败", 0, 0)
    assert rows[2][6] == "[失败·读取] “空.txt”是空文件，请检查后重试"


def test_xlsx_cells_are_never_formulas(hostile: Result, tmp_path: Path) -> None:
    book = sheets(tmp_path, hostile)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.coordinate
                assert cell.data_type == "s" or not isinstance(cell.value, str)
                if isinstance(cell.value, str):
                    assert len(cell.value.encode("utf-16-le")) // 2 <= CELL_LIMIT
    records = book["记录"]
    assert records.row_dimensions[14].height == 150
    assert records["I2"].value == "=cmd|' /C calc'!A0"
    assert records["I2"].quotePrefix
    assert records["I3"].value == "<script>alert(1)</script>"
    assert not records["I3"].quotePrefix
    assert records["I10"].value == "a\ufffdb\ufffdc\ufffdd"
    assert records["I13"].value == "#N/A"
    assert records["I14"].value.endswith("…（原文共 40000 字，此处截断，全文见 JSON 输出）")
    assert book["文件"]["A2"].value == "=坏\ufffd<b>.txt"


def test_xlsx_holds_no_formula_and_no_moment(hostile: Result, tmp_path: Path) -> None:
    write([hostile], tmp_path / "a.xlsx", "xlsx")
    with ZipFile(tmp_path / "a.xlsx") as parts:
        assert all(part.date_time == (1980, 1, 1, 0, 0, 0) for part in parts.infolist())
        assert b"<f>" not in b"".join(parts.read(name) for name in parts.namelist())


def test_more_rows_than_a_sheet_holds_go_on(sample: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "ROW_LIMIT", 4)
    book = sheets(tmp_path, sample, sample)
    assert book.sheetnames == ["记录", "记录2", "记录3", "文件"]
    assert [book[name].max_row - 1 for name in book.sheetnames[:3]] == [3, 3, 2]
