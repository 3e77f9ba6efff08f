import random
import time

import pytest

from extractor.score.counts import Counts
from extractor.score.mentions import matched, overlap, pairs_of_overlap, strict
from extractor.types import LABELS, Span
from tests.score.values import mention, targets


def label_counts(found, label="TARGET"):
    return found[label]


STRICT = [
    ("nothing on either side", [], [], (0, 0, 0)),
    ("no gold", [], [(0, 4)], (0, 1, 0)),
    ("no prediction", [(0, 4)], [], (0, 0, 1)),
    ("same", [(0, 4)], [(0, 4)], (1, 0, 0)),
    ("start off by one", [(0, 4)], [(1, 4)], (0, 1, 1)),
    ("end off by one", [(0, 4)], [(0, 5)], (0, 1, 1)),
    ("predicted twice", [(0, 4)], [(0, 4), (0, 4)], (1, 1, 0)),
    ("gold twice", [(0, 4), (0, 4)], [(0, 4)], (1, 0, 1)),
    ("two of three", [(0, 4), (5, 9), (10, 12)], [(0, 4), (5, 9), (10, 13)], (2, 1, 1)),
]


@pytest.mark.parametrize(("name", "gold", "predicted", "expected"), STRICT, ids=[case[0] for case in STRICT])
def test_strict(name, gold, predicted, expected):
    assert strict(targets(*gold), targets(*predicted))["TARGET"] == Counts(*expected)


def test_strict_needs_the_label_too():
    gold = [mention("x", "VALUE", 0, 4), mention("y", "AGENCY", 5, 7)]
    predicted = [mention("x", "INDICATOR", 0, 4), mention("y", "AGENCY", 5, 7)]
    found = strict(gold, predicted)
    assert found["VALUE"] == Counts(0, 0, 1)
    assert found["INDICATOR"] == Counts(0, 1, 0)
    assert found["AGENCY"] == Counts(1, 0, 0)
    assert list(found) == list(LABELS)


OVERLAP = [
    ("nothing", [], [], (0, 0, 0)),
    ("no gold", [], [(0, 3), (4, 6)], (0, 2, 0)),
    ("no prediction", [(0, 3)], [], (0, 0, 1)),
    ("same", [(0, 4)], [(0, 4)], (1, 0, 0)),
    ("one shared character", [(0, 4)], [(3, 9)], (1, 0, 0)),
    ("touching shares nothing", [(0, 4)], [(4, 9)], (0, 1, 1)),
    ("nested", [(0, 9)], [(3, 5)], (1, 0, 0)),
    ("one prediction over two gold", [(0, 4), (5, 9)], [(0, 9)], (1, 0, 1)),
    ("two predictions in one gold", [(0, 9)], [(0, 4), (5, 9)], (1, 1, 0)),
    ("chain that a greedy choice would spoil", [(0, 6), (6, 9)], [(0, 2), (4, 8)], (2, 0, 0)),
    ("chain the other way", [(0, 2), (4, 8)], [(0, 6), (6, 9)], (2, 0, 0)),
    ("long one must leave room", [(0, 20), (2, 4)], [(3, 5), (10, 12)], (2, 0, 0)),
    ("duplicates", [(0, 4)], [(0, 4), (0, 4)], (1, 1, 0)),
    ("empty span", [(2, 2)], [(0, 4)], (0, 1, 1)),
]


@pytest.mark.parametrize(("name", "gold", "predicted", "expected"), OVERLAP, ids=[case[0] for case in OVERLAP])
def test_overlap(name, gold, predicted, expected):
    assert overlap(targets(*gold), targets(*predicted))["TARGET"] == Counts(*expected)


def best_by_trying(left, right):
    """Return the size of the largest matching by trying everything."""
    if not left:
        return 0
    first, rest = left[0], left[1:]
    best = best_by_trying(rest, right)
    for at, other in enumerate(right):
        if first.overlaps(other):
            best = max(best, 1 + best_by_trying(rest, right[:at] + right[at + 1 :]))
    return best


def test_matching_is_maximal_also_for_spans_that_overlap_each_other():
    rng = random.Random(7)
    for _ in range(400):
        left, right = (
            [Span(a, a + rng.randint(1, 9)) for a in (rng.randint(0, 20) for _ in range(rng.randint(0, 5)))]
            for _ in range(2)
        )
        assert pairs_of_overlap(left, right) == best_by_trying(left, right), (left, right)


def test_matching_is_fast_on_long_lists():
    left = [Span(at, at + 7) for at in range(0, 200_000, 5)]
    right = [Span(at + 3, at + 11) for at in range(0, 200_000, 5)]
    begin = time.perf_counter()
    assert pairs_of_overlap(left, right) == len(left)
    assert time.perf_counter() - begin < 5


def test_matched_pairs_use_each_mention_once():
    gold = [mention("g1", "VALUE", 0, 2), mention("g2", "VALUE", 0, 2), mention("g3", "VALUE", 4, 5)]
    predicted = [mention("p1", "VALUE", 0, 2), mention("p2", "AGENCY", 4, 5)]
    assert [(a.id, b.id) for a, b in matched(gold, predicted)] == [("g1", "p1")]
