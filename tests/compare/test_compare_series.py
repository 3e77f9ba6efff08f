import re

import pytest

from extractor.compare.point import Point
from extractor.compare.points import points
from extractor.compare.series import Series, gather, outcomes, ranks, steps
from extractor.compare.svg import Dot, lines_chart
from extractor.pipeline import extract_text

TITLES = {
    "省": ("江苏省人民政府关于加强节水工作的实施意见", "江苏省人民政府\n2021年2月1日"),
    "市": ("常州市人民政府关于加强节水工作的实施意见", "常州市人民政府\n2021年3月1日"),
    "县": ("江苏省常州市溧阳市人民政府关于加强节水工作的实施意见", "溧阳市人民政府\n2021年4月1日"),
}


def of(level: str, body: str) -> list[Point]:
    title, end = TITLES[level]
    return list(points(extract_text(f"{title}\n\n一、主要目标\n{body}\n{end}\n")))


def shared(*documents: list[Point]) -> list[Series]:
    named = (
        [point.__class__(**{**_fields(point), "file": f"{at}"}) for point in own] for at, own in enumerate(documents)
    )
    return gather(point for own in named for point in own)


def _fields(point: Point) -> dict[str, object]:
    return {name: getattr(point, name) for name in Point.__dataclass_fields__}


@pytest.mark.parametrize(
    ("upper", "own", "verdict"),
    [
        ("再生水利用率达到25%以上", "再生水利用率达到28%以上", "stricter"),
        ("再生水利用率达到25%以上", "再生水利用率达到20%以上", "looser"),
        ("再生水利用率达到25%以上", "再生水利用率达到25%", "same"),
        ("供水管网漏损率控制在9%以内", "供水管网漏损率控制在8%以内", "stricter"),
    ],
)
def test_a_target_is_set_against_the_level_above(upper: str, own: str, verdict: str) -> None:
    (series,) = shared(of("省", f"到2025年，{upper}。"), of("市", f"到2025年，{own}。"))
    (step,) = steps(series)
    assert (step.place.name, step.verdict) == ("江苏省常州市", verdict)


def test_counts_are_not_compared_down_the_levels() -> None:
    (series,) = shared(of("省", "到2025年，建成节水示范园90个。"), of("市", "到2025年，建成节水示范园8个。"))
    assert list(steps(series)) == []
    assert [(rank, point.number) for _, rank, point in ranks(series)] == [(1, 90), (2, 8)]


def test_other_years_are_not_compared() -> None:
    (series,) = shared(of("省", "到2025年，再生水利用率达到25%。"), of("市", "到2023年，再生水利用率达到25%。"))
    assert list(steps(series)) == []


def test_a_target_is_set_against_what_was_reached() -> None:
    plan, report = of("市", "到2022年，再生水利用率达到25%以上。"), of("市", "到2022年，再生水利用率达到25%以上。")
    actual = [_reported(point, 26.0) for point in report]
    (series,) = shared(plan, actual)
    (outcome,) = outcomes(series)
    assert (outcome.difference, outcome.met) == (1, True)


def _reported(point: Point, number: float) -> Point:
    changed = {"kind": "actual", "number": number, "op": "=", "target_year": None, "actual_year": point.target_year}
    return Point(**{**_fields(point), **changed})  # type: ignore[arg-type]


def test_a_name_that_is_too_general_is_left_out() -> None:
    assert shared(of("省", "到2025年，新建项目90个。"), of("市", "到2025年，新建项目8个。")) == []


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("粮食产量年均增速达到3%", "粮食产量年均增长3%"),
        ("居民消费价格涨幅控制在3%以内", "居民消费价格上涨3%"),
        ("单位产值水耗降低率达到5%", "单位产值水耗降低5%"),
    ],
)
def test_a_change_in_the_name_is_a_change_all_the_same(named: str, said: str) -> None:
    (series,) = shared(of("省", f"到2025年，{named}。"), of("市", f"到2025年，{said}。"))
    assert series.documents == 2


def test_a_line_takes_one_point_a_year() -> None:
    dots = [Dot("常州市", x, y, "", "") for x, y in [(2024, 3), (2025, 4), (2025, 7)]]
    (line,) = re.findall(r'<polyline[^>]*points="([^"]*)"', lines_chart(dots, "%"))
    assert len(line.split()) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("单位产值水耗下降2.8%", "单位产值水耗五年累计下降14%"),
        ("单位产值水耗下降2.8%", "单位产值水耗较2020年下降14%"),
        ("单位产值水耗比2005年下降65%", "单位产值水耗比2020年下降17%"),
        ("新增节水示范园9个", "五年累计新增节水示范园50个"),
        ("再生水用量同比增长2%", "再生水用量环比增长2%"),
    ],
)
def test_numbers_over_other_spans_are_no_series(one: str, other: str) -> None:
    assert shared(of("省", f"到2025年，{one}。"), of("市", f"到2025年，{other}。")) == []


def test_a_change_since_a_year_is_one_over_as_many_years() -> None:
    (series,) = shared(
        of("省", "到2025年，单位产值水耗五年累计下降14%。"), of("市", "到2025年，单位产值水耗较2020年下降14%。")
    )
    assert (series.key.over, series.key.years, series.key.moves) == ("P5Y", "5年", "减少")
