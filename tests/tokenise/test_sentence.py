import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.lang.fold import fold
from extractor.tokenise import sentences
from extractor.types import Block, Document, Policy, Section, Sentence, Source, Span

SOURCE = Source("own.txt", "0" * 64, "text/plain", "utf-8")


def _document(text: str, noise: tuple[str, ...] = ()) -> Document:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(Span(at, at + len(line)), "noise" if line in noise else "text"))
        at += len(line) + 1
    return Document(SOURCE, text, fold(text), tuple(blocks))


def _policy(text: str, *headings: tuple[str, int]) -> Policy:
    """Sections from (heading, level) pairs in text order; what stands before them is s0."""
    starts = [text.index(heading) for heading, _ in headings]
    sections = [Section("s0", None, 0, "", "", Span(0, starts[0] if starts else len(text)))]
    parents: list[tuple[int, str]] = []
    for number, ((heading, level), start) in enumerate(zip(headings, starts, strict=True), 1):
        parents = [parent for parent in parents if parent[0] < level]
        later = (at for (_, other), at in zip(headings[number:], starts[number:], strict=True) if other <= level)
        sections.append(
            Section(
                f"s{number}",
                parents[-1][1] if parents else None,
                level,
                heading[:2],
                heading[2:],
                Span(start, next(later, len(text))),
                Span(start, start + len(heading)),
            )
        )
        parents.append((level, f"s{number}"))
    return Policy("d1", "", Span(0, len(text)), tuple(sections))


def _shown(text: str, found: tuple[Sentence, ...]) -> list[tuple[str, str]]:
    return [(("#" if one.heading else "") + one.section, one.span.of(text)) for one in found]


def test_headings_sections_and_run_in_heads():
    text = (
        "云岭县人民政府文件\n各乡镇人民政府：\n一、工作目标\n改善出行条件。建成示范路3条。\n"
        "二、主要任务\n总体按年推进。\n（一）修缮道路。年内修缮10公里；同步绿化。\n（二）架设路灯\n安装路灯200盏\n三、附则\n自印发之日起施行。"
    )
    policy = _policy(
        text,
        ("一、工作目标", 1),
        ("二、主要任务", 1),
        ("（一）修缮道路。", 2),
        ("（二）架设路灯", 2),
        ("三、附则", 1),
    )
    assert _shown(text, sentences(_document(text), policy)) == [
        ("s0", "云岭县人民政府文件"),
        ("s0", "各乡镇人民政府："),
        ("#s1", "一、工作目标"),
        ("s1", "改善出行条件。"),
        ("s1", "建成示范路3条。"),
        ("#s2", "二、主要任务"),
        ("s2", "总体按年推进。"),
        ("#s3", "（一）修缮道路。"),
        ("s3", "年内修缮10公里；同步绿化。"),
        ("#s4", "（二）架设路灯"),
        ("s4", "安装路灯200盏"),
        ("#s5", "三、附则"),
        ("s5", "自印发之日起施行。"),
    ]


def test_noise_is_left_out_and_block_numbers_count_it():
    text = "打印本页\n加固河堤。清理河道。\n分享到微博\n巡查水库。"
    document = _document(text, noise=("打印本页", "分享到微博"))
    found = sentences(document, _policy(text))
    assert [(one.block, one.span.of(text)) for one in found] == [
        (1, "加固河堤。"),
        (1, "清理河道。"),
        (3, "巡查水库。"),
    ]


def test_an_open_bracket_does_not_reach_into_the_next_block():
    text = "加固河堤（含支流。清理河道。\n巡查水库）。通报结果。"
    found = sentences(_document(text), _policy(text))
    assert [one.span.of(text) for one in found] == ["加固河堤（含支流。", "清理河道。", "巡查水库）。", "通报结果。"]


def test_clauses_cut_enumerated_members():
    text = "一是排查隐患；二是限期整改，三是“回头看，再核查”。"
    (only,) = sentences(_document(text), _policy(text))
    assert [clause.of(text) for clause in only.clauses] == ["一是排查隐患", "二是限期整改", "三是“回头看，再核查”"]


