from hypothesis import given
from hypothesis import strategies as st

from extractor.export.segments import Mark, cut, lines
from extractor.types import Span

spans = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: Span(min(pair), max(pair)))


@given(st.text(alphabet="政策 \n", max_size=40), st.lists(spans, max_size=8))
def test_segments_cover_each_line_and_know_their_marks(text: str, found: list[Span]) -> None:
    marks = [Mark(span, number) for number, span in enumerate(found)]
    shown = ""
    for line, met in lines(text, Span(0, len(text)), marks):
        assert "\n" not in line.of(text)
        pieces = list(cut(line, met))
        assert "".join(piece.span.of(text) for piece in pieces) == line.of(text)
        for piece in pieces:
            expected = {number for number, span in enumerate(found) if span.contains(piece.span) and span.width}
            assert {mark.what for mark in piece.marks} == expected
            assert {mark.what for mark in piece.begins} == {n for n in expected if found[n].start == piece.span.start}
        shown += line.of(text)
    assert shown.replace(" ", "") == text.replace("\n", "").replace(" ", "")


def test_a_mark_begins_once_though_it_runs_over_lines() -> None:
    marks = [Mark(Span(1, 8), "x")]
    begun = [
        piece.begins
        for line, met in lines("一二三\n四五六七八", Span(0, 9), marks)
        for piece in cut(line, met)
        if piece.begins
    ]
    assert len(begun) == 1


def test_many_marks_in_many_lines_stay_linear() -> None:
    text = "完成一项工作\n" * 20_000
    marks = [Mark(Span(at, at + 6), at) for at in range(0, len(text), 7)]
    assert sum(len(met) for _, met in lines(text, Span(0, len(text)), marks)) == 20_000
