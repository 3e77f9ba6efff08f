"""Rows to files: what is in them, that nothing in them runs, and that they open."""

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from tablecases import HOSTILE, MEASURE, result

from extractor.errors import OptionError, OutputError
from extractor.pipeline import extract_text
from extractor.table.arrange import Group, Part, Table, arrange
from extractor.table.columns import choose
from extractor.table.review import review
from extractor.table.task import Check, Party, Task
from extractor.table.write import SUFFIXES, Layout, table_of, write, write_each

TITLE = "清水市菜市场提升行动方案任务分工表"


def hostile() -> Table:
    """A table whose every text tries to be more than text."""
    rows = tuple(
        Task(
            f"1/d1/r{number}", number, bad, (bad,), bad, (bad,), (bad,), (Party(bad, bad),), (), (), (), bad, bad,
            (Check("lead", bad, bad, bad),),
        )
        for number, bad in enumerate(HOSTILE, start=1)
    )  # fmt: skip
    return Table(HOSTILE[0], choose(None, several=True), arrange(rows, "agency"))


def sheets(path: Path) -> list[Worksheet]:
    return load_workbook(path).worksheets


def grid(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(values_only=True))


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    write(table_of([result()]), tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def test_the_sheet_is_ready_to_print(workbook: Path) -> None:
    sheet, checks = sheets(workbook)
    assert (sheet.title, checks.title) == ("任务分工表", "核对")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "&P" in sheet.oddFooter.center.text
    assert sheet["A1"].font.name == "方正小标宋简体"
    assert sheet["C4"].font.name == "仿宋_GB2312"
    assert sheet["A2"].font.name == "黑体"
    assert sheet["C4"].alignment.wrap_text
    assert sheet.freeze_panes == "A3"


def test_the_sheet_holds_the_table(workbook: Path) -> None:
    rows = grid(sheets(workbook)[0])
    assert rows[0][0] == TITLE
    heads = "序号 重点任务 具体举措 目标指标 牵头单位 责任单位 配合单位 完成时限 依据（章节/页） 备注"
    assert rows[1][:10] == tuple(heads.split())
    assert rows[2] == ("一、重点任务", *[None] * 10)
    assert rows[3][:5] == ("1", "改造老旧菜市场", MEASURE, "改造老旧菜市场18个", "市商务局")


def test_section_rows_are_merged_once_each(workbook: Path) -> None:
    ranges = [str(merged) for merged in sheets(workbook)[0].merged_cells.ranges]
    assert sorted(ranges) == ["A1:J1", "A3:J3", "A8:J8"]


def test_the_key_column_is_hidden(workbook: Path) -> None:
    sheet = sheets(workbook)[0]
    assert sheet.column_dimensions["K"].hidden
    assert sheet["K4"].value == "1/d1/r1,r2"


def test_cells_to_check_are_marked_and_listed(workbook: Path) -> None:
    sheet, checks = sheets(workbook)
    marked = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    assert {"E7", "H7", "C6"} <= marked
    assert all(sheet[at].fill.fgColor.rgb == "00FFE699" for at in marked)
    listed = [row for row in grid(checks)[1:] if row[0] == "4"]
    assert [row[2:4] for row in listed] == [("牵头单位", "没有牵头或责任单位"), ("完成时限", "没有时限")]
    assert {row[5] for row in listed} == {"2.推行错时停车。"}


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    write(hostile(), tmp_path / "a.xlsx")
    cells = [cell for sheet in sheets(tmp_path / "a.xlsx") for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert any(cell.value == "=HYPERLINK(1)" and cell.quotePrefix for cell in cells)


def test_sheet_names_are_such_that_excel_takes_them(tmp_path: Path) -> None:
    names = ["核对", "a/b:c*[d]?", "长" * 40, "长" * 41, "A", "a"]
    part = arrange([], "section")[0]
    parts = tuple(replace(part, title=name) for name in names)
    write(Table("表", choose(None, several=False), parts), tmp_path / "a.xlsx")
    found = [sheet.title for sheet in sheets(tmp_path / "a.xlsx")]
    assert len({name.casefold() for name in found}) == len(found) == 7
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in found)


def test_one_column_has_nothing_to_merge(tmp_path: Path) -> None:
    write(table_of([result()], Layout("具体举措")), tmp_path / "a.xlsx")
    assert not sheets(tmp_path / "a.xlsx")[0].merged_cells.ranges


def test_the_document_is_read_again(tmp_path: Path) -> None:
    write(table_of([result()]), tmp_path / "a.docx")
    book = Document(str(tmp_path / "a.docx"))
    page = book.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (297, 210)
    table, checks = book.tables
    assert table.rows[0]._tr.trPr.find("{*}tblHeader") is not None
    assert [cell.text for cell in table.rows[2].cells][:3] == [
        "1", "改造老旧菜市场", MEASURE,
    ]  # fmt: skip
    assert len({cell._tc for cell in table.rows[1].cells}) == 1
    assert table.rows[1].cells[0].text == "一、重点任务"
    assert "2.推行错时停车。" in [row.cells[5].text for row in checks.rows]
    assert "PAGE" in page.footer._element.xml
    assert book.paragraphs[0].text == TITLE


def test_the_document_names_stand_ins_for_its_fonts(tmp_path: Path) -> None:
    write(table_of([result()]), tmp_path / "a.docx")
    with ZipFile(tmp_path / "a.docx") as package:
        fonts = package.read("word/fontTable.xml").decode()
    assert re.search('w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong,', fonts)


def test_hostile_text_is_text_in_a_document(tmp_path: Path) -> None:
    write(hostile(), tmp_path / "a.docx")
    texts = {
        cell.text for table in Document(str(tmp_path / "a.docx")).tables for row in table.rows for cell in row.cells
    }
    assert {"=HYPERLINK(1)", "<script>alert(1)</script>", "]]>&��"} <= texts


def test_html_escapes_what_the_document_says(tmp_path: Path) -> None:
    write(hostile(), tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "\x1b" not in page


def test_html_holds_the_table_and_asks_for_nothing(tmp_path: Path) -> None:
    write(table_of([result()]), tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text("utf-8")
    assert f"<h1>{TITLE}</h1>" in page
    assert '<tr class="band"><th colspan="10">一、重点任务</th></tr>' in page
    assert '<td class="lead mark" title="“推行错时停车”没有写明由谁牵头或负责"></td>' in page
    assert '"仿宋_GB2312", "仿宋", "FangSong"' in page
    assert not re.search("https?://|src=|@import", page)


def test_csv_is_guarded(tmp_path: Path) -> None:
    write(hostile(), tmp_path / "a.csv")
    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0][:4] == ["单位", "章节", "序号", "来源文件"]
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "-", "@"}]


