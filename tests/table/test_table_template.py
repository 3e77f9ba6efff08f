"""An office's own template: found by its header, filled in its style, kept in everything else."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Pt
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from tablecases import MEASURE, result

from extractor.errors import FormatError, OptionError, UnreadableError
from extractor.table.columns import key_of
from extractor.table.template import fill
from extractor.table.write import table_of

HEAD = ("序号", "工作任务", "主要措施", "牵头部门", "联系人", "完成时间")
ROWS = len(table_of([result()]).tasks)


def filled(template: Path) -> BytesIO:
    stream = BytesIO()
    fill(template, table_of([result()]), stream)
    return stream


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Worksheet]:
    """Make a template whose row 3 is the header, fill it, and return its sheet."""

    def call(below: tuple[str, ...] = (), foot: str = "填表说明") -> Worksheet:
        book = Workbook()
        sheet = book.worksheets[0]
        sheet["A1"] = "某局督办台账"
        sheet.merge_cells("A1:F1")
        for at, title in enumerate(HEAD, start=1):
            sheet.cell(3, at, title)
            sheet.cell(4, at).font = Font(name="楷体", size=13)
        for at, text in enumerate(below, start=1):
            sheet.cell(4, at, text)
        sheet["A5"] = foot
        sheet.merge_cells("A5:F5")
        sheet.row_dimensions[5].height = 44
        book.create_sheet("别的")["A1"] = "留着"
        book.save(tmp_path / "t.xlsx")
        made = load_workbook(filled(tmp_path / "t.xlsx"))
        assert made["别的"]["A1"].value == "留着"
        return made.worksheets[0]

    return call


def test_a_workbook_is_filled_under_its_header(workbook: Callable[..., Worksheet]) -> None:
    sheet = workbook()
    assert [cell.value for cell in sheet[4]] == [
        "1", "改造老旧菜市场", MEASURE, "市商务局", None, "2022年10月底前",
    ]  # fmt: skip
    assert {sheet.cell(4 + at, 2).font.name for at in range(ROWS)} == {"楷体"}
    assert sheet["A1"].value == "某局督办台账"


def test_what_stands_below_moves_down(workbook: Callable[..., Worksheet]) -> None:
    sheet = workbook()
    assert sheet.cell(4 + ROWS, 1).value == "填表说明"
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"A1:F1", f"A{4 + ROWS}:F{4 + ROWS}"}
    assert sheet.row_dimensions[4 + ROWS].height == 44


def test_a_row_that_is_filled_in_stays(workbook: Callable[..., Worksheet]) -> None:
    sheet = workbook(("例", "示例任务"))
    assert [cell.value for cell in sheet[4]][:2] == ["例", "示例任务"]
    assert sheet["B5"].value == "改造老旧菜市场"
    assert sheet["B5"].font.name == "楷体"
    assert sheet.cell(5 + ROWS, 1).value == "填表说明"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    book = Document()
    book.add_paragraph("某局任务分解表")
    book.add_table(rows=1, cols=2).cell(0, 0).text = "单位"
    grid = book.add_table(rows=3, cols=len(HEAD))
    for cell, title in zip(grid.rows[0].cells, HEAD, strict=True):
        cell.text = title
    for cell in grid.rows[1].cells:
        cell.paragraphs[0].add_run("").font.size = Pt(9)
    grid.rows[2].cells[0].text = "合计"
    book.add_paragraph("说明：以此为准。")
    book.save(str(tmp_path / "t.docx"))
    return tmp_path / "t.docx"


def test_a_document_is_filled_under_its_header(document: Path) -> None:
    book = Document(filled(document))
    other, grid = book.tables
    assert other.cell(0, 0).text == "单位"
    texts = [[cell.text for cell in row.cells] for row in grid.rows]
    assert texts[0] == list(HEAD)
    assert texts[1][:4] == [
        "1",
        "改造老旧菜市场",
        MEASURE,
        "市商务局",
    ]
    assert len(texts) == ROWS + 2
    assert texts[-1][0] == "合计"
    assert grid.rows[1].cells[1].paragraphs[0].runs[0].font.size == Pt(9)
    assert [paragraph.text for paragraph in book.paragraphs] == ["某局任务分解表", "说明：以此为准。"]


def test_a_header_alone_is_enough(tmp_path: Path) -> None:
    book = Document()
    for cell, title in zip(book.add_table(rows=1, cols=2).rows[0].cells, ("任务名称", "责任部门"), strict=True):
        cell.text = title
    book.save(str(tmp_path / "t.docx"))
    (grid,) = Document(filled(tmp_path / "t.docx")).tables
    assert len(grid.rows) == ROWS + 1
    assert grid.rows[2].cells[1].text == "市市场监管局（牵头）、各区人民政府、市农业农村局（配合）"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("牵头部门", "lead"),
        ("牵 头\n单 位", "lead"),
        ("完成时限（2022年）", None),
        ("序号", "number"),
        ("依据(章节/页)", "basis"),
        ("联系电话", None),
        ("", None),
    ],
)
def test_columns_are_known_by_their_synonyms(name: str, key: str | None) -> None:
    assert key_of(name) == key


def test_templates_that_cannot_be_filled(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "空.xlsx")
    Document().save(str(tmp_path / "空.docx"))
    (tmp_path / "坏.docx").write_bytes(b"PK")
    for name in ("空.xlsx", "空.docx"):
        with pytest.raises(OptionError, match="没有找到表头"):
            filled(tmp_path / name)
    with pytest.raises(FormatError, match="不是可用的"):
        filled(tmp_path / "坏.docx")
    with pytest.raises(UnreadableError, match="不能读取模板"):
        filled(tmp_path / "没有.xlsx")
    with pytest.raises(OptionError, match="模板应为"):
        filled(tmp_path / "a.pdf")
