"""The role of each agency, in lists and in running text; [..] marks an agency, the letter behind it its role.

L lead, R resp, C coop, S supv.
"""

import re
from dataclasses import replace

import pytest

from extractor.assemble.roles import clause_roles, first_leads, listed_roles
from extractor.lang.fold import fold
from extractor.types import Mention, Span

ROLES = {"L": "lead", "R": "resp", "C": "coop", "S": "supv"}

LISTS = [
    "（[甲局]L牵头）",
    "（[甲局]R负责）",
    "（[甲局]R）",
    "（[甲局]R、[乙局]R）",
    "（[甲局]L主办，[乙局]C协办）",
    "（[甲局]L牵头，[乙局]C配合）",
    "（[甲局]L牵头，[乙局]C、[丙局]C配合）",
    "（[甲局]L、[乙局]L牵头，[丙局]C参加）",
    "（[甲局]L牵头、[乙局]C配合）",
    "（[甲局]L牵头；[乙局]C、[丙局]C参与）",
    "（[甲局]L牵头，[乙局]R、[丙局]R按职责分工负责）",
    "（[甲局]L牵头，[乙局]C、[丙局]C按职责分工配合）",
    "（[甲局]R、[乙局]R、[丙局]R等部门按职责分工负责）",
    "（[甲局]R、[乙局]R、[丙局]R等按职责分工负责）",
    "（[甲局]R、[乙局]R分别负责）",
    "（[甲局]L牵头负责，[乙局]C积极配合）",
    "（[甲局]L牵头，[乙局]C等有关部门密切配合）",
    "（由[甲局]L牵头，会同[乙局]C、[丙局]C落实）",
    "（[甲局]L会同[乙局]C）",
    "（[甲局]L会同[乙局]C、[丙局]C负责）",
    "（牵头单位：[甲局]L）",
    "（责任单位：[甲局]R、[乙局]R）",
    "（牵头单位：[甲局]L；责任单位：[乙局]R、[丙局]R）",
    "（牵头单位：[甲局]L；责任单位：[乙局]R、[丙局]R，6月底完成）",
    "（牵头单位：[甲局]L，配合单位：[乙局]C、[丙局]C）",
    "（牵头单位:[甲局]L 配合单位:[乙局]C）",
    "（牵头部门：[甲局]L；参加部门：[乙局]C）",
    "（主办单位：[甲局]L；协办单位：[乙局]C；督办单位：[丙局]S）",
    "（责任单位：[甲局]R；考核单位：[乙局]S）",
    "（承办单位：[甲局]R；配合单位：[乙局]C）",
    "（实施主体：[甲局]R；监督单位：[乙局]S）",
    "（牵头责任单位：[甲局]L；配合责任单位：[乙局]C）",
    "（牵头单位为[甲局]L，责任单位为[乙局]R）",
    "（牵头单位：[甲局]L，[乙局]C配合）",
    "〔责任单位：[甲局]R、[乙局]R〕",
    "【责任单位：[甲局]R，[乙局]R】",
    "[[甲局]L牵头，[乙局]R落实]",
    "责任单位：[甲局]R，[乙局]R。",
    "牵头单位：[甲局]L。配合单位：[乙局]C。",
    "由[甲局]L牵头，[乙局]C、[丙局]C配合。",
    "（[甲局]R组织实施，[乙局]S考核）",
    "（[甲局]R落实，[乙局]S督查）",
    "（[甲局]R承办，报[乙局]S审批）",
    "（[甲局]R负责，[乙局]C协助，[丙局]S监督）",
    "（[甲局]L负责人牵头）",
    "（[甲局]R负责，[乙局]S负责督查）",
    "（[甲局]C，[乙局]C配合）",
]

