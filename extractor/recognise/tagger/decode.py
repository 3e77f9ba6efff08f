"""Scores of tokens to the best valid tag sequence: Viterbi under hard BIO rules."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]


class Tagged(NamedTuple):
    """A tagged stretch of tokens `start` to `end` (half-open); `type` is an index into the layer's types."""

    start: int
    end: int
    type: int
    score: float


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


def spans(tags: Ints, probabilities: Floats) -> list[Tagged]:
    """Gather one row's tags, (length,), into spans; a span's score is its tokens' mean probability."""
    found: list[Tagged] = []
    start = -1
    for at, tag in enumerate([*tags.tolist(), 0]):
        begins, continues = tag % 2 == 1, tag > 0 and tag % 2 == 0
        if start >= 0 and not continues:
            kind = (int(tags[start]) - 1) // 2
            score = float(probabilities[np.arange(start, at), tags[start:at]].mean())
            found.append(Tagged(start, at, kind, score))
            start = -1
        if begins:
            start = at
    return found
