"""The years over the numbers in tables of indicators."""

from bisect import bisect_left

from extractor.lang.indicator_tables import VALUE, YEAR
from extractor.types import Mention, Place, Policy

_Column = tuple[int | None, int | None]


class Figures:
    """The tables of indicators of one policy."""

    def __init__(self, policy: Policy) -> None:
        self._years: dict[_Column, list[tuple[int, Mention]]] = {}
        for mention in policy.mentions:
            if mention.made_by == YEAR and mention.place:
                found = self._years.setdefault(_column(mention.place), [])
                found.append((mention.place.row or 0, mention))

    def year_over(self, value: Mention) -> Mention | None:
        """Return the year over a VALUE's column; None outside such tables, and where none is there."""
        if value.made_by != VALUE or value.place is None:
            return None
        years = self._years.get(_column(value.place), [])
        above = bisect_left(years, value.place.row or 0, key=lambda one: one[0])
        return years[above - 1][1] if above else None


def _column(place: Place) -> _Column:
    return place.table, place.column
