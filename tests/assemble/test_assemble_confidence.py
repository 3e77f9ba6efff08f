"""How sure a slot is."""

from itertools import pairwise

import pytest
from build import assemble
from hypothesis import given
from hypothesis import strategies as st

from extractor.assemble.confidence import SHARES, scored, share
from extractor.types import AgencySlot, DeadlineSlot, Mention, Metric, Record, Span

FARTHER = (None, "sentence", "paragraph_head", "heading:s2", "document")


def mention(name: str, score: float) -> Mention:
    return Mention(name, "TARGET", Span(0, 2), "疏浚", score, "rules")


def slots(score: float, inherited_from: str | None) -> Record:
    record = Record(
        "r1",
        "t",
        "s0",
        (DeadlineSlot("d", "../2022-12-31", inherited_from),),
        (AgencySlot("a", "lead", "市水利局", inherited_from),),
    )
    return scored(record, {name: mention(name, score) for name in "tda"})


@pytest.mark.parametrize(
    ("inherited_from", "score"),
    [
        (None, 0.8),
        ("sentence", 0.784),
        ("paragraph_head", 0.76),
        ("paragraph_end", 0.76),
        ("heading:s4", 0.72),
        ("document", 0.68),
        ("somewhere:new", 0.68),
    ],
)
def test_an_inherited_slot_keeps_a_share(inherited_from: str | None, score: float) -> None:
    record = slots(0.8, inherited_from)
    assert (record.deadlines[0].score, record.agencies[0].score) == (score, score)


def test_what_stands_nearer_is_never_less_sure() -> None:
    assert all(share(near) >= share(far) for near, far in pairwise(FARTHER))
    assert all(0 < part <= 1 for part in SHARES.values())


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from(FARTHER))
def test_scores_rise_with_their_mention_and_never_above_it(low: float, high: float, where: str | None) -> None:
    low, high = sorted((low, high))
    less, more = slots(low, where).deadlines[0].score, slots(high, where).deadlines[0].score
    assert 0 <= less <= more <= round(high, 4)


@pytest.mark.parametrize(("indicator", "score"), [("i", 0.6), (None, 0.9)])
def test_a_metric_is_as_sure_as_its_less_sure_mention(indicator: str | None, score: float) -> None:
    metric = Metric(indicator, "v", "=", 3, "座", "target")
    mentions = {"t": mention("t", 1.0), "v": mention("v", 0.9), "i": mention("i", 0.6)}
    assert scored(Record("r1", "t", "s0", metrics=(metric,)), mentions).metrics[0].score == score


def test_assembled_records_carry_the_scores() -> None:
    _, (first, second) = assemble(
        '<D id="d1" norm="../2022-12-31">2022年底前</D>，<T id="t1" d="d1">疏浚河道</T>。'
        '<T id="t2" d="d2"><D id="d2" norm="../2022-06-30">6月底前</D>加固堤岸</T>。'
    )
    assert first.deadlines[0].inherited_from == "sentence"
    assert (first.deadlines[0].score, second.deadlines[0].score) == (SHARES["sentence"], 1.0)
