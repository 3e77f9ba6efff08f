"""Counts of right, false and missed things; they add up over documents."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, false positives, false negatives. A ratio over nothing is None."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float | None:
        """Share of the predicted things that are right (0 to 1)."""
        return _ratio(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float | None:
        """Share of the gold things that were found (0 to 1)."""
        return _ratio(self.tp, self.tp + self.fn)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None only when there is nothing on either side."""
        return _ratio(2 * self.tp, 2 * self.tp + self.fp + self.fn)


def compare(gold: Iterable[Hashable], predicted: Iterable[Hashable]) -> Counts:
    """Count equal items as multisets: a thing predicted twice and wanted once is false once."""
    wanted, given = Counter(gold), Counter(predicted)
    right = (wanted & given).total()
    return Counts(right, given.total() - right, wanted.total() - right)


def verdict(right: bool) -> Counts:
    """Count one decision, so that precision, recall and F1 all give the accuracy."""
    return Counts(1, 0, 0) if right else Counts(0, 1, 1)


def total(counts: Iterable[Counts]) -> Counts:
    """Add up counts (micro average)."""
    return sum(counts, Counts())


def macro(counts: Iterable[Counts]) -> float | None:
    """Return the mean of the F1 figures that exist."""
    figures = [count.f1 for count in counts if count.f1 is not None]
    return sum(figures) / len(figures) if figures else None


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
