"""Of which year a number is. Invented places and numbers."""

import pytest

from extractor.compare.point import Point
from extractor.compare.points import points
from extractor.pipeline import Options, extract_bytes

REPORT = ("2025年白沙市政府工作报告", "2025年1月9日")
PLAN = ("白沙市国民经济和社会发展第十五个五年规划纲要", "（2026年1月12日）")
OUTLINE = ("白沙市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", "（2021年2月5日）")
ITEMS = "\n——渡口。渡口客流量达到6万人次。\n——古井。古井修缮率达到80%。"


def read(head: tuple[str, str], body: str) -> list[Point]:
    text = f"{head[0]}\n{head[1]}\n\n{body}\n"
    return [
        point
        for point in points(extract_bytes(text.encode(), "report.txt", Options("rules")))
        if point.presence == "value"
    ]


def told(found: list[Point]) -> list[tuple[str | None, int | None]]:
    return [(point.kind, point.year) for point in found]


@pytest.mark.parametrize(
    ("head", "body", "year", "source"),
    [
        (REPORT, "一、2024年工作回顾\n全市渡口客流量达到5.2万人次。", 2024, "heading"),
        (REPORT, "一、工作回顾\n全市渡口客流量达到5.2万人次。", 2024, "document"),
        (REPORT, "一、工作回顾\n过去一年，渡口客流量达到5.2万人次。", 2024, "sentence"),
        (REPORT, "一、工作回顾\n2023年，启用渡口。渡口客流量达到5.2万人次。", 2023, "paragraph"),
        (REPORT, "一、工作回顾\n“十三五”时期，全市渡口客流量达到5.2万人次。", 2020, "sentence"),
        (REPORT, "一、工作回顾\n“十四五”以来，全市渡口客流量达到5.2万人次。", 2024, "sentence"),
        (PLAN, "第一章 发展成就\n“十四五”时期，渡口变了样。全市渡口客流量达到5.2万人次。", 2025, "paragraph"),
        (REPORT, "一、工作回顾\n渡口客流量从2020年的3.4万人次增至5.2万人次。", 2024, "document"),
        (REPORT, "一、工作回顾\n渡口客流量较2020年末增长8%。", 2024, "document"),
    ],
)
def test_a_reported_number_is_of_the_time_it_stands_under(
    head: tuple[str, str], body: str, year: int, source: str
) -> None:
    last = read(head, body)[-1]
    assert (last.kind, last.actual_year, last.year_from) == ("actual", year, source)


@pytest.mark.parametrize(
    ("head", "body", "years"),
    [
        (PLAN, f"第二章 目标\n“十五五”时期的主要目标是：{ITEMS}", [2030, 2030]),
        (PLAN, f"第二章 目标\n今后五年，要努力实现以下主要目标：{ITEMS}", [2030, 2030]),
        (PLAN, "第二章 目标\n“十五五”时期，渡口客流量达到6万人次。古井修缮率达到80%。", [2030, 2030]),
        (PLAN, "第二章 目标\n古井修缮率2027年达到75%、2030年达到80%。", [2027, 2030]),
        (PLAN, "第二章 目标\n古井修缮率由2025年的60%提高到2030年的80%以上。", [2025, 2030]),
        (REPORT, "二、2025年工作安排\n新建渡口3个。", [2025]),
        (OUTLINE, "第一章 基础\n“十三五”时期成绩显著。\n第二章 任务\n五年累计新增渡口50个以上。", [2025]),
    ],
)  # fmt: skip
def test_a_planned_number_is_of_the_time_it_stands_under(head: tuple[str, str], body: str, years: list[int]) -> None:
    assert [point.year for point in read(head, body)] == years


def test_a_date_that_opens_a_sentence_does_not_go_on_behind_it() -> None:
    found = read(OUTLINE, "第二章 任务\n到2022年，古井修缮率达到80%。鼓励新建渡口5个。")
    assert [point.year for point in found] == [2022, None]


def test_a_plan_without_date_ends_its_own_five_years() -> None:
    assert [point.year for point in read((OUTLINE[0], ""), "第二章 任务\n五年累计新增渡口50个以上。")] == [2025]


@pytest.mark.parametrize(
    "body",
    [
        "一、2024年主要工作\n新建渡口3个。",
        "一、主要工作\n2024年，新建渡口3个。",
        "一、主要工作\n“十三五”时期，新建渡口3个。",
    ],
)
def test_a_number_of_the_past_is_no_target(body: str) -> None:
    assert {point.kind for point in read(REPORT, body)} == {"actual"}
