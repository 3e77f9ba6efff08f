"""Titles: of the table, of the rows under the document's headings, and what is no row."""

import pytest

from extractor.pipeline import extract_text
from extractor.table.rows import rows, tasks
from extractor.table.titles import inner, repeats
from tests.assemble.tablebuild import as_html, read

TITLE = "清水市人民政府关于印发《清水市推动校舍修缮和设备更新三年行动计划（2026—2028年）》的通知"


@pytest.mark.parametrize(
    ("title", "words"),
    [
        (TITLE, "清水市推动校舍修缮和设备更新三年行动计划（2026—2028年）"),
        ("市政府关于印发2026年《政府工作报告》任务分解方案的通知", "2026年《政府工作报告》任务分解方案"),
        ("關於印發《節水方案》的通知", "節水方案"),
        ("关于印发《节水方案》和《供水方案》的通知", "《节水方案》和《供水方案》"),
        ("节水方案", "节水方案"),
    ],
)
def test_the_title_of_what_is_issued(title: str, words: str) -> None:
    assert inner(title) == words


@pytest.mark.parametrize(
    ("heading", "again"),
    [
        ("清水市推动校舍修缮和设备更新三年行动计划（2026—2028年）", True),
        ("清水市推动校舍修缮和 设备更新三年行动计划", True),
        ("校舍修缮", False),
        ("设备更新", False),
        ("行动计划", False),
        ("", False),
    ],
)
def test_only_a_heading_that_says_the_title_repeats_it(heading: str, again: bool) -> None:
    assert repeats(TITLE, heading) is again


def test_a_heading_in_words_of_the_title_stays() -> None:
    table = "序号|领域|重点任务|工作内容|牵头单位\n"
    table += "1|设备更新|电梯|更新电梯220台|市住建局\n2|^|公交|更新公交车30辆|市交通局\n"
    found = tasks([read(as_html(table, "清水市设备更新任务分工表"))])
    assert [task.section[-1] for task in found] == ["设备更新", "设备更新"]


def test_a_heading_that_is_the_task_itself_names_none() -> None:
    text = (
        "一、民生改善（共2项）\n1.修缮校舍30所。\n牵头单位：市教育局\n2.添置桌椅900套。\n牵头单位：市财政局\n"
        "二、安全生产（共1项）\n3.完成消防检查40家，整改隐患90处。\n牵头单位：市应急局\n"
    )
    assert [task.task for task in tasks([extract_text(text)])] == ["民生改善", "民生改善", "安全生产"]


@pytest.mark.parametrize(
    "line",
    [
        "附件：校舍修缮任务清单（略）",
        "围绕建设、管理、使用三个方面，实施14项重点任务（见附件）。",
        "具体任务分工见附件2。",
    ],
)
def test_what_only_points_to_an_attachment_is_no_task(line: str) -> None:
    text = f"清水市校舍方案\n一、重点任务\n（一）修缮校舍。\n2027年底前修缮校舍30所。（市教育局牵头）\n{line}\n"
    assert [task.measures for task in tasks([extract_text(text)])] == [("2027年底前修缮校舍30所。",)]
    alone = f"清水市校舍方案\n一、重点任务\n{line}\n二、保障措施\n市财政局要安排资金900万元。\n"
    assert [task.measures for task in tasks([extract_text(alone)])] == [("市财政局要安排资金900万元。",)]


@pytest.mark.parametrize("due", ["长期坚持", "持续推进"])
def test_what_is_done_for_good_lacks_no_deadline(due: str) -> None:
    text = f"一、主要任务\n（一）修缮校舍。修缮校舍30所。（牵头单位：市教育局；完成时限：{due}）\n"
    (task,), _ = rows([extract_text(text)])
    assert (task.cell("deadline"), task.marked("deadline")) == (due, "")
