"""From a raw score to the chance that a span is right."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_EDGE = 1e-6


class Curve(NamedTuple):
    """A logistic curve over the logit of the raw score."""

    slope: float
    shift: float

    def chance(self, raw: float) -> float:
        """Return the chance that a span of this raw score is right."""
        return float(1 / (1 + np.exp(-(self.slope * logit(np.array(raw)) + self.shift))))


def chance(curves: Mapping[str, Curve], label: str, raw: float) -> float:
    """Return the chance that a span of a label is right; the raw score for a label without a curve."""
    curve = curves.get(label)
    return curve.chance(raw) if curve else raw


def logit(raw: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return log odds, kept finite at 0 and 1."""
    inside = np.clip(raw, _EDGE, 1 - _EDGE)
    return np.log(inside / (1 - inside))
