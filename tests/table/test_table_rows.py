"""Results to rows: what is one task, in whose words, and what of it is to be checked."""

from dataclasses import replace
from pathlib import Path

import pytest
from tablecases import MEASURE, TEXT, result

from extractor.pipeline import extract_file, extract_text
from extractor.table.arrange import AGAIN, NO_DATE, NOBODY, arrange, due_day, title_of
from extractor.table.edit import Editor
from extractor.table.rows import rows, tasks
from extractor.table.task import Key, Task
from extractor.types import Result, Role

CORPUS = sorted((Path(__file__).parents[2] / "corpora").glob("*.txt"))


def row(text: str, number: int = 1) -> Task:
    return tasks([extract_text(text)])[number - 1]


@pytest.mark.parametrize(
    ("number", "key", "cell"),
    [
        (1, "task", "改造老旧菜市场"),
        (1, "measure", MEASURE),
        (1, "goal", "改造老旧菜市场18个"),
        (1, "lead", "市商务局"),
        (1, "resp", ""),
        (1, "coop", "市住房城乡建设局、市消防救援支队"),
        (1, "deadline", "2022年10月底前"),
        (1, "basis", "一、（一）"),
        (2, "measure", "每季度开展一次农药残留抽检，到2023年快检室覆盖率达到95%以上。"),
        (2, "deadline", "每季度；到2023年"),
        (2, "resp", "各区人民政府"),
        (3, "task", "完善停车条件"),
        (3, "lead", "市城管局、市商务局"),
        (5, "measure", "市财政局要统筹安排专项资金。"),
        (6, "measure", "各区人民政府要落实配套经费"),
        (7, "remark", "监督单位：市审计局"),
    ],
)
def test_cells_are_the_words_of_the_document(number: int, key: Key, cell: str) -> None:
    assert tasks([result()])[number - 1].cell(key) == cell


def test_rows_stand_under_the_headings_above_their_own() -> None:
    assert [task.section for task in tasks([result()])] == [
        *[("一、重点任务",)] * 4,
        *[("二、保障措施",)] * 3,
    ]


@pytest.mark.parametrize(
    ("remark", "lead"),
    [
        ("（市教育局牵头）", "市教育局"),
        ("（牵头单位：市教育局）", "市教育局"),
        ("责任单位：市教育局。", ""),
        ("【牵头单位：市教育局】", "市教育局"),
        ("〔牵头单位：市教育局〕", "市教育局"),
    ],
)
def test_remarks_on_duties_are_no_measures(remark: str, lead: str) -> None:
    task = row(f"一、主要任务\n（一）修缮校舍。2022年底前修缮校舍30所。{remark}\n")
    assert task.cell("measure") == "2022年底前修缮校舍30所。"
    assert task.cell("lead") == lead


def test_each_agency_of_a_sentence_has_its_own_words() -> None:
    text = "一、主要任务\n（一）修缮校舍。市教育局负责修缮校舍30所，并公布进度，市财政局负责拨付资金900万元。\n"
    found = [(task.cell("resp"), task.cell("measure")) for task in tasks([extract_text(text)])]
    assert found == [
        ("市教育局", "市教育局负责修缮校舍30所，并公布进度"),
        ("市财政局", "市财政局负责拨付资金900万元。"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "由市教育局牵头，市财政局配合，修缮校舍30所。",
        "由市教育局牵头修缮校舍30所，市财政局配合落实资金900万元。",
        "市教育局负责修缮校舍30所，市政府督查室每季度督查1次。",
    ],
)
def test_a_leader_and_its_helper_share_theirs(sentence: str) -> None:
    assert row(f"一、主要任务\n（一）修缮校舍。{sentence}\n").cell("measure") == sentence


def test_brackets_that_are_no_remark_stay() -> None:
    task = row("一、主要任务\n（一）修缮校舍。新建校舍30所（含改建）。（市教育局牵头）\n")
    assert task.cell("measure") == "新建校舍30所（含改建）。"


def test_a_remark_over_several_lines_is_no_task() -> None:
    first = "（一）修缮校舍。修缮校舍30所。（牵头单位：\n市某局；\n责任单位：市财政局）\n"
    text = f"一、主要任务\n{first}（二）添置桌椅。添置桌椅900套。\n"
    assert [task.cell("measure") for task in tasks([extract_text(text)])] == ["修缮校舍30所。", "添置桌椅900套。"]


