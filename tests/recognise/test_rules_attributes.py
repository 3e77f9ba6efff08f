"""Roles, kinds, links, scores and ids of what the rules find."""

import pytest
from rulecases import recognise, texts

from extractor.types import Mention

ROLES = [
    ("由市商务局牵头,完善消费券发放办法。", {"市商务局": "lead"}),
    ("由市商务局牵头,市税务局配合,完善发放办法。", {"市商务局": "lead", "市税务局": "coop"}),
    ("市公安局会同市城管局整治占道经营。", {"市公安局": "lead", "市城管局": "coop"}),
    ("市水务局负责河道清淤。", {"市水务局": "resp"}),
    ("各镇要建立巡查台账。", {"各镇": "resp"}),
    ("实施方案报市政府批准。", {"市政府": "supv"}),
    ("新建公园8个。(牵头单位:市园林局;责任单位:市财政局)", {"市园林局": "lead", "市财政局": "resp"}),
    ("推广节水器具。(市水利局牵头,市住建局配合)", {"市水利局": "lead", "市住建局": "coop"}),
    ("改造市场。(市商务局、市住建局按职责分工负责)", {"市商务局": "resp", "市住建局": "resp"}),
    ("扩大绿化面积。〔责任部门:市林业局;配合部门:各区政府〕", {"市林业局": "resp", "各区政府": "coop"}),
    ("完善制度。(市司法局、市编办负责;市财政局参与)", {"市司法局": "resp", "市编办": "resp", "市财政局": "coop"}),
    ("清理欠账。(责任单位:市国资委;督办单位:市委督查室)", {"市国资委": "resp", "市委督查室": "supv"}),
]
KINDS = [
    ("建成文化礼堂12个。", "12个", "target"),
    ("力争旅游收入突破100亿元。", "突破100亿元", "target"),
    ("给予每户2万元补助。", "2万元", "support"),
    ("按保费的30%给予补贴。", "30%", "support"),
    ("最高奖励20万元。", "20万元", "support"),
    ("全市已建成公园86个。", "86个", "actual"),
    ("完成了老旧小区改造35个。", "35个", "actual"),
    ("森林覆盖率由2020年的40%提高到45%。", "40%", "actual"),
    ("森林覆盖率由2020年的40%提高到45%。", "45%", "target"),
    ("每年安排奖补资金500万元。", "500万元", "target"),
]
LINKS = [
    ("建成文化礼堂12个。", "12个", "文化礼堂"),
    ("新增3个示范街区。", "3个", "示范街区"),
    ("垃圾分类覆盖率达到95%以上。", "95%以上", "垃圾分类覆盖率"),
    ("工业增加值、出口总额分别增长6%、8%。", "8%", "出口总额"),
    ("工业增加值、出口总额分别增长6%、8%。", "6%", "工业增加值"),
    ("给予50万元的补助。", "50万元", "补助"),
    ("分别给予10万元、5万元奖励。", "10万元", "奖励"),
    ("分别给予10万元、5万元奖励。", "5万元", "奖励"),
    ("补贴期限不超过2年。", "不超过2年", "补贴期限"),
    ("接待游客80万人次,增长12%。", "12%", "游客"),
    ("每季度通报一次工作进展。", "一次", None),
]


@pytest.mark.parametrize(("text", "roles"), ROLES)
def test_roles_follow_the_form(text, roles):
    found = {mention.text: mention.role for mention in recognise(text) if mention.label == "AGENCY"}
    assert found == roles


def value_of(mentions: tuple[Mention, ...], text: str) -> Mention:
    return next(mention for mention in mentions if mention.label == "VALUE" and mention.text == text)


@pytest.mark.parametrize(("text", "value", "kind"), KINDS)
def test_kinds(text, value, kind):
    assert value_of(recognise(text), value).kind == kind


@pytest.mark.parametrize(("text", "value", "indicator"), LINKS)
def test_a_value_is_linked_to_what_it_counts(text, value, indicator):
    mentions = recognise(text)
    by_id = {mention.id: mention for mention in mentions}
    linked = value_of(mentions, value).indicator
    assert (by_id[linked].text if linked else None) == indicator
    assert linked is None or by_id[linked].label == "INDICATOR"


def test_ids_count_up_in_text_order_with_the_outer_mention_first():
    mentions = recognise("到2027年,市财政局要安排资金500万元。")
    assert [mention.id for mention in mentions] == [f"m{number}" for number in range(1, len(mentions) + 1)]
    assert [mention.label for mention in mentions] == ["DEADLINE", "AGENCY", "TARGET", "INDICATOR", "VALUE"]


def test_mentions_say_which_rule_made_them_and_leave_norms_alone():
    for mention in recognise("到2027年,市财政局要安排资金500万元。"):
        assert mention.made_by.startswith("rules/")
        assert 0 < mention.score < 1
        assert mention.norm is None
        assert mention.quantity is None
    assert {mention.made_by for mention in recognise("由市水务局负责清淤。") if mention.label == "AGENCY"} == {
        "rules/agency.passive"
    }


def test_only_agencies_have_roles_and_only_values_have_kinds():
    for mention in recognise("市财政局要安排资金500万元,由市审计局负责监督。"):
        assert (mention.role is None) == (mention.label != "AGENCY")
        assert (mention.kind is None) == (mention.label != "VALUE")
        assert mention.indicator is None or mention.label == "VALUE"


def test_text_is_that_of_the_document_not_of_the_folded_one():
    mentions = recognise("到２０２７年，市財政局要安排資金５００萬元。")
    assert texts(mentions, "AGENCY") == ["市財政局"]
    assert texts(mentions, "VALUE") == ["５００萬元"]
    assert texts(mentions, "DEADLINE") == ["到２０２７年"]