CLAUSES = [
    "由[甲局]L牵头，[乙局]C、[丙局]C配合，",
    "由[甲局]R负责，",
    "[甲局]R",
    "[甲局]R、[乙局]R、[丙局]R要",
    "[甲局]R、[乙局]R等部门结合职责，",
    "[甲局]L会同[乙局]C",
    "[甲局]L会同[乙局]C、[丙局]C等部门",
    "[甲局]L联合[乙局]C",
    "[甲局]L商请[乙局]C",
    "[甲局]C协助[乙局]L",
    "[甲局]C配合[乙局]L",
    "[甲局]R要按照考核要求，",
    "[甲局]R结合负责的工作，",
    "，由[甲局]R负责；",
    "，[甲局]C、[乙局]C配合。",
    "，[甲局]S考核",
    "报[甲局]S批准",
    "报经[甲局]S同意后实施",
    "提请[甲局]S审议",
    "接受[甲局]S的监督",
    "组织[甲局]C搞好宣传",
    "督促[甲局]C落实防火措施",
    "会同[甲局]C发布信息",
    "票价由[甲局]L会同[乙局]C核定",
    "本办法由[甲局]R负责解释",
    "子女入学由[甲局]R统筹安排",
    "由[甲局]R任组长",
    "[甲局]R负责人",
]


def read(case: str, role=None):
    """Return the folded text without marks, its agencies, and their expected roles."""
    text, agencies, expected = "", [], []
    for part in re.split(r"(\[[^\[\]]+\][LRCS])", case):
        if re.fullmatch(r"\[.+\][LRCS]", part):
            name = part[1:-2]
            span = Span(len(text), len(text) + len(name))
            agencies.append(Mention(f"a{len(agencies)}", "AGENCY", span, name, 1.0, "test", role=role))
            expected.append(ROLES[part[-1]])
            text += name
        else:
            text += part
    return fold(text), agencies, expected


@pytest.mark.parametrize("case", LISTS)
def test_lists(case):
    plain, agencies, expected = read(case)
    found = listed_roles(plain, Span(0, len(plain)), agencies)
    assert [played.mention.id for played in found] == [agency.id for agency in agencies]
    assert [played.role for played in found] == expected


@pytest.mark.parametrize("case", CLAUSES)
def test_clauses(case):
    plain, agencies, expected = read(case)
    assert [played.role for played in clause_roles(plain, Span(0, len(plain)), agencies)] == expected


def test_there_are_enough_cases():
    assert len(LISTS) + len(CLAUSES) >= 60


def test_the_recognisers_role_counts_where_words_say_nothing():
    plain, agencies, _ = read("（[甲局]R、[乙局]R）", role="coop")
    assert [played.role for played in listed_roles(plain, Span(0, len(plain)), agencies)] == ["coop", "coop"]
    plain, agencies, _ = read("（[甲局]R负责）", role="coop")
    assert [played.role for played in listed_roles(plain, Span(0, len(plain)), agencies)] == ["resp"]


@pytest.mark.parametrize(("over", "role"), [("牵头单位", "lead"), ("配合部门", "coop"), ("", "resp"), ("备注", "resp")])
def test_the_name_of_a_column_is_a_label(over, role):
    plain, agencies, _ = read("[甲局]R、[乙局]R")
    assert [played.role for played in listed_roles(plain, Span(0, len(plain)), agencies, over)] == [role, role]


@pytest.mark.parametrize(
    ("notice", "roles"),
    [
        ("注：排在第一位的为牵头单位。", ("lead", "resp")),
        ("责任单位中列第一位的是牵头单位", ("lead", "resp")),
        ("（各项任务排名第一的单位为牵头单位，其他单位为配合单位）", ("lead", "coop")),
        ("第一个单位为牵头单位，其余为责任单位", ("lead", "resp")),
        ("列首位的部门为牵头部门，其他为参与部门", ("lead", "coop")),
        ("经济总量排在第一位。", None),
        ("由市教育局牵头。", None),
        ("", None),
    ],
)
def test_first_listed(notice, roles):
    assert first_leads(fold(notice), Span(0, len(notice))) == roles


def test_roles_do_not_depend_on_offsets():
    plain, agencies, expected = read("（[甲局]L牵头，[乙局]C配合）")
    moved = [replace(agency, span=agency.span.shift(7)) for agency in agencies]
    found = listed_roles("前面有七个字呢" + plain, Span(7, 7 + len(plain)), moved)
    assert [played.role for played in found] == expected