def test_a_paragraph_behind_a_remark_in_other_brackets_stays() -> None:
    first = "（一）修缮校舍。\n修缮校舍30所。【牵头单位：市教育局】\n校园环境持续向好。\n"
    text = f"一、主要任务\n{first}（二）添置桌椅。添置桌椅900套。\n"
    assert [task.cell("measure") for task in tasks([extract_text(text)])] == [
        "修缮校舍30所。",
        "校园环境持续向好。",
        "添置桌椅900套。",
    ]


def test_a_paragraph_is_cut_where_another_agency_answers() -> None:
    found = tasks([extract_text("一、主要任务\n市教育局要修缮校舍30所。市水务局要改造水厂2座，更新水表5000只。\n")])
    assert [(task.cell("resp"), task.cell("measure")) for task in found] == [
        ("市教育局", "市教育局要修缮校舍30所。"),
        ("市水务局", "市水务局要改造水厂2座，更新水表5000只。"),
    ]


def test_the_head_of_a_member_goes_with_what_stands_behind_it() -> None:
    text = (
        "二、重点任务\n（一）管好水源。一是加强日常巡查。每月至少检查1次。二是完善监测设施。市水务局2026年9月底前"
        "完成全部水库的检测，对渗漏的限期修复。\n"
    )
    assert [task.cell("measure") for task in tasks([extract_text(text)])] == [
        "一是加强日常巡查。每月至少检查1次。",
        "二是完善监测设施。市水务局2026年9月底前完成全部水库的检测，对渗漏的限期修复。",
    ]


TABLE = """# 清河区2025年森林防火任务分工表

| 序号 | 重点任务 | 具体举措 | 责任单位 | 配合单位 | 完成时限 |
|---|---|---|---|---|---|
| 1 | 火源管控 | 在进山路口设置检查站36个，实行24小时值守。 | 区林业局 | 各街道 | 2025年10月1日前 |
| 2 | 隐患排查 | 清理林下可燃物1200亩。 | 区应急局 | 区林业局 | 每季度 |
"""


def test_a_row_of_a_table_is_worded_by_its_cell_and_due_by_its_own_date(tmp_path: Path) -> None:
    (tmp_path / "表.md").write_text(TABLE, "utf-8")
    found = tasks([extract_file(str(tmp_path / "表.md"))])
    assert [(task.cell("measure"), task.cell("deadline")) for task in found] == [
        ("在进山路口设置检查站36个，实行24小时值守。", "2025年10月1日前"),
        ("清理林下可燃物1200亩。", "每季度"),
    ]


def test_support_is_no_goal() -> None:
    assert row("一、主要任务\n（一）加装电梯。对加装电梯的单元，按每台20万元给予补助。\n").cell("goal") == ""


def test_what_needs_a_check() -> None:
    found = tasks([result()])
    assert found[3].marked("lead") == "“推行错时停车”没有写明由谁牵头或负责"
    assert "没有写明何时完成" in found[3].marked("deadline")
    assert "没有识别出任务" in found[2].marked("measure")
    assert found[0].checks == ()
    assert {check.sentence for check in found[3].checks} == {"2.推行错时停车。"}


def test_unresolved_deadlines_are_marked() -> None:
    task = row("一、主要任务\n（一）修缮校舍。自开工之日起30日内完成校舍修缮。（市教育局牵头）\n")
    assert "未能推算" in task.marked("deadline")


def test_the_checks_of_a_document_name_it() -> None:
    text = "临湖市修缮校舍方案\n\n本方案共9项任务。\n一、主要任务\n修缮校舍30所。\n临湖市人民政府\n2021年3月5日\n"
    assert [check.message[:9] for check in rows([extract_text(text)])[1]] == ["临湖市修缮校舍方案"]


