"""Edges of spans that a piece of the tokenizer cannot draw."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.recognise.tagger.edges import mend
from extractor.types import Span


@pytest.mark.parametrize(
    ("label", "found", "kept"),
    [
        ("AGENCY", "村党委和", "村党委"),
        ("AGENCY", "环保等部门", "环保"),
        ("AGENCY", "县金融办负责对接", "县金融办"),
        ("AGENCY", "主要负责人", "主要负责人"),
        ("AGENCY", "和", "和"),
        ("DEADLINE", "在三年内", "三年内"),
        ("INDICATOR", "新增就业", "就业"),
        ("INDICATOR", "居民收入实际增长", "居民收入"),
        ("INDICATOR", "检查次数较上季度", "检查次数"),
        ("INDICATOR", "增长", "增长"),
        ("INDICATOR", "增加值", "增加值"),
        ("INDICATOR", "较大事故起数", "较大事故起数"),
        ("INDICATOR", "一般及较大事故", "一般及较大事故"),
        ("INDICATOR", "比较优势", "比较优势"),
        ("INDICATOR", "农民人均收入年", "农民人均收入"),
        ("INDICATOR", "帮扶青少年", "帮扶青少年"),
        ("INDICATOR", "化学需氧量削", "化学需氧量"),
        ("INDICATOR", "确保实现供水率", "供水率"),
        ("DEADLINE", "在 三年内", "三年内"),
        ("DEADLINE", "在校期间", "在校期间"),
        ("AGENCY", "县水务局\u3000和", "县水务局"),
        ("TARGET", "可以申请补助", "可以申请补助"),
        ("TARGET", "并将向农户公开账目", "向农户公开账目"),
        ("TARGET", "并对水井消毒", "对水井消毒"),
        ("TARGET", "对水井消毒,", "对水井消毒"),
        ("TARGET", "、2027年达到10家", "2027年达到10家"),
        ("TARGET", "对水井、水塔消毒", "对水井、水塔消毒"),
        ("TARGET", "拟安排资金三万元", "安排资金三万元"),
        ("TARGET", "拟定管护办法", "拟定管护办法"),
        ("TARGET", "将水井交村里管护", "将水井交村里管护"),
        ("VALUE", "增长", "增长"),
    ],
)
def test_what_the_guideline_leaves_outside_is_cut(label: str, found: str, kept: str) -> None:
    text = f"其中{found}。"
    assert mend(label, Span(2, 2 + len(found)), text).of(text) == kept


@given(
    st.sampled_from(["AGENCY", "DEADLINE", "INDICATOR", "TARGET"]),
    st.text("拟并将对在和等部门负责较达 增加", min_size=1),
)
def test_what_is_mendmed_stays_inside_and_needs_no_second_mend(label: str, text: str) -> None:
    whole = Span(0, len(text))
    kept = mend(label, whole, text)
    assert 0 <= kept.start < kept.end <= len(text)
    assert mend(label, kept, text) == kept
    assert kept == whole or kept.of(text) == kept.of(text).strip()


def test_many_open_ends_cost_no_more_than_one() -> None:
    text = "指标" + "较" * 40 + "甲" * 9 + "负责" * 40 + "\n甲"
    began = time.perf_counter()
    mend("INDICATOR", Span(0, 51), text)
    mend("AGENCY", Span(0, len(text)), text)
    assert time.perf_counter() - began < 0.5


@pytest.mark.parametrize(
    ("text", "found", "kept"),
    [
        ("县卫生局、市环境局城东分局)", "市环境局", "市环境局城东分局"),
        ("市环境局城东分局负责", "市环境局", "市环境局"),
        ("市环境局、城东分局", "市环境局", "市环境局"),
        ("市环境局。城东分局", "市环境局", "市环境局"),
    ],
)
def test_the_end_of_a_name_is_taken_in(text, found, kept):
    start = text.index(found)
    span = mend("AGENCY", Span(start, start + len(found)), text)
    assert text[span.start : span.end] == kept
