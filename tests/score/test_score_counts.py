import pytest

from extractor.score.counts import Counts, compare, macro, total, verdict


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1"),
    [
        (Counts(0, 0, 0), None, None, None),
        (Counts(0, 0, 4), None, 0.0, 0.0),
        (Counts(0, 4, 0), 0.0, None, 0.0),
        (Counts(0, 1, 1), 0.0, 0.0, 0.0),
        (Counts(1, 0, 0), 1.0, 1.0, 1.0),
        (Counts(3, 1, 0), 0.75, 1.0, 6 / 7),
        (Counts(3, 0, 1), 1.0, 0.75, 6 / 7),
        (Counts(2, 2, 2), 0.5, 0.5, 0.5),
        (Counts(1, 3, 1), 0.25, 0.5, 1 / 3),
    ],
)
def test_ratios(counts, precision, recall, f1):
    assert counts.precision == precision
    assert counts.recall == recall
    assert counts.f1 == (None if f1 is None else pytest.approx(f1))


def test_counts_add_up_field_by_field():
    assert Counts(1, 2, 3) + Counts(10, 20, 30) == Counts(11, 22, 33)
    assert total([Counts(1, 0, 0), Counts(0, 1, 0), Counts(0, 0, 1)]) == Counts(1, 1, 1)
    assert total([]) == Counts()


def test_micro_is_not_the_mean_of_the_parts():
    parts = [Counts(9, 1, 1), Counts(0, 0, 1)]
    assert total(parts).f1 == pytest.approx(18 / 21)
    assert macro(parts) == pytest.approx((0.9 + 0.0) / 2)


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        ([], [], Counts(0, 0, 0)),
        (["a"], [], Counts(0, 0, 1)),
        ([], ["a"], Counts(0, 1, 0)),
        (["a", "b"], ["b", "a"], Counts(2, 0, 0)),
        (["a"], ["a", "a"], Counts(1, 1, 0)),
        (["a", "a"], ["a"], Counts(1, 0, 1)),
        (["a", "a", "b"], ["a", "c", "c"], Counts(1, 2, 2)),
    ],
)
def test_compare_counts_multisets(gold, predicted, expected):
    assert compare(gold, predicted) == expected


def test_verdicts_make_f1_an_accuracy():
    assert total(map(verdict, [True, True, True, False])).f1 == 0.75


def test_macro_leaves_out_what_has_no_figure():
    assert macro([Counts(1, 0, 0), Counts(), Counts(0, 1, 1)]) == 0.5
    assert macro([Counts(), Counts()]) is None
