"""Numbers in tables of indicators: the year over their column, and 约束性 or 预期性 in their row."""

from extractor.types import Mention, Nature, Place, Policy

_NATURES: tuple[tuple[str, Nature], ...] = (("约束性", "binding"), ("预期性", "expected"))
_FIGURE, _YEAR, _NAME = "tables/value", "tables/deadline", "tables/indicator"
_ROW = 200


class Figures:
    """The tables of indicators of one policy; `plain` is the document's folded text."""

    def __init__(self, policy: Policy, plain: str) -> None:
        self._plain = plain
        self._years = {_column(m.place): m.norm for m in policy.mentions if m.made_by == _YEAR and m.place}
        self._names = [m.span.start for m in policy.mentions if m.made_by == _NAME]

    def year_over(self, value: Mention) -> str | None:
        """Return the norm of the year over a VALUE's column; None outside such tables, and where none is there."""
        return self._years.get(_column(value.place)) if value.made_by == _FIGURE and value.place else None

    def nature(self, value: Mention) -> Nature | None:
        """Return what a VALUE's row says behind it."""
        if value.made_by != _FIGURE:
            return None
        following = next((start for start in self._names if start > value.span.end), value.span.end + _ROW)
        row = self._plain[value.span.end : following]
        return next((nature for word, nature in _NATURES if word in row), None)


def _column(place: Place) -> tuple[int | None, int | None]:
    return place.table, place.column
