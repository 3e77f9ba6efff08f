"""Task tables to rows: what stands in the cells of a row stands in its row, as written."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from extractor.pipeline import extract_text
from extractor.table.edit import Editor
from extractor.table.readback import read_book
from extractor.table.rows import tasks
from extractor.table.task import Task
from extractor.table.update import update
from extractor.table.write import table_of, write
from tests.assemble.tablebuild import as_html, as_xlsx, read

HEAD = "序号|重点任务|工作内容|完成时限|牵头单位|责任单位|配合单位\n"
ITEMS = "1.修缮校舍30所。\\n2.添置桌椅900套，更换灯具200盏。\\n3.培训教师80名"
UNITS = "市教育局\\n市住房城乡建设局|市财政局（资金拨付）\\n市审计局（资金检查）|"


def rows(*lines: str, build: object = as_html) -> tuple[Task, ...]:
    return tasks([read(build(HEAD + "\n".join(lines)))])  # type: ignore[operator]


@pytest.mark.parametrize("build", [as_html, as_xlsx])
@pytest.mark.parametrize("stop", ["", "。"])
def test_items_on_lines_of_their_own_are_one_row(stop: str, build: object) -> None:
    first, second = rows(f"1|校舍|{ITEMS}{stop}|2027年底前|{UNITS}", "2|食堂|建设食堂12所|每年|市教育局||", build=build)
    assert first.measures == ("1.修缮校舍30所。", "2.添置桌椅900套，更换灯具200盏。", f"3.培训教师80名{stop}")
    assert (first.cell("lead"), first.cell("deadline")) == ("市教育局、市住房城乡建设局", "2027年底前")
    assert second.measures == ("建设食堂12所",)


@pytest.mark.parametrize("due", ["2027年12月底", "每季度末", "长期坚持", "2026年6月底前"])
def test_dates_of_the_contents_are_no_deadline_beside_that_of_the_row(due: str) -> None:
    words = "每月调度1次，2025年更新电梯150台，2026年更新220台，其中6月底前不少于80台"
    (task,) = rows(f"1|电梯更新|{words}|{due}|市住房城乡建设局||")
    assert (task.cell("measure"), task.cell("deadline")) == (words, due)


def test_without_a_deadline_of_the_row_those_of_the_contents_count() -> None:
    (task,) = rows("1|电梯更新|每月更新电梯20台|/|市住房城乡建设局||")
    assert task.cell("deadline") == "每月"


def test_a_corrected_deadline_of_a_row_stands_alone_too() -> None:
    result = read(as_html(HEAD + "1|电梯更新|每月调度1次，更新电梯220台|2027年底前|市教育局||"))
    editor = Editor(result, result.documents[0])
    editor.drop_deadlines("r1", ["2027年底前"])
    editor.add_deadline("r1", "2028年底前")
    (task,) = tasks([replace(result, documents=(editor.policy(),))])
    assert task.cell("deadline") == "2028年底前"


LISTED = "市商务局（家电）、市民政局（适老化改造）"
HELPING = "市财政局等有关部门"


def test_units_are_listed_as_their_cell_says() -> None:
    lead, resp = "市教育局", "市体育局（牵头）、市水务局"
    (task,) = rows(f"1|以旧换新|带动家电换新1500台|2027年底前|{LISTED}||{HELPING}")
    assert (task.cell("lead"), task.cell("coop")) == (LISTED, HELPING)
    (task,) = rows(f"1|以旧换新|带动家电换新1500台|2027年底前||{resp}|各镇（街道）、{lead}等单位")
    assert [task.cell(key) for key in ("lead", "resp", "coop")] == [
        "市体育局", "市水务局", "各镇（街道）、市教育局等单位",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("remark", "cells"),
    [
        ("（市教育局牵头，市财政局等部门配合）", ("市教育局", "", "市财政局等部门")),
        ("（责任单位：市教育局（牵头）、市财政局）", ("市教育局", "市财政局", "")),
        ("（牵头单位：市教育局（教研）；配合单位：市财政局、各区（县）有关单位）", ("市教育局（教研）", "", None)),
        ("（市教育局、市财政局按职责分工负责）", ("", "市教育局、市财政局", "")),
    ],
)
def test_units_of_a_paragraph_are_listed_so_too(remark: str, cells: tuple[str | None, ...]) -> None:
    task = tasks([extract_text(f"一、主要任务\n（一）修缮校舍。2027年底前修缮校舍30所。{remark}\n")])[0]
    found = [task.cell(key) for key in ("lead", "resp", "coop")]
    assert [cell for cell, wanted in zip(found, cells, strict=True) if wanted is not None] == [
        wanted for wanted in cells if wanted is not None
    ]


def test_a_listed_cell_is_read_back_by_the_names_in_it(tmp_path: Path) -> None:
    result = read(as_html(HEAD + f"1|以旧换新|带动家电换新1500台|2027年底前|{LISTED}||{HELPING}"))
    path = tmp_path / "表.xlsx"
    write(table_of([result]), path)
    assert update([result], read_book(path.read_bytes(), "表.xlsx")) == ((result,), ())
    book = load_workbook(path)
    sheet = book.worksheets[0]
    (lead,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == LISTED)
    lead.value = "市民政局（适老化改造）、市残联等部门"
    book.save(path)
    (changed,), _ = update([result], read_book(path.read_bytes(), "表.xlsx"))
    (record,) = changed.documents[0].records
    names = [slot.name.partition("（")[0] for slot in record.agencies if slot.role == "lead"]
    assert names == ["市民政局", "市残疾人联合会"]
