"""Edges of spans that a piece of the tokenizer cannot draw."""

import pytest

from extractor.recognise.tagger.edges import trim
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
        ("TARGET", "并对水井消毒", "对水井消毒"),
        ("TARGET", "拟安排资金三万元", "安排资金三万元"),
        ("TARGET", "拟定管护办法", "拟定管护办法"),
        ("TARGET", "将水井交村里管护", "将水井交村里管护"),
        ("VALUE", "增长", "增长"),
    ],
)
def test_what_the_guideline_leaves_outside_is_cut(label: str, found: str, kept: str) -> None:
    text = f"其中{found}。"
    assert trim(label, Span(2, 2 + len(found)), text).of(text) == kept
