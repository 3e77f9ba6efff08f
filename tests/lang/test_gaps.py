"""Line breaks that a page's width made are left out, and every position finds its way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.lang.gaps import Gaps, joined, parted
from extractor.pipeline import extract_text
from extractor.types import Span

TEXT = "沿河各村要疏\n浚沟渠，加固堤\n— 3 —\n防。"
GAPS = Gaps([Span(6, 7), Span(14, 21)])


def test_cut():
    assert GAPS.cut(TEXT) == "沿河各村要疏浚沟渠，加固堤防。"


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ((0, 6), (0, 6)),
        ((5, 8), (5, 7)),
        ((7, 9), (6, 8)),
        ((11, 22), (10, 14)),
        ((21, 23), (13, 15)),
    ],
    ids=["before", "over a break", "behind a break", "over a page number", "last"],
)
def test_spans_go_in_and_come_out(outer: tuple[int, int], inner: tuple[int, int]):
    assert GAPS.inward(Span(*outer)) == inner
    assert GAPS.outward(Span(*inner)) == outer


def test_what_stands_in_a_break_goes_to_its_place():
    assert GAPS.inward(Span(14, 18)) == (13, 13)


def test_an_empty_span_stays_behind_what_stands_before_it():
    assert GAPS.outward(Span(6, 6)) == (6, 6)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 4)), max_size=8), st.data())
def test_every_span_of_the_read_text_comes_back(parts: list[tuple[int, int]], data: st.DataObject):
    text, spans = "", []
    for kept, left_out in parts:
        text += "字" * kept
        spans.append(Span(len(text), len(text) + left_out))
        text += "\n" * left_out
    text += "末"
    gaps = Gaps(spans)
    read = gaps.cut(text)
    start = data.draw(st.integers(0, len(read) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(read))))
    outer = gaps.outward(span)
    assert gaps.inward(outer) == span
    assert outer.of(text).replace("\n", "") == span.of(read)
    assert outer.of(text).strip() == outer.of(text)


def test_a_result_goes_there_and_back():
    paragraph = "各乡镇要在2025年6月底前建成村级养老服务站20个，培训护理员不少于100人次，由县民政局牵头负责。"
    lines = "\n".join(f"　　{paragraph}"[at : at + 20] for at in range(0, len(paragraph) + 2, 20))
    text = f"某县养老服务方案\n一、任务\n{lines}\n{lines}\n{lines}\n{lines}"
    result = extract_text(text, recogniser="rules")
    read = joined(result)
    assert result.text == text
    assert read.text.count("\n") == 5
    assert all(one.text == one.span.of(text) for policy in result.documents for one in policy.mentions)
    assert "建成村级养老服务站20个" in {one.text for policy in read.documents for one in policy.mentions}
    assert parted(read, text, result.gaps) == result


def test_a_text_without_such_breaks_stays_as_it_is():
    result = extract_text("各乡镇要建成养老服务站20个。\n县民政局负责。", recogniser="rules")
    assert joined(result) is result
    assert parted(result, result.text, ()) is result
