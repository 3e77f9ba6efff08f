"""Scores of tokens to spans: Viterbi under hard BIO rules, labels first and attributes after."""

import math
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.recognise.tagger.labels import split_type

Floats = NDArray[np.float32]


_TINY = 1e-6  # keeps a logarithm finite


class Tagged(NamedTuple):
    """A tagged stretch of tokens `start` to `end` (half-open); `type` is the place of its pair of tags, B and I."""

    start: int
    end: int
    type: int
    score: float


def read(scores: Floats, types: tuple[str, ...]) -> list[Tagged]:
    """Return the spans of one layer of a window from the network's scores, (length, tags).

    The types of a label are added up before decoding, so that a doubt between two roles is none about
    the AGENCY; a span then gets the type that is likeliest over all its tokens.
    """
    logs = scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True)
    members = _members(types)
    labels = np.stack(
        [logs[:, 0], *(np.logaddexp.reduce(logs[:, tags], axis=-1) for pair in members for tags in pair)], axis=-1
    )
    return [
        Tagged(start, end, _likeliest(logs[start:end], *members[pair]), _score(labels, start, end, pair))
        for start, end, pair in decode(labels)
    ]


@cache
def _members(types: tuple[str, ...]) -> tuple[tuple[list[int], list[int]], ...]:
    """Return the B and the I tags of each label."""
    labels: dict[str, list[int]] = {}
    for number, name in enumerate(types):
        labels.setdefault(split_type(name)[0], []).append(number)
    return tuple(([1 + 2 * n for n in numbers], [2 + 2 * n for n in numbers]) for numbers in labels.values())


def _likeliest(logs: Floats, begin: list[int], inside: list[int]) -> int:
    chances = np.exp(logs[0, begin]) + np.exp(logs[1:][:, inside]).sum(axis=0)
    return (begin[int(chances.argmax())] - 1) // 2


def decode(scores: Floats) -> list[tuple[int, int, int]]:
    """Return the best spans of a row of log scores, (length, tags), as (start, end, pair), in order.

    Tags are `O`, then the pairs of B and I; an I may only follow the B or I of its pair. Everything else is free, so
    a step compares each pair with the best that came before, not with each other pair.
    """
    total, ended = 0.0, list[tuple[int, int] | None]()
    running = [(-math.inf, 0)] * (scores.shape[1] // 2)
    for at, row in enumerate(scores.tolist()):
        best, last = total + row[0], None
        for pair, (score, start) in enumerate(running):
            begun, going = total + row[2 * pair + 1], score + row[2 * pair + 2]
            running[pair] = (begun, at) if begun >= going else (going, start)
            if running[pair][0] > best:
                best, last = running[pair][0], (running[pair][1], pair)
        total = best
        ended.append(last)
    return list(_back(ended))[::-1]


def _back(ended: list[tuple[int, int] | None]) -> Iterator[tuple[int, int, int]]:
    """Yield the spans of the best path from its last to its first; `ended` says what would end at each token."""
    end = len(ended)
    while end:
        last = ended[end - 1]
        if last:
            yield last[0], end, last[1]
        end = last[0] if last else end - 1


def _score(logs: Floats, start: int, end: int, pair: int) -> float:
    """Return how sure the tags' log chances, (length, tags), are of a span: the geometric mean of its two edges and
    what is between.
    """
    begin, inside = 2 * pair + 1, 2 * pair + 2
    first = float(logs[start, begin])
    mean = (first + float(logs[start + 1 : end, inside].sum())) / (end - start)
    goes_on = math.exp(logs[end, inside]) if end < len(logs) else 0.0
    return math.exp((first + mean + math.log(max(1 - goes_on, _TINY))) / 3)
