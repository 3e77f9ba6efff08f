"""Scores of tokens to spans: Viterbi under hard BIO rules, labels first and attributes after."""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.recognise.tagger.labels import split_type

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]


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
        one._replace(type=_likeliest(logs[one.start : one.end], *members[one.type]))
        for one in spans(decode(labels[None])[0], np.exp(labels))
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


def decode(scores: Floats) -> Ints:
    """Return the best tags of each row: (batch, length, tags) log scores to (batch, length) indices.

    Tags are `O`, then B and I of each type; an I may only follow the B or I of its type. Everything
    else is free, so a step costs one maximum over tags, not one over pairs of tags.
    """
    batch, length, count = scores.shape
    if not length:
        return np.zeros((batch, 0), dtype=np.intp)
    inside = np.arange(2, count, 2)
    rows = np.arange(batch)
    best = scores[:, 0].copy()
    best[:, inside] = -np.inf
    back = np.zeros((batch, length, count), dtype=np.intp)
    for at in range(1, length):
        top = best.argmax(axis=1)
        back[:, at] = top[:, None]
        step = np.repeat(best[rows, top][:, None], count, axis=1)
        begun, continued = best[:, inside - 1], best[:, inside]
        back[:, at, inside] = np.where(begun >= continued, inside - 1, inside)
        step[:, inside] = np.maximum(begun, continued)
        best = step + scores[:, at]
    tags = np.zeros((batch, length), dtype=np.intp)
    tags[:, -1] = best.argmax(axis=1)
    for at in range(length - 1, 0, -1):
        tags[:, at - 1] = back[rows, at, tags[:, at]]
    return tags


def spans(tags: Ints, chances: Floats) -> list[Tagged]:
    """Gather one row's tags, (length,), into spans, scored by how sure `chances` of its tags, (length, tags), are of
    both edges and what is between: the geometric mean of the three.
    """
    found: list[Tagged] = []
    start = -1
    for at, tag in enumerate([*tags.tolist(), 0]):
        begins, continues = tag % 2 == 1, tag > 0 and tag % 2 == 0
        if start >= 0 and not continues:
            found.append(Tagged(start, at, (int(tags[start]) - 1) // 2, _score(tags, chances, start, at)))
            start = -1
        if begins:
            start = at
    return found


def _score(tags: Ints, chances: Floats, start: int, end: int) -> float:
    own = np.log(chances[np.arange(start, end), tags[start:end]])
    goes_on = chances[end, tags[start] + 1] if end < len(chances) else 0.0
    return float(np.exp((own[0] + own.mean() + np.log(max(1 - goes_on, _TINY))) / 3))
