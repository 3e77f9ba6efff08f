"""Task tables to rows: what stands in the cells of a row stands in its row, as written."""

from dataclasses import replace

import pytest

from extractor.table.edit import Editor
from extractor.table.rows import tasks
from extractor.table.task import Task
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
