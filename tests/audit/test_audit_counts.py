"""A document's own counts against what was found."""

from dataclasses import replace

import pytest
from auditcases import plan

from extractor.audit.counts import own_counts, stated_counts, units
from extractor.audit.finding import Finding
from extractor.lang.fold import fold
from extractor.types import Place, Result, Span

HEADS = (
    (1, "一、", "水路整治"),
    (2, "（一）", "疏浚航道"),
    (2, "（二）", "加固堤岸"),
    (1, "二、", "渡口更新"),
    (2, "（一）", "换新渡船"),
)
BODY = """一、水路整治
（一）疏浚航道
清理淤泥，拆除旧桩。
（二）加固堤岸
补种柳树。
二、渡口更新
（一）换新渡船
购置渡船。
"""
TASKS = ("清理淤泥", "拆除旧桩", "补种柳树", "购置渡船")


def counted(preface: str) -> Result:
    heads = (*HEADS[:4], (2, "（一）", "换新渡船"))
    return plan(preface + "\n" + BODY, TASKS, heads)


def findings(result: Result) -> list[Finding]:
    return list(own_counts(result, result.documents[0], fold(result.text)))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("本清单共243项任务。", [243]),
        ("方案明确了12项重点任务，", [12]),
        ("共明确十二项工作任务。", [12]),
        ("提出五大行动、二十一条举措。", [5, 21]),
        ("共分解为3大类、36项具体工作。", [36]),
        ("合计１８项任务", [18]),
        ("总计一百零八个重点事项", [108]),
        ("二、重点任务（共15项）", [15]),
        ("二、重点任务（15项）", []),
        ("重点任务清单（共6项）\n序号", [6]),
        ("三、保障和改善民生（共6项）", [6]),
        ("新建桥梁（共6项）。", []),
        ("实施14项重点任务（见附件）。", [14]),
        ("实施14项重点任务。", []),
        ("各项任务共同推进，", []),
        ("全年共完成8项任务。", []),
        ("共建成5个工程师工作站", []),
        ("确定1项任务", []),
        ("共3.5项任务", []),
        ("共有30个项目单位", []),
        ("每个区提出3项措施", []),
        ("做好三项工作", []),
        ("会议共开了3天。8项任务", []),
    ],
)
def test_which_counts_are_the_documents_own(text: str, numbers: list[int]) -> None:
    plain = fold(text)
    found = list(stated_counts(plain, Span(0, len(plain))))
    assert [stated.number for stated in found] == numbers


def test_units_are_headings_by_level_and_records() -> None:
    result = counted("方案")
    policy = result.documents[0]
    assert [tuple(unit) for unit in units(policy, policy.span)] == [
        ("一级标题", 2),
        ("二级标题", 3),
        ("最末级标题", 3),
        ("记录", 4),
    ]


@pytest.mark.parametrize(
    ("preface", "code", "end"),
    [
        ("本方案共3项任务。", "count-agrees", "与二级标题数相符"),
        ("本方案共四项任务。", "count-agrees", "与记录数相符"),
        ("本方案提出两大行动。", "count-agrees", "与一级标题数相符"),
        ("本方案共9项任务。", "count-differs", "最接近的是记录，少 5 个"),
    ],
)
def test_a_count_is_compared_with_the_nearest_unit(preface: str, code: str, end: str) -> None:
    (found,) = findings(counted(preface))
    assert found.code == code
    assert "一级标题 2 个，二级标题 3 个，最末级标题 3 个，记录 4 个；" in found.message
    assert found.message.endswith(end)
    assert found.sentence == preface
    assert found.span.of(preface) in found.message


def test_a_plan_without_headings_is_counted_in_records() -> None:
    (found,) = findings(plan("共明确3项任务：清理淤泥，补种柳树。", ("清理淤泥", "补种柳树")))
    assert found.message == "自报“3项任务”，抽取到记录 2 个；最接近的是记录，少 1 个"


def test_a_count_under_a_heading_is_of_that_heading() -> None:
    text = BODY.replace("一、水路整治\n", "一、水路整治\n水路整治共2项任务。\n", 1)
    (found,) = findings(plan(text, TASKS, HEADS[:4]))
    assert (found.code, found.place) == ("count-agrees", "一、水路整治")
    assert found.message == "自报“2项任务”，抽取到二级标题 2 个，记录 3 个；与二级标题数相符"


def test_a_part_of_a_list_is_not_compared() -> None:
    assert findings(counted("一是整治水路，共4项任务。")) == []


def placed(result: Result, rows: dict[str, int]) -> Result:
    """The same result with the TARGETs of some tasks in rows of a table."""
    policy = result.documents[0]
    mentions = tuple(
        replace(one, place=Place(table=1, row=rows[one.text], column=2)) if one.text in rows else one
        for one in policy.mentions
    )
    return replace(result, documents=(replace(policy, mentions=mentions),))


LISTED = """渡口更新方案
一、工作任务
围绕两个方面，实施5项重点任务（见附件）。
二、工作要求
按月报送进展。
附件1渡口任务清单（共4项）
清理淤泥	市航道局
拆除旧桩	市航道局
购置渡船	市交通局
"""


def test_rows_of_an_attached_table_are_counted_where_a_count_points_there() -> None:
    heads = ((1, "一、", "工作任务"), (1, "二、", "工作要求"), (1, "附件1", "渡口任务清单（共4项）"))
    result = plan(LISTED, ("按月报送进展", "清理淤泥", "拆除旧桩", "购置渡船"), heads)
    result = placed(result, {"清理淤泥": 2, "拆除旧桩": 3, "购置渡船": 4})
    assert [(found.code, found.message) for found in findings(result)] == [
        ("count-differs", f"自报“{said}，抽取到表格行 3 个，记录 3 个；最接近的是表格行，少 {fewer} 个")
        for said, fewer in (("5项重点任务”", 2), ("4项”", 1))
    ]


def test_a_count_in_a_heading_counts_what_stands_under_it() -> None:
    text = BODY.replace("一、水路整治", "一、水路整治（共3项）")
    (found,) = findings(plan(text, TASKS, ((1, "一、", "水路整治（共3项）"), *HEADS[1:4])))
    assert found.message == "自报“3项”，抽取到二级标题 2 个，记录 3 个；与记录数相符"


def test_an_attachment_that_is_only_named_and_other_sections_are_not_counted() -> None:
    text = f"本方案共5项任务。\n{BODY}三、工作要求\n按月报送进展。\n附件：渡口清单（略）\n"
    heads = (*HEADS, (1, "三、", "工作要求"), (1, "附件", "：渡口清单（略）"))
    result = plan(text, (*TASKS, "按月报送进展"), heads)
    policy = result.documents[0]
    sections = tuple(replace(one, function="safeguards") if one.title == "工作要求" else one for one in policy.sections)
    (found,) = findings(replace(result, documents=(replace(policy, sections=sections),)))
    assert found.message.endswith("二级标题 3 个，最末级标题 3 个，记录 4 个；最接近的是记录，少 1 个")
