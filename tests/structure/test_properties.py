"""What holds for every text: sections nest, cover the span without a gap, and point at their own characters."""

import time
from collections.abc import Callable
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.structure import policies
from extractor.types import Document, Policy

FRAGMENTS = [
    "一、总体要求", "二、重点任务", "（一）", "（二）加强管理。各镇落实。", "1.", "2.每户补助500元。",
    "1、装表", "①", "第一章 总则", "第二条 本办法所称节水，", "附件1", "附件：", "附件：1.表一", "篇1", "篇2",
    "第一篇:甲", "范文一", "关于印发《节水方案》的通知", "节水方案", "某政发〔2018〕7号", "各镇：",
    "某县人民政府", "合肥市水务局2018年3月5日", "2018年3月5日", "（此件公开发布）", "指导思想", "## 目标",
    "标题：", "成文日期：", "为节约用水，制定本方案。", "“", "》", "（", "国 务 院", "省长　张三", "目录……3",
    "節約用水", "　　", "\t", "\n", "\n\n", "。", "：", "；", "😀", "1.1 编制目的", "任务一：", "***", "3",
    "二○一八年三月五日",
]  # fmt: skip


def check(policy: Policy, text: str) -> None:
    sections = policy.sections
    by_id = {section.id: section for section in sections}
    assert len(by_id) == len(sections) > 0
    assert [section.span.start for section in sections] == sorted(section.span.start for section in sections)
    top = [section for section in sections if section.parent is None]
    assert top[0].span.start == policy.span.start
    assert top[-1].span.end == policy.span.end
    assert all(a.span.end == b.span.start for a, b in pairwise(top))
    for section in sections:
        if section.parent is None:
            assert section.level <= 1
        else:
            parent = by_id[section.parent]
            assert parent.span.contains(section.span)
            assert section.level == parent.level + 1
        if section.heading is None:
            assert (section.level, section.number, section.title) == (0, "", "")
            continue
        assert section.span.start == section.heading.start
        assert section.heading.end <= section.span.end
        written = "".join(section.heading.of(text).split())
        assert written.startswith("".join(section.number.split()))
        assert "".join(section.title.split()) in written


def check_all(found: tuple[Policy, ...], text: str) -> None:
    assert [policy.id for policy in found] == [f"d{number + 1}" for number in range(len(found))]
    assert all(a.span.end == b.span.start for a, b in pairwise(found))
    if found:
        assert found[-1].span.end == len(text)
    for policy in found:
        check(policy, text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40))
def test_sections_cover_their_policy(make: Callable[..., Document], parts: list[str]) -> None:
    text = "".join(parts)
    check_all(policies(make(text)), text)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30), st.text(max_size=20))
def test_lines_of_anything(make: Callable[..., Document], parts: list[str], other: str) -> None:
    text = "\n".join([*parts, other.replace("\r", "")])
    check_all(policies(make(text)), text)


def test_same_text_gives_the_same_policies(make: Callable[..., Document]) -> None:
    text = "\n".join(FRAGMENTS)
    assert policies(make(text)) == policies(make(text))


def test_a_million_characters_of_one_line(make: Callable[..., Document]) -> None:
    sentence = (
        "（一）加强管网改造。到2020年底，由市水务局牵头完成老旧管道更换，漏损率降到9.5%以下（责任单位：市水务局）。"
    )
    text = "关于节水的意见各县人民政府：一、装表。" + sentence * (1_000_000 // len(sentence))
    started = time.process_time()
    check_all(policies(make(text)), text)
    assert time.process_time() - started < 6


def test_a_million_characters_without_structure(make: Callable[..., Document]) -> None:
    for char in "(一、1《附。":
        started = time.process_time()
        policies(make(char * 1_000_000))
        assert time.process_time() - started < 6
