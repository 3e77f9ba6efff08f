"""Every limit is kept by what it is for; `tests/cli/test_limit_flags.py` says that each is a flag."""

from dataclasses import fields
from io import BytesIO
from pathlib import Path

import pytest
from docxfile import docx, p
from openpyxl import Workbook

from extractor.errors import LimitError
from extractor.read import Limits, package, read_bytes, spreadsheet_rows, spreadsheet_xlsx
from extractor.read.rows import Columns, read_rows

ELSEWHERE = {
    "max_archive": "test_container",
    "max_archive_expanded": "test_container",
    "max_blocks": "test_reader",
    "max_bytes": "test_reader",
    "max_characters": "test_reader",
    "max_convert_seconds": "test_doc",
    "max_depth": "test_container",
    "max_expanded": "test_docx_safety",
    "max_members": "test_container",
    "max_memory": "../test_isolate",
    "max_page_seconds": "test_pdf_faults",
    "max_pages": "test_pdf_faults",
    "max_seconds": "../test_isolate",
}
HERE = {"max_cells", "max_ratio"}


def xlsx() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["正文", "编号"])
    for number in range(300):
        sheet.append(["年底前修好村口的老桥。", number])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_every_limit_has_a_test() -> None:
    assert {field.name for field in fields(Limits)} == {*ELSEWHERE, *HERE}
    for name, module in ELSEWHERE.items():
        text = (Path(__file__).parent / f"{module}.py").read_text("utf-8")
        assert f"Limits({name}=" in text or f", {name}=" in text


@pytest.mark.parametrize(("data", "most"), [(docx(p("甲" * 50_000)), 20), (xlsx(), 2)], ids=["docx", "xlsx"])
def test_the_expansion_of_a_part(data: bytes, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "FREE", 1000)
    monkeypatch.setattr(spreadsheet_xlsx, "FREE", 1000)
    assert read_bytes(data, "a", Limits(max_ratio=2000)).blocks
    with pytest.raises(LimitError, match="--max-ratio"):
        read_bytes(data, "a", Limits(max_ratio=most))


def test_the_expansion_of_a_workbook_read_by_rows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(spreadsheet_rows, "FREE", 1000)
    (tmp_path / "a.xlsx").write_bytes(xlsx())
    (row,) = read_rows(tmp_path / "a.xlsx", Columns("正文"), Limits(max_ratio=2))
    assert row.code == "limit" and "--max-ratio" in row.message
    assert len(list(read_rows(tmp_path / "a.xlsx", Columns("正文"), Limits()))) == 300


def test_the_cells_of_a_workbook() -> None:
    assert len(read_bytes(xlsx(), "a.xlsx", Limits(max_cells=602)).blocks) == 602
    with pytest.raises(LimitError, match="601 个单元格"):
        read_bytes(xlsx(), "a.xlsx", Limits(max_cells=601))
