"""Scores that mean what they say: a logistic curve for each label, fitted on dev."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extractor.recognise.tagger.curve import Curve, logit

Guess = tuple[str, float, bool]
"""Label, raw score, whether the span is right."""

LEAST = tuple(step / 20 for step in range(17))
"""Chances below which spans may be left out."""
_STEPS = 50
_RIDGE = 1e-3
_TINY = 1e-9
Floats = NDArray[np.float64]


def fit(guesses: Sequence[Guess]) -> dict[str, Curve]:
    """Return each label's curve from raw score to the chance of being right (Platt 1999, by Newton steps)."""
    curves = {}
    for label in sorted({label for label, _, _ in guesses}):
        raw = np.array([score for name, score, _ in guesses if name == label])
        right = np.array([float(good) for name, _, good in guesses if name == label])
        curves[label] = _newton(logit(raw), right)
    return curves


def _newton(x: Floats, right: Floats) -> Curve:
    design = np.stack([x, np.ones_like(x)], axis=1)
    # targets drawn in by half a case keep a label without errors from certainty
    wanted = (right * len(right) + 0.5) / (len(right) + 1)

    def loss(weights: Floats) -> float:
        odds = design @ weights
        return float((np.logaddexp(0, odds) - wanted * odds).sum() + _RIDGE * (weights**2).sum() / 2)

    weights = np.zeros(2)
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (chance - wanted) + _RIDGE * weights
        bend = (design * (chance * (1 - chance))[:, None]).T @ design + _RIDGE * np.eye(2)
        step = np.linalg.solve(bend, slope)
        # a whole step may overshoot where nearly all scores are alike
        while loss(weights - step) > loss(weights) and np.abs(step).max() > _TINY:
            step = step / 2
        weights = weights - step
    return Curve(float(weights[0]), float(weights[1]))


def threshold(chances: Sequence[float], right: Sequence[bool], wanted: int) -> float:
    """Return the chance below which spans are best left out: F1 over all of them is highest.

    `wanted` is how many spans the labels have.
    """

    def figure(least: float) -> float:
        kept = [good for chance, good in zip(chances, right, strict=True) if chance >= least]
        return 2 * sum(kept) / max(1, len(kept) + wanted)

    return max(LEAST, key=figure)


def expected_calibration_error(scores: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Return ECE: the gap between mean score and share right, by bins of equal width, weighted by size."""
    values, good = np.array(scores), np.array(right, dtype=float)
    places = np.minimum((values * bins).astype(int), bins - 1)
    gaps = [
        abs(values[places == bin_].mean() - good[places == bin_].mean()) * float((places == bin_).mean())
        for bin_ in range(bins)
        if (places == bin_).any()
    ]
    return float(sum(gaps))
