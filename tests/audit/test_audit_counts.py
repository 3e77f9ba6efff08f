"""A document's own counts against what was found."""

import pytest
from auditcases import plan

from extractor.audit.counts import own_counts, stated_counts, units
from extractor.audit.finding import Finding
from extractor.lang.fold import fold
from extractor.types import Result, Span

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