def test_markdown_cells_stay_cells(tmp_path: Path) -> None:
    write(hostile(), tmp_path / "a.md")
    lines = (tmp_path / "a.md").read_text("utf-8").splitlines()
    assert "\\|---\\|" in "".join(lines)
    assert "<script" not in "".join(lines)
    widths = {len(re.findall(r"(?<!\\)\|", line)) for line in lines if line.startswith("|")}
    assert widths == {12, 7}


def test_calendar_has_an_event_a_deadline(tmp_path: Path) -> None:
    write(table_of([result()]), tmp_path / "a.ics")
    data = (tmp_path / "a.ics").read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    text = data.decode().replace("\r\n ", "")
    assert re.findall("DTSTART;VALUE=DATE:([0-9]+)\r\nDTEND;VALUE=DATE:([0-9]+)", text) == [
        ("20221031", "20221101"),
        ("20231231", "20240101"),
    ]
    assert "SUMMARY:改造老旧菜市场\r\n" in text
    assert len(set(re.findall("UID:(.*)", text))) == 2


def test_calendar_text_cannot_make_lines(tmp_path: Path) -> None:
    table = table_of([result()])
    task = replace(table.tasks[0], task="改造;菜,市场\\n")
    write(replace(table, parts=(Part("", (Group("", (task,)),)),)), tmp_path / "a.ics")
    assert "SUMMARY:改造\\;菜\\,市场\\\\n" in (tmp_path / "a.ics").read_bytes().decode().replace("\r\n ", "")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_table_gives_the_same_bytes(suffix: str, tmp_path: Path) -> None:
    for name in "ab":
        write(table_of([result()]), tmp_path / f"{name}{suffix}")
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


def test_an_empty_table_is_written(tmp_path: Path) -> None:
    empty = table_of([extract_text("天气很好。\n")])
    for suffix in SUFFIXES:
        write(empty, tmp_path / f"a{suffix}")
        assert (tmp_path / f"a{suffix}").stat().st_size
    assert review(empty) == []


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        ("重点任务=任务,牵头单位,完成时限", ["任务", "牵头单位", "完成时限"]),
        ("时限， 牵头部门 ,deadline=何时", ["完成时限", "牵头单位", "何时"]),
        ("备注", ["备注"]),
    ],
)
def test_columns_are_chosen_ordered_and_renamed(wanted: str, titles: list[str]) -> None:
    assert [column.title for column in choose(wanted, several=True)] == titles


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("重点任务,预算", "没有名为“预算”的列，可选：序号、"),
        ("任务,重点任务", "列名“重点任务”用了两次"),
        ("备注=时,时限=时", "“时”用了"),
    ],
)
def test_columns_that_cannot_be_are_refused(wanted: str, words: str) -> None:
    with pytest.raises(OptionError, match=words):
        choose(wanted, several=True)


def test_each_agency_has_a_file(tmp_path: Path) -> None:
    table = table_of([result()], Layout(by="agency"))
    files = write_each(table, tmp_path / "分发", ".xlsx")
    assert [file.name for file in files][:2] == ["市商务局.xlsx", "市市场监督管理局.xlsx"]
    assert [row[0] for row in grid(sheets(files[0])[0])] == [
        f"{TITLE}（市商务局）", "序号", "一、重点任务", "1", "3",
    ]  # fmt: skip


def test_file_names_are_made_safe(tmp_path: Path) -> None:
    part = Part("../../a:b", (Group("", ()),))
    files = write_each(Table("表", choose("备注", several=False), (part, part)), tmp_path, ".md")
    assert [file.name for file in files] == ["_.._a_b.md", "_.._a_b-2.md"]
    assert {file.parent for file in files} == {tmp_path}


def test_a_source_is_never_overwritten(tmp_path: Path) -> None:
    source = tmp_path / "a.html"
    source.write_text("原件", "utf-8")
    with pytest.raises(OutputError, match="覆盖输入文件"):
        write(table_of([result()]), source, [str(source)])
    assert source.read_text("utf-8") == "原件"


def printed(source: Path) -> Path:
    """Let LibreOffice print a file to PDF; return where that would be."""
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(source.parent), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return source.with_suffix(".pdf")


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize(("suffix", "blank"), [(".docx", Document), (".xlsx", Workbook)])
def test_libreoffice_opens_it(suffix: str, blank: Callable[[], Any], tmp_path: Path) -> None:
    empty = tmp_path / f"empty{suffix}"
    blank().save(empty)
    if not printed(empty).exists():
        pytest.skip(f"LibreOffice has no part for {suffix}")
    write(table_of([result()]), tmp_path / f"a{suffix}")
    assert printed(tmp_path / f"a{suffix}").read_bytes().startswith(b"%PDF")
