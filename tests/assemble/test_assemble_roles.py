"""The role of each agency, in lists and in running text; [..] marks an agency, the letter behind it its role.

L lead, R resp, C coop, S supv.
"""

import re

import pytest

from extractor.assemble.roles import clause_roles, listed_roles
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
    "（[甲局]S指导）",
    "（[甲局]S、[乙局]S指导）",
    "（[甲局]S指导，[乙局]R负责落实）",
    "（[甲局]S、[乙局]S指导，[丙局]C参与）",
    "（在[甲局]L领导下，由[乙局]L牵头）",
    "（[甲局]L负责对接驻地银行，会同[乙局]C、[丙局]C落实）",
    "（由[甲局]L负责起草，会同[乙局]C、[丙局]C牵头负责）",
    "（[甲局]R负责；会同[乙局]C）",
    "（[甲局]L商[乙局]C）",
    "（[甲局]L商[乙局]C、[丙局]C确定）",
    "（[甲局]L经商[乙局]C后印发）",
    "（经[甲局]S会同[乙局]S批准）",
    "（报[甲局]S会同[乙局]S审定）",
    "（[甲局]R与[乙局]R负责）",
    "（[甲局]R和[乙局]R负责）",
    "（[甲局]R及[乙局]R按职责分工负责）",
    "（责任领导：[甲局]R；责任单位：[乙局]R）",
    "（牵头领导：[甲局]L；牵头单位：[乙局]L；责任单位：[丙局]R）",
    "（指导单位：[甲局]S；承办单位：[乙局]R）",
    "（审核单位：[甲局]S；实施单位：[乙局]R）",
    "（评估单位：[甲局]S）",
    "（验收单位：[甲局]S；建设单位：[乙局]R）",
    "（监管部门：[甲局]S，执行部门：[乙局]R）",
    "（督办单位：[甲局]S）",
    "（督导部门：[甲局]S、[乙局]S）",
    "（考评单位：[甲局]S；责任单位：[乙局]R）",
    "（牵头单位：[甲局]L；配合单位：无）",
    "（配合单位：无；责任单位：[甲局]R）",
    "（牵头单位：[甲局]L；配合单位：无；责任单位：[乙局]R）",
    "（牵头单位：[甲局]L；责任单位：[乙局]R；配合单位：[丙局]C）",
    "（牵头单位：[甲局]L、[乙局]L；责任单位：[丙局]R等）",
    "（责任单位：[甲局]R、[乙局]R等，6月底前完成）",
    "（责任部门：[甲局]R，[乙局]R，[丙局]R）",
    "（责任主体：[各县区]R；配合单位：[甲局]C）",
    "（责任单位：[各镇街]R、[甲局]R）",
    "（责任科室：[甲科]R）",
    "（主办单位：[甲局]L；会办单位：[乙局]C）",
    "（主责单位：[甲局]R；协同单位：[乙局]C）",
    "（总牵头单位：[甲局]L；牵头单位：[乙局]L）",
    "（主要责任单位：[甲局]L；配合部门：[乙局]C、[丙局]C）",
    "（第一责任单位：[甲局]L；责任单位：[乙局]R）",
    "（具体责任单位：[甲局]R；协作单位：[乙局]C）",
    "（落实单位：[甲局]R；支持单位：[乙局]C）",
    "（组织实施单位：[甲局]R；监督部门：[乙局]S）",
    "（承担单位：[甲局]R；参与单位：[乙局]C、[丙局]C）",
    "（完成单位：[甲局]R，考核部门：[乙局]S）",
    "（责任单位：[甲局]R；牵头考核单位：[乙局]S）",
    "（[各区县政府]R按职责分工负责）",
    "（[甲局]R、[各区县政府]R按职责分工负责）",
    "（[甲局]R等[有关单位]R依职责分工负责）",
    "（[甲局]R、[乙局]R按照各自职责负责）",
    "（[甲局]R、[乙局]R共同负责）",
    "（[甲局]R负责，[乙局]C密切配合）",
    "（[甲局]R负责，[乙局]C、[丙局]C协同配合）",
    "（[甲局]L负总责，[乙局]C配合）",
    "（[甲局]L抓总，[乙局]R落实）",
    "（[甲局]L为主，[乙局]C配合）",
    "（[甲局]L总负责，[乙局]C、[丙局]C参加）",
    "（[甲局]L主办、[乙局]C会办）",
    "（[甲局]L牵头，[乙局]R、[丙局]R负责，[丁局]C配合）",
    "（[甲局]L牵头，[乙局]R负责，[丙局]C配合，[丁局]S督办）",
    "（[甲局]L牵头，[乙局]R实施，[丙局]S验收）",
    "（[甲局]L、[乙局]L共同牵头，[丙局]C等配合）",
    "（[甲局]L牵头，会同[乙局]C、[丙局]C制定）",
    "（[甲局]L联合[乙局]C、[丙局]C开展）",
    "（[甲局]L牵头，督促[乙局]C落实）",
    "（[甲局]R负责，指导[乙局]C实施）",
    "（[甲局]R委托[乙局]C办理）",
    "（[甲局]R承担，[乙局]S审批，[丙局]C支持）",
    "（[甲局]R办理，[乙局]S审核）",
    "（[甲局]R组织实施，[乙局]S验收，[丙局]C协办）",
    "（[甲局]R完成，送[乙局]S审定）",
    "（[甲局]R负责，报[乙局]S、[丙局]S批准）",
    "（[甲局]R抓好落实，[乙局]S监督）",
    "（[甲局]R具体负责，[乙局]S负责考核）",
    "（[甲局]R承办，[乙局]C配合，[丙局]S负责督办）",
    "〔牵头单位：[甲局]L；配合单位：[乙局]C〕",
    "【牵头单位：[甲局]L；责任单位：[乙局]R】",
    "牵头单位：[甲局]L",
    "责任单位：[甲局]R；配合单位：[乙局]C、[丙局]C",
    "责任部门：[各乡镇]R、[甲局]R。",
    "主办单位：[甲局]L。协办单位：[乙局]C、[丙局]C。",
    "由[甲局]R、[乙局]R负责。",
    "由[甲局]L牵头，[乙局]R、[丙局]R按职责分工落实。",
    "由[甲局]L会同[乙局]C、[丙局]C组织实施。",
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
    "移交[甲局]C依法处理",
    "组织行政区域内的[甲厂]C填报",
    "邀请[甲院]C参与评估",
    "会同[甲局]C发布信息",
    "票价由[甲局]L会同[乙局]C核定",
    "本办法由[甲局]R负责解释",
    "子女入学由[甲局]R统筹安排",
    "由[甲局]R任组长",
    "[甲局]R负责人",
    "由[甲局]L商[乙局]C另行制定",
    "[甲局]L经商[乙局]C、[丙局]C等有关部门后，",
    "积极与[甲局]C共同研究",
    "[甲局]R与[乙局]R要加强沟通，",
    "与[甲局]C、[乙局]C联合举办培训",
    "委托[甲局]C开展评估",
    "[甲局]R委托[乙局]C组建专家组",
    "经[甲局]S会同[乙局]S批准，",
    "在[甲局]L统一领导下，",
    "[甲局]R要在[乙局]L的领导下，",
    "在[甲局]L统筹指导下，[乙局]R要",
    "移送[甲局]R处理",
    "送请[甲局]S审查",
    "报送[甲局]S",
    "责成[甲局]R限期整改",
    "安排[甲局]C对接企业",
    "监督[甲局]C健全制度",
    "督促提醒[甲局]C按期参加",
    "[甲局]S同意后，",
    "[甲局]S确认后，",
    "经[甲局]S审核同意后",
    "由[甲局]R承办，[乙局]C协办，",
    "[甲局]R、[乙局]R按职责分工落实，",
    "[甲局]R、[乙局]R和[丙局]R应当",
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
    assert len(LISTS) + len(CLAUSES) >= 150


def test_the_recognisers_role_counts_where_words_say_nothing():
    plain, agencies, _ = read("（[甲局]R、[乙局]R）", role="coop")
    assert [played.role for played in listed_roles(plain, Span(0, len(plain)), agencies)] == ["coop", "coop"]
    plain, agencies, _ = read("（[甲局]R负责）", role="coop")
    assert [played.role for played in listed_roles(plain, Span(0, len(plain)), agencies)] == ["resp"]


@pytest.mark.parametrize(("over", "role"), [("牵头单位", "lead"), ("配合部门", "coop"), ("", "resp"), ("备注", "resp")])
def test_the_name_of_a_column_is_a_label(over, role):
    plain, agencies, _ = read("[甲局]R、[乙局]R")
    assert [played.role for played in listed_roles(plain, Span(0, len(plain)), agencies, over)] == [role, role]
