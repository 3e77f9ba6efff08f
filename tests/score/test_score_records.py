import pytest

from extractor.score.counts import Counts
from extractor.score.figures import NOTHING, figures, plain, score, slot_macro
from extractor.score.records import align, records
from tests.score.values import annotation, mention, record, targets


def of(*spans):
    marks = targets(*spans)
    return annotation(marks, [record(mark.id) for mark in marks])


ALIGNED = [
    ("nothing", [], [], [], (0, 0, 0)),
    ("no prediction", [(0, 4)], [], [(0, None)], (0, 0, 1)),
    ("no gold", [], [(0, 4)], [(None, 0)], (0, 1, 0)),
    ("same", [(0, 4)], [(0, 4)], [(0, 0)], (1, 0, 0)),
    ("half is enough", [(0, 10)], [(0, 5)], [(0, 0)], (1, 0, 0)),
    ("less than half is not", [(0, 11)], [(0, 5)], [(0, None), (None, 0)], (0, 1, 1)),
    ("shifted by a third", [(0, 9)], [(3, 12)], [(0, 0)], (1, 0, 0)),
    ("the better one wins", [(0, 10)], [(0, 6), (0, 9)], [(0, 1), (None, 0)], (1, 1, 0)),
    ("each once", [(0, 4), (0, 4)], [(0, 4)], [(0, 0), (1, None)], (1, 0, 1)),
    ("merged prediction", [(0, 5), (5, 10)], [(0, 10)], [(0, 0), (1, None)], (1, 0, 1)),
    ("order of text does not matter", [(20, 30), (0, 10)], [(0, 10), (20, 30)], [(0, 1), (1, 0)], (2, 0, 0)),
    ("far apart", [(0, 4)], [(50, 54)], [(0, None), (None, 0)], (0, 1, 1)),
]


@pytest.mark.parametrize(("name", "gold", "predicted", "pairs", "counts"), ALIGNED, ids=[case[0] for case in ALIGNED])
def test_alignment(name, gold, predicted, pairs, counts):
    a, b = of(*gold), of(*predicted)
    found = [
        (
            a.records.index(pair.gold) if pair.gold else None,
            b.records.index(pair.predicted) if pair.predicted else None,
        )
        for pair in align(a, b)
    ]
    assert found == pairs
    assert records(a, b)["target"] == Counts(*counts)


def full(*, deadline="../2020-12-31", role="lead", agency="市教育局", noun="覆盖率", norm="= 90 %", span=(0, 20)):
    marks = [
        mention("t1", "TARGET", *span),
        mention("d1", "DEADLINE", 20, 24),
        mention("a1", "AGENCY", 30, 34, text=agency),
        mention("i1", "INDICATOR", 1, 4, text=noun),
        mention("v1", "VALUE", 5, 8, norm=norm, indicator="i1"),
    ]
    return annotation(marks, [record("t1", [("d1", deadline)], [("a1", role)], [("v1", "i1")])])


@pytest.mark.parametrize(
    ("change", "slot"),
    [
        ({"deadline": "../2021-12-31"}, "deadline"),
        ({"role": "coop"}, "agency"),
        ({"agency": "教育局"}, "agency"),
        ({"noun": "覆盖"}, "metric"),
        ({"norm": ">= 90 %"}, "metric"),
    ],
)
def test_a_wrong_part_costs_its_slot_only(change, slot):
    found = records(full(), full(**change))
    for name in ("deadline", "agency", "metric"):
        assert found[name] == (Counts(0, 1, 1) if name == slot else Counts(1, 0, 0))


def test_slots_of_unaligned_records_are_missed_and_false():
    found = records(full(), full(span=(40, 60)))
    assert found == dict.fromkeys(("target", "deadline", "agency", "metric"), Counts(0, 1, 1))


def test_slots_are_multisets():
    marks = [mention("t1", "TARGET", 0, 9), mention("a1", "AGENCY", 10, 12), mention("a2", "AGENCY", 20, 22)]
    twice = annotation(marks, [record("t1", agencies=[("a1", "resp"), ("a2", "resp")])])
    once = annotation(marks, [record("t1", agencies=[("a1", "resp")])])
    assert marks[1].text == marks[2].text
    assert records(twice, once)["agency"] == Counts(1, 0, 1)
    assert records(once, twice)["agency"] == Counts(1, 1, 0)


def test_a_metric_without_indicator_has_an_empty_name():
    marks = [mention("t1", "TARGET", 0, 9), mention("v1", "VALUE", 2, 4, norm="= 1 次")]
    bare = annotation(marks, [record("t1", metrics=[("v1", None)])])
    assert records(bare, bare)["metric"] == Counts(1, 0, 0)
    assert records(bare, full(norm="= 1 次", span=(0, 9)))["metric"] == Counts(0, 1, 1)


def test_macro_is_the_mean_of_the_three_slots():
    result = score(full(), full(role="coop"))
    assert slot_macro(result) == pytest.approx(2 / 3)
    assert figures(result)["records.macro"] == pytest.approx(2 / 3)


def test_empty_documents_have_no_figures():
    result = score(annotation([]), annotation([]))
    assert figures(result) == {}
    assert plain(result)["records"]["macro"] == {"f1": None}


def test_scores_add_up_over_documents():
    both = score(full(), full()) + score(full(), full(role="coop")) + NOTHING
    assert both.documents == 2
    assert both.records["agency"] == Counts(1, 1, 1)
    assert both.strict["TARGET"] == Counts(2, 0, 0)
    assert figures(both)["strict.micro"] == 1.0
    assert plain(both)["strict"]["micro"] == {
        "precision": 1.0, "recall": 1.0, "f1": 1.0, "tp": 10, "fp": 0, "fn": 0,
    }  # fmt: skip


def test_perfect_prediction_is_perfect_everywhere():
    assert set(figures(score(full(), full())).values()) == {1.0}
