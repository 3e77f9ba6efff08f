"""The years over the numbers in tables of indicators."""

import re
from bisect import bisect_left

from extractor.assemble.changes import Moved
from extractor.assemble.strength import read_nature
from extractor.lang.indicator_tables import FIGURES, VALUE, YEAR, YEARLY
from extractor.types import Mention, Nature, Place, Policy

_CELLS = re.compile(r"[\n\t|]+")
_FALLS, _FLOWS = re.compile(r"(?:降低|下降|减少)[^,]{0,4}$"), re.compile("新增|净增")
_REACH = 200
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
        """Return the year over a VALUE's column; None outside such tables, and where none is there.

        That of a change over several years is the last of its header.
        """
        if value.made_by not in FIGURES or value.place is None:
            return None
        if value.made_by == VALUE:
            return self._above(value.place, self._years.get(_column(value.place), []))
        columns = (years for (table, _), years in self._years.items() if table == value.place.table)
        found = [year for years in columns if (year := self._above(value.place, years))]
        return max(found, key=lambda year: year.norm or "", default=None)

    def _above(self, place: Place, years: list[tuple[int, Mention]]) -> Mention | None:
        above = bisect_left(years, place.row or 0, key=lambda one: one[0])
        return years[above - 1][1] if above else None


def change_of(value: Mention, name: str) -> Moved:
    """Return what a figure in a column of growth or of sums changes, by the name of its row.

    What is to stay below a bound (<5) is a level all the same, and so is what is new in some years.
    """
    if value.made_by not in FIGURES or value.made_by == VALUE:
        return Moved()
    period = "P1Y" if value.made_by == YEARLY else None
    bounded = value.quantity is not None and value.quantity.op in ("<", "<=")
    if bounded or _FLOWS.search(name):
        return Moved(None, None, period)
    return Moved("decrease" if _FALLS.search(name) else "increase", None, period)


def nature_beside(plain: str, value: Mention, following: int) -> Nature | None:
    """Return 约束性 or 预期性 where a cell of a figure's row says it; the next row begins at `following`."""
    end = min(following, value.span.end + _REACH)
    cells = [cell.strip() for cell in _CELLS.split(plain[value.span.end : end])]
    return read_nature("", "", "", cells, ()) if value.made_by in FIGURES else None


def _column(place: Place) -> _Column:
    return place.table, place.column