def test_no_text_no_rows() -> None:
    assert tasks([extract_text("天气很好。\n")]) == ()
    assert tasks([]) == ()


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_nothing_is_lost_and_nothing_is_invented(path: Path) -> None:
    extracted = extract_file(str(path))
    found = tasks([extracted])
    ids = [f"{task.key.split('/')[1]}/{ident}" for task in found for ident in task.key.split("/")[2].split(",")]
    assert [ident for ident in ids if ":" not in ident] == [
        f"{policy.id}/{record.id}" for policy in extracted.documents for record in policy.records
    ]
    assert len({task.key for task in found}) == len(found)
    targets = {mention.text for policy in extracted.documents for mention in policy.mentions}
    for task in found:
        assert all(measure and measure in extracted.text for measure in task.measures)
        assert set(task.goals) <= targets
        assert task.measures


def test_every_target_stands_in_its_measures() -> None:
    for task, words in zip(tasks([result()]), ("改造老旧菜市场18个", "开展一次农药残留抽检"), strict=False):
        assert words in task.cell("measure")


def test_by_agency_a_row_goes_to_each_lead() -> None:
    parts = {part.title: [task.number for task in part.tasks] for part in arrange(tasks([result()]), "agency")}
    assert parts["市商务局"] == [1, 3]
    assert parts["市城市管理局"] == [3]
    assert list(parts)[-1] == NOBODY
    assert parts[NOBODY] == [4, 7]


def test_by_deadline_rows_stand_in_months() -> None:
    (part,) = arrange(tasks([result()]), "deadline")
    groups = [(group.title, [task.number for task in group.tasks]) for group in part.groups]
    assert groups[:3] == [("2022年10月", [1]), ("2023年12月", [2]), (AGAIN, [2])]
    assert groups[3] == (NO_DATE, [3, 4, 5, 6, 7])


@pytest.mark.parametrize(
    ("norm", "day"),
    [
        ("../2020-06-30", "2020-06-30"),
        ("2023/2025", "2025-12-31"),
        ("2024-02", "2024-02-29"),
        ("R/P1M", "None"),
        ("2012/..", "None"),
        ("unresolved", "None"),
        ("", "None"),
    ],
)
def test_a_deadline_ends_on_its_last_day(norm: str, day: str) -> None:
    assert str(due_day(norm)) == day


def test_several_documents_name_their_source() -> None:
    other: Result = extract_text(TEXT.replace("菜市场", "图书馆"))
    found = tasks([result(), other])
    assert [task.number for task in found] == list(range(1, len(found) + 1))
    assert {task.source for task in found[len(found) // 2 :]} == {
        "清水市人民政府关于印发清水市图书馆提升行动方案的通知（清政发〔2022〕9号）"
    }
    assert title_of([result()]) == "清水市菜市场提升行动方案任务分工表"
    assert title_of([result(), other]) == "任务分工表"
    assert title_of([extract_text(TEXT.replace("提升行动方案", "重点任务分工"))]) == "清水市菜市场重点任务分工表"
    assert title_of([extract_text(TEXT.replace("提升行动方案", "任务分工表"))]) == "清水市菜市场任务分工表"


def test_one_doubt_of_several_records_is_said_once() -> None:
    (policy,) = (plain := result()).documents
    unsure = tuple(
        replace(record, deadlines=tuple(replace(slot, score=0.5 + at / 100) for slot in record.deadlines))
        for at, record in enumerate(policy.records)
    )
    first, *_ = tasks([replace(plain, documents=(replace(policy, records=unsure),))])
    assert first.marked("deadline") == "时限“2022年10月底前”（置信度 0.50）"


@pytest.mark.parametrize(
    ("sentence", "name", "role", "cell"),
    [
        ("每月编发专报，报市委、市政府主要领导。", "市政府", "supv", ""),
        ("制定管理办法，报市政府批准。", "市政府", "supv", "监督单位：市政府"),
        ("完成规划初稿，广泛征求各区县意见。", "各区县", "coop", ""),
        ("制定管理办法，由市财政局配合。", "市财政局", "coop", "市财政局"),
    ],
)
def test_who_only_receives_or_is_asked_has_no_part_in_a_task(sentence: str, name: str, role: Role, cell: str) -> None:
    read = extract_text(f"一、主要任务\n（一）改进服务。{sentence}（市数据局负责）\n")
    editor = Editor(read, read.documents[0])
    editor.add_agency("r1", role, name)
    (task, *_) = tasks([replace(read, documents=(editor.policy(),))])
    assert task.cell("remark" if role == "supv" else "coop") == cell
