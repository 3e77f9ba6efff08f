"""What holds for every text: true offsets, no overlaps, no exception, linear time."""

import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rulecases import cases, recognise, unmark

from extractor.recognise.rules.tables import adverbs, pattern, rules, table, verbs
from extractor.types import LABELS, Mention

SAMPLES = [unmark(case)[0] for label in LABELS for case in cases(label)]
PIECES = st.sampled_from(
    [*"，。；：、（）()《》“”〔〕[]\n 1一三年月%的和了将由对", "市财政局", "负责", "要", "到2027年", "每季度"]
)
TEXTS = st.one_of(
    st.text(max_size=120),
    st.lists(st.one_of(PIECES, st.sampled_from(SAMPLES)), max_size=25).map("".join),
    st.tuples(st.sampled_from(SAMPLES), st.text(max_size=20), st.sampled_from(SAMPLES)).map("".join),
)


def disjoint(mentions: list[Mention]) -> bool:
    return all(a.span.end <= b.span.start for a, b in pairwise(sorted(mentions, key=lambda one: one.span)))


def check(text: str, mentions: tuple[Mention, ...]) -> None:
    targets = [mention for mention in mentions if mention.label == "TARGET"]
    slots = [mention for mention in mentions if mention.label != "TARGET"]
    assert disjoint(targets)
    assert disjoint(slots)
    for mention in mentions:
        assert mention.text == text[mention.span.start : mention.span.end] != ""
        assert mention.text == mention.text.strip()
    for slot in slots:
        for target in targets:
            assert target.span.contains(slot.span) or not target.span.overlaps(slot.span)
    order = [(mention.span.start, -mention.span.end) for mention in mentions]
    assert order == sorted(order)
    ids = {mention.id: mention.label for mention in mentions}
    assert len(ids) == len(mentions)
    assert all(ids[mention.indicator] == "INDICATOR" for mention in mentions if mention.indicator)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("0\x1f0个")  # Python strips what regular expressions see as no space
def test_any_text_gives_true_and_disjoint_mentions(text):
    check(text, recognise(text, date="2024-03-01"))


@pytest.mark.parametrize("text", SAMPLES)
def test_the_samples_do_too(text):
    check(text, recognise(text))


UNITS = [
    *["推进建设", "，", "。", "😀", "（", "（）", "《", "“", "1", "2020年", "每年", "市财政局、", "局和", "牵头"],
    *[
        "责任单位：",
        "以为，",
        "对的，",
        "的",
        "按照",
        "比2020年",
        "达到",
        "到2027年市财政局要建成5个社区覆盖率达到90%以上",
    ],
]


@pytest.mark.parametrize("unit", UNITS)
def test_one_long_line_takes_linear_time(unit):
    length = 100_000
    start = time.process_time()
    recognise((unit * (length // len(unit) + 1))[:length])
    assert time.process_time() - start < 10


def test_a_million_characters_of_one_line():
    line = "".join(unmark(case)[0] for case in cases("TARGET"))
    mentions = recognise((line * (1_000_000 // len(line) + 1))[:1_000_000])
    assert len([mention for mention in mentions if mention.label == "TARGET"]) > 30_000


def test_the_word_lists_hold_what_they_promise():
    classes = set(verbs().values())
    assert classes == {"act", "grant", "noun", "state"}
    assert len(verbs()) >= 500
    assert all(word == word.strip() and word for word in [*verbs(), *adverbs()])


@pytest.mark.parametrize("name", ["agencies", "clauses", "indicators", "targets", "deadlines", "values"])
def test_every_pattern_compiles(name):
    assert all(pattern(name, key) for key in table(name)["patterns"])


@pytest.mark.parametrize("name", ["deadlines", "values"])
def test_rules_have_unique_ids_and_honest_scores(name):
    found = rules(name)
    assert len({rule.id for rule in found}) == len(found)
    assert all(0.4 <= rule.score < 1 for rule in found)
