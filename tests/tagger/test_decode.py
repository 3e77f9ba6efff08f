"""Decoding: the best valid tag sequence, and its spans."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.recognise.tagger.decode import decode, read


def is_valid(tags: tuple[int, ...]) -> bool:
    return all(tag == 0 or tag % 2 == 1 or (at > 0 and tags[at - 1] in (tag, tag - 1)) for at, tag in enumerate(tags))


def tags_of(spans: list[tuple[int, int, int]], length: int) -> tuple[int, ...]:
    tags = [0] * length
    for start, end, pair in spans:
        tags[start:end] = [2 * pair + 1] + [2 * pair + 2] * (end - start - 1)
    return tuple(tags)


@settings(max_examples=60)
@given(st.integers(1, 4), st.integers(1, 2), st.integers(0, 10**6))
def test_no_valid_sequence_scores_higher(length: int, types: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(length, 2 * types + 1)).astype(np.float32)
    best = tags_of(decode(scores), length)
    total = sum(scores[at, tag] for at, tag in enumerate(best))
    for other in product(range(2 * types + 1), repeat=length):
        if is_valid(other):
            assert sum(scores[at, tag] for at, tag in enumerate(other)) <= total + 1e-4


@pytest.mark.parametrize(
    "spans",
    [
        [],
        [(0, 2, 0)],
        [(0, 1, 0), (1, 3, 0)],
        [(0, 2, 1), (2, 3, 0), (4, 5, 1)],
        [(1, 4, 0)],
    ],
)
def test_spans_are_those_of_the_likeliest_tags(spans: list[tuple[int, int, int]]) -> None:
    chances = np.full((5, 5), 0.1, dtype=np.float32)
    chances[range(5), tags_of(spans, 5)] = 0.6
    assert decode(np.log(chances)) == spans


def test_nothing_is_decoded_to_nothing() -> None:
    assert decode(np.zeros((0, 3), dtype=np.float32)) == []


def scores_of(*rows: dict[int, float]) -> np.ndarray:
    return np.log(np.array([[row.get(tag, 0.01) for tag in range(7)] for row in rows], dtype=np.float32))


def test_an_edge_in_doubt_costs_as_much_as_the_rest_of_a_span() -> None:
    types = ("A", "B", "C")
    sure = scores_of({1: 0.9}, {2: 0.9}, {2: 0.9}, {0: 0.9})
    loose = scores_of({1: 0.9}, {2: 0.9}, {2: 0.9}, {0: 0.5, 2: 0.4})
    inner = scores_of({1: 0.9}, {2: 0.9}, {2: 0.5, 0: 0.4}, {0: 0.9})
    first, second, third = (read(scores, types)[0].score for scores in (sure, loose, inner))
    assert second < third < first


def test_a_doubt_between_attributes_is_none_about_the_span() -> None:
    torn = scores_of({0: 0.35, 1: 0.3, 3: 0.31}, {0: 0.35, 2: 0.28, 4: 0.33}, {0: 0.9})
    (found,) = read(torn, ("AGENCY:lead", "AGENCY:resp", "VALUE"))
    assert found[:3] == (0, 2, 1)
    assert read(torn, ("AGENCY", "VALUE", "DEADLINE")) == []
