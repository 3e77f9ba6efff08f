"""Lists whose first name leads because the notice says so, and lists that a page break cuts in two."""

from dataclasses import replace

import pytest

from extractor.assemble.roles import first_leads, listed_roles, ordered
from extractor.lang.fold import fold
from extractor.types import Span
from tests.assemble.build import assemble
from tests.assemble.test_assemble_roles import read


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


@pytest.mark.parametrize(
    ("case", "order", "roles"),
    [
        ("（[甲局]R、[乙局]R）", ("lead", "resp"), ["lead", "resp"]),
        ("（[甲局]R、[乙局]R、[丙局]R）", ("lead", "coop"), ["lead", "coop", "coop"]),
        ("（[甲局]R）", ("lead", "resp"), ["lead"]),
        ("（[甲局]R、[各区县]R负责）", ("lead", "resp"), ["lead", "resp"]),
        ("（[各区县]R、[甲局]R负责）", ("lead", "resp"), ["resp", "resp"]),
        ("（[各有关部门]R按职责分工负责）", ("lead", "resp"), ["resp"]),
        ("（[甲局]L牵头，[乙局]C配合）", ("lead", "resp"), ["lead", "coop"]),
        ("（[甲局]R、[乙局]R）", None, ["resp", "resp"]),
        ("（）", ("lead", "resp"), []),
    ],
)
def test_the_first_leads_where_the_notice_says_so(case, order, roles):
    plain, agencies, _ = read(case)
    found = ordered(listed_roles(plain, Span(0, len(plain)), agencies), order)
    assert [played.role for played in found] == roles


TORN = [
    '<T id="t1" d="" a="a1:resp">修渠</T>。（责任部门：\n<A id="a1">县水利局</A>）',
    '<T id="t1" d="" a="a1:lead a2:lead">修渠</T>。（牵头部\n\n门：<A id="a1">县水利局</A>、<A id="a2">县财政局</A>）',
    '<T id="t1" d="" a="a1:lead a2:coop">修渠</T>。（牵头单位：<A id="a1">甲局</A>；配合单位：\n<A id="a2">乙局</A>）',
    '<T id="t1" d="" a="a1:coop a2:coop">修渠</T>。（<A id="a1">县水利局</A>、\n<A id="a2">县财政局</A>配合）',
    '<T id="t1" d="" a="a1:resp">修渠</T>。（<A id="a1">县水利\n局</A>负责）',
]


@pytest.mark.parametrize("markup", TORN)
def test_a_list_that_a_page_break_cuts_in_two(markup):
    gold, made = assemble(markup)
    assert [sorted((s.mention, s.role) for s in record.agencies) for record in made] == [
        sorted((s.mention, s.role) for s in record.agencies) for record in gold.records
    ]


def test_a_bracket_that_is_never_closed_is_no_torn_list():
    _, made = assemble('<T id="t1" d="" a="">修渠</T>（见附图。\n<A id="a1">县水利局</A>另行通知。')
    assert made[0].agencies == ()


def test_roles_do_not_depend_on_offsets():
    plain, agencies, expected = read("（[甲局]L牵头，[乙局]C配合）")
    moved = [replace(agency, span=agency.span.shift(7)) for agency in agencies]
    found = listed_roles("前面有七个字呢" + plain, Span(7, 7 + len(plain)), moved)
    assert [played.role for played in found] == expected