def test_text_behind_nested_sections_goes_to_the_one_that_holds_it():
    text = "一、总则\n甲。\n（一）分则\n乙。\n丙。"
    sections = (
        Section("s1", None, 1, "一、", "总则", Span(0, len(text)), Span(0, 4)),
        Section("s2", "s1", 2, "（一）", "分则", Span(8, 17), Span(8, 13)),
    )
    found = sentences(_document(text), Policy("d1", "", Span(0, len(text)), sections))
    assert _shown(text, found) == [
        ("#s1", "一、总则"),
        ("s1", "甲。"),
        ("#s2", "（一）分则"),
        ("s2", "乙。"),
        ("s1", "丙。"),
    ]


def test_only_the_policy_of_a_compilation_is_walked():
    text = "第一篇正文。\n第二篇正文。\n第三篇正文。"
    section = Section("s0", None, 0, "", "", Span(7, 14))
    found = sentences(_document(text), Policy("d2", "", Span(7, 14), (section,)))
    assert _shown(text, found) == [("s0", "第二篇正文。")]


def test_a_policy_without_sections_still_has_sentences():
    text = "加固河堤。清理河道。"
    found = sentences(_document(text), Policy("d1", "", Span(0, len(text)), ()))
    assert _shown(text, found) == [("", "加固河堤。"), ("", "清理河道。")]


def test_tokens_only_on_demand():
    text = "推进放管服改革。"
    document, policy = _document(text), _policy(text)
    assert sentences(document, policy)[0].tokens == ()
    (only,) = sentences(document, policy, with_tokens=True)
    assert [text[token.start : token.end] for token in only.tokens] == ["推进", "放管服", "改革", "。"]


def test_blank_and_empty_texts():
    for text in ("", "   ", "\n\n", "　"):
        assert sentences(_document(text), _policy(text)) == ()


PIECES = st.sampled_from(
    ["加固河堤", "。", "，", "；", "（", "）", "“", "”", "\n", " ", "3.5%", "一、", "http://a.cn/x?y", "…", "."]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join), st.data())
def test_every_visible_character_is_in_exactly_one_sentence(text: str, data: st.DataObject):
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=4)))
    edges = [0, *cuts, len(text)]
    sections = tuple(
        Section(f"s{n}", None, 1, "", "", Span(a, b), Span(a, (a + b) // 2))
        for n, (a, b) in enumerate(pairwise(edges))
        if a < b
    )
    document = _document(text)
    found = sentences(document, Policy("d1", "", Span(0, len(text)), sections))
    covered = [at for one in found for at in range(one.span.start, one.span.end)]
    assert len(covered) == len(set(covered))
    missing = set(range(len(text))) - set(covered)
    assert all(text[at].isspace() for at in missing)
    by_id = {section.id: section for section in sections}
    for one in found:
        assert document.blocks[one.block].span.contains(one.span)
        assert by_id[one.section].span.contains(one.span)
        assert all(one.span.contains(clause) for clause in one.clauses)
        assert all(a.end <= b.start for a, b in pairwise(one.clauses))


@pytest.mark.parametrize("piece", ["加固河堤，", "加固河堤。", "（", "“", "河", "）。"])
def test_linear_on_one_long_line(piece: str):
    text = piece * (300_000 // len(piece))
    document, policy = _document(text), _policy(text)
    began = time.process_time()
    assert sentences(document, policy)
    assert time.process_time() - began < 6


def test_linear_in_many_sections_and_blocks():
    text = "".join(f"{n}、事项\n加固河堤。\n" for n in range(20_000))
    document = _document(text)
    sections = tuple(
        Section(f"s{n}", None, 1, "", "", Span(a.span.start, b.span.end), a.span)
        for n, (a, b) in enumerate(zip(document.blocks[::2], document.blocks[1::2], strict=True))
    )
    began = time.process_time()
    found = sentences(document, Policy("d1", "", Span(0, len(text)), sections))
    assert time.process_time() - began < 6
    assert len(found) == 40_000


class Counted(tuple):
    """Blocks that count how often one is looked at."""

    looks = 0

    def __getitem__(self, at):
        type(self).looks += 1
        return super().__getitem__(at)


def test_the_last_policy_of_a_compilation_does_not_look_at_the_blocks_of_all_others():
    document = _document("各村清理渠道。\n" * 2_000 + "县里每月通报。\n")
    document = replace(document, blocks=Counted(document.blocks))
    start = document.text.index("县里")
    span = Span(start, len(document.text))
    (last,) = sentences(document, Policy("d1", "", span, (Section("s0", None, 0, "", "", span),)))
    assert last.block == 2_000
    assert Counted.looks < 100
