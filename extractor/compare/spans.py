"""Over how many years a number counts: 五年累计下降14%, 比2005年下降65%."""

import re
from functools import cache

from extractor.compare.words import table
from extractor.lang.lexicon import Period
from extractor.lang.numerals import NUMBER, parse_number

_LONGEST = 20
SOME = "P"
"""So many years as the text leaves open."""


def summed(own: str, plan: Period | None, *, changes: bool) -> str | None:
    """Return the years that a number is summed over by its folded clause (五年累计 P5Y), else None.

    累计 alone sums what is new or what changes (累计建成 may be all there is), over the years of the document's plan.
    """
    words = table("times")
    if re.search(words["yearly"], own):
        return None
    counted = _length().search(own)
    years = parse_number(counted[1]) if counted else None
    if years is not None and 1 < years <= _LONGEST:
        return f"P{int(years)}Y"
    if not (re.search(words["total"], own) and (changes or re.search(words["flow"], own))):
        return None
    return f"P{plan.end - plan.start + 1}Y" if plan else SOME


def changed(base: int, year: int | None) -> str | None:
    """Return the years between a change's base and the year that it is reached, None for one year or less."""
    if year is None:
        return SOME
    return f"P{year - base}Y" if year - base > 1 else None


@cache
def _length() -> re.Pattern[str]:
    return re.compile(table("times")["sum"].replace("{count}", f"({NUMBER})"))
