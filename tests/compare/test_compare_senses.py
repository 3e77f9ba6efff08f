"""What a number says of its indicator, and of which indicator it is. Invented places and numbers."""

import pytest

from extractor.compare.canonical import canonical_indicator
from extractor.compare.parts import parts_of
from extractor.compare.point import Point
from extractor.compare.points import points
from extractor.compare.senses import is_bounded, sense_of
from extractor.compare.several import list_before, names_of
from extractor.pipeline import Options, extract_bytes
from extractor.types import Mention, Span


def read(body: str) -> list[Point]:
    text = f"2025年白沙市政府工作报告\n2025年1月9日\n\n一、2024年工作回顾\n{body}\n"
    found = points(extract_bytes(text.encode(), "report.txt", Options("rules")))
    return [point for point in found if point.presence == "value"]


@pytest.mark.parametrize(
    ("head", "value", "tail", "unit", "sense"),
    [
        ("新增渡口6个(年度目标", "5个", ")", "个", "planned"),
        ("客流量增长1.2%,未达到", "6%", "的预期目标", "%", "planned"),
        ("能耗下降15.2%,", "超额完成省下达的14%", "目标任务", "%", "planned"),
        ("客流量增长6%,高于年初确定的", "5.5%左右", "的目标", "%", "planned"),
        ("对照规划,客流量", "8万人次", "、修缮率75%两项预期性指标未能如期完成", "人次", "planned"),
        ("新增渡口6个,完成年度目标的", "108.9%", "", "%", "ratio"),
        ("客流量增长7.2%,分别高于全国、全省", "1.4个", "和0.6个百分点", "个", "gap"),
        ("客流量增长6%,比全省平均水平高", "0.5个百分点", "", "个百分点", "gap"),
        ("客流量增长6%,高于上年", "0.5个百分点", "", "个百分点", None),
        ("古井修缮率达到", "80%", "", "%", None),
        ("完成投资", "50亿元", "", "元", None),
    ],
)
def test_a_number_that_is_no_level(head: str, value: str, tail: str, unit: str, sense: str | None) -> None:
    assert sense_of(head, value, tail, unit) == sense


def test_what_stands_before_an_old_target_is_no_bound() -> None:
    assert [is_bounded(value) for value in ("6%", "未达到6%", "6万人以上")] == [False, False, True]


def test_an_old_target_stays_one_beside_its_result() -> None:
    done, aim = read("渡口客流量增长1.2%，未达到6%的预期目标。")
    assert (done.kind, done.actual_year) == ("actual", 2024)
    assert (aim.kind, aim.target_year, aim.op, aim.number) == ("target", 2024, "=", 6)


@pytest.mark.parametrize(
    ("name", "count", "names"),
    [
        ("城乡居民收入", 2, ["城镇居民收入", "农村居民收入"]),
        ("城镇、农村居民收入", 2, ["城镇居民收入", "农村居民收入"]),
        ("第二、三产业增加值", 2, ["第二产业增加值", "第三产业增加值"]),
        ("进出口、出口", 2, ["进出口", "出口"]),
        ("古井修缮率和渡口客流量", 2, ["古井修缮率", "渡口客流量"]),
        ("城乡居民收入", 1, []),
        ("古井、渡口、老街数量", 2, []),
    ],
)
def test_a_name_that_stands_for_several(name: str, count: int, names: list[str]) -> None:
    assert list(names_of(name, count)) == names


def test_a_list_ends_before_each() -> None:
    assert list_before("进出口、出口年均分别增长") == "进出口、出口"
    assert list_before("进出口增长") == ""


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("城乡居民人均可支配收入分别达到52484元和26141元。", ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
        ("城乡居民人均可支配收入分别增长4.6%、6.1%。", ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
    ],
)
def test_numbers_in_order_have_names_of_their_own(body: str, names: list[str]) -> None:
    found = read(body)
    assert [point.canonical for point in found] == names
    assert len({point.change for point in found}) == 1


def test_a_name_has_the_share_behind_it_and_the_noun_before_it() -> None:
    (share,) = read("研发经费支出占GDP比重2.7%。")
    assert share.canonical == "研发经费占地区生产总值占比"
    *_, fall = read("古井修缮率由58%下降到34%，降幅41.4%。")
    assert (fall.canonical, fall.change) == ("古井修缮率降低率", "decrease")


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("研发经费占比", "研发经费占地区生产总值占比"),
        ("城镇新增就业五年", "城镇新增就业"),
        ("一般公共预算收入702亿元", "一般公共预算收入"),
    ],
)
def test_a_name_without_what_is_of_its_number(name: str, canonical: str) -> None:
    assert canonical_indicator(name) == canonical


def test_a_value_of_two_numbers_is_two() -> None:
    value = Mention("m1", "VALUE", Span(10, 23), "34.5%至38微克/立方米", 0.9, "model")
    parts = parts_of(value)
    assert [(part.text, part.span.start) for part in parts] == [("34.5%", 10), ("38微克/立方米", 16)]
    assert [part.quantity.number for part in parts if part.quantity] == [34.5, 38]
