"""What section, heading, table, genre and date make of the same words."""

import pytest
from rulecases import recognise, texts

from extractor.recognise.base import Recogniser
from extractor.recognise.rules import RuleRecogniser

PLAN = "建成充电桩500个,提高服务水平。"


@pytest.mark.parametrize("function", ["goals", "tasks", "safeguards", "other"])
def test_sections_of_plans_hold_targets(function):
    assert texts(recognise(PLAN, function=function), "TARGET") == ["建成充电桩500个", "提高服务水平"]


@pytest.mark.parametrize("function", ["background", "principle", "achievements", "problems", "definitions", "formula"])
def test_other_sections_hold_none(function):
    mentions = recognise(PLAN, function=function)
    assert texts(mentions, "TARGET") == []
    assert [mention.kind for mention in mentions if mention.label == "VALUE"] == ["actual"]


def test_a_duty_counts_even_in_a_section_of_background():
    mentions = recognise("各部门要提高服务水平。", function="background")
    assert texts(mentions, "TARGET") == ["提高服务水平"]


def test_a_dated_goal_counts_even_among_principles():
    assert texts(recognise("到2030年,建成充电桩500个。", function="principle"), "TARGET") == ["建成充电桩500个"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [("破除发展瓶颈", ["实施强链工程"]), ("存在的突出问题", []), ("提高思想认识", [])],
)
def test_a_section_whose_title_commands_is_none_of_problems(title, expected):
    assert texts(recognise("实施强链工程。", function="problems", title=title), "TARGET") == expected


def test_academic_texts_promise_nothing():
    assert texts(recognise(PLAN, genre="academic"), "TARGET") == []


def test_headings_are_structure_but_their_brackets_count():
    mentions = recognise("(一)推进污水治理(市水务局牵头,2026年底前完成)\n新建管网30公里。", headings=(0,))
    assert texts(mentions, "TARGET") == ["新建管网30公里"]
    assert texts(mentions, "AGENCY") == ["市水务局"]
    assert texts(mentions, "DEADLINE") == ["2026年底前"]


def test_the_period_of_a_plan_in_its_title_is_no_deadline():
    text = "绿色发展行动计划(2025—2027年)\n新建管网30公里。"
    assert texts(recognise(text, headings=(0,), function="tasks"), "DEADLINE") == []


def test_the_years_of_a_heading_are_no_deadline():
    assert texts(recognise("绿色发展行动计划(2025年版)\n新建管网30公里。", headings=(0,)), "DEADLINE") == []


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("三、2027年重点工作", ["2027年"]),
        ("二、下半年工作安排", ["下半年"]),
        ("二、2027年全年主要目标", ["2027年"]),
        ("二、2023年以来的工作", []),
        ("三、“十五五”期间的主要任务", ["“十五五”期间"]),
        ("三、“十五五”主要任务", ["“十五五”"]),
        ("二、2027年经济社会发展总体要求", ["2027年"]),
    ],
)
def test_the_period_of_a_heading_over_plans_is_a_deadline(heading: str, found: list[str]) -> None:
    text = f"{heading}\n新建管网30公里。"
    assert texts(recognise(text, headings=(0,), function="tasks"), "DEADLINE") == found
    assert texts(recognise(text, headings=(0,), function="achievements"), "DEADLINE") == []


def test_table_cells_of_organs_and_dates():
    mentions = recognise("市财政局、市教育局\n2026年底前\n新建校舍20栋\n重点任务", kind="cell")
    assert texts(mentions, "AGENCY") == ["市财政局", "市教育局"]
    assert texts(mentions, "DEADLINE") == ["2026年底前"]
    assert texts(mentions, "TARGET") == ["新建校舍20栋"]


def test_years_before_the_document_are_past():
    assert texts(recognise("2021年,新建校舍20栋。", date="2023-05-01"), "TARGET") == []
    assert texts(recognise("2021年,新建校舍20栋。", date="2020-05-01"), "DEADLINE") == ["2021年"]


def test_a_time_without_a_commitment_is_no_deadline():
    assert texts(recognise("2026年3月5日\n\n市政府办公室"), "DEADLINE") == []


def test_titles_and_quotations_hold_no_agency_and_no_value():
    mentions = recognise("落实《市财政局关于安排500万元的意见》和“市财政局负责100%兜底”的要求。")
    assert texts(mentions, "AGENCY") == []
    assert texts(mentions, "VALUE") == []


def test_numbered_lines_are_read_without_their_numbers():
    mentions = recognise("1.建成展馆3座。\n(二)完善制度。\n③推广经验。\n第四条 规范流程。")
    assert texts(mentions, "TARGET") == ["建成展馆3座", "完善制度", "推广经验", "规范流程"]


def test_nothing_from_nothing():
    assert recognise("") == ()
    assert recognise("\n\n") == ()


def test_the_rules_are_a_recogniser():
    recogniser: Recogniser = RuleRecogniser()
    assert recogniser.name == "rules"
    assert recogniser.sha256 is None


def test_the_same_text_gives_the_same_mentions():
    assert recognise(PLAN) == recognise(PLAN)


@pytest.mark.parametrize("date", [None, "2025-03-01"])
def test_a_past_date_in_front_is_no_part_of_an_indicator(date):
    mentions = recognise("2023年再生水利用量达到300万吨。", function="achievements", date=date)
    assert texts(mentions, "INDICATOR") == ["再生水利用量"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公开办事流程。(责任单位:市民政局;完成时限:持续推进)", ["持续推进"]),
        ("公开办事流程。(责任单位:市民政局;时限:长期坚持)", ["长期坚持"]),
        ("公开办事流程。\n完成时限:长期坚持\n责任单位:市民政局", ["长期坚持"]),
        ("公开办事流程。\n完成时限:9月底\n责任单位:市民政局", ["9月底"]),
        ("培训时间:9月20日", []),
        ("持续推进流程公开。", []),
    ],
)
def test_an_open_end_in_a_field(text, expected):
    assert texts(recognise(text), "DEADLINE") == expected
