"""Positions in a text."""

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of Unicode code points: `text[start:end]`. JSON form: `[start, end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters that the span covers."""
        return text[self.start : self.end]

    def contains(self, other: "Span") -> bool:
        """Say whether `other` lies inside this span (equal spans contain each other)."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> "Span":
        """Return the span moved by `by` characters."""
        return Span(self.start + by, self.end + by)

    @property
    def width(self) -> int:
        """Number of characters covered."""
        return self.end - self.start
