"""Times that point back at one named before: 这五年, 在此期间, 届时."""

import re
from collections.abc import Sequence
from decimal import Decimal

from extractor.lang.numerals import NUMBER, parse_number
from extractor.types import Mention

_PERIOD = re.compile(r"(\d{4})/(\d{4})")
_BY = re.compile(r"\.\./\d{4}(?:-\d\d){0,2}")
_THESE_YEARS = re.compile(rf"在?这({NUMBER})个?年(?:里|内|间|中|时间)?(?:里|内)?")
_THROUGH = re.compile(rf"(?:再?经过|通过)({NUMBER})年(?:的?(?:时间|努力|调整|奋斗|建设|发展))*(?:里|内)?")
_THIS_PERIOD = re.compile(r"在?[这此该]个?(?:一?时期|期间|阶段)(?:内|里)?")
_THEN = re.compile(r"届时|到时候?|到?那个?时候?")
_REACH = 400


def named_before(plain: str, mention: Mention, before: Sequence[Mention], year: int | None) -> str | None:
    """Return the norm that a DEADLINE points back at, None where it points at none.

    `before` are the normalised DEADLINEs in front of it, `year` is that of the document: 这五年 are those of a period
    of five years that holds it, 经过三年努力 ends with one of three; 届时 is the time named last, and near.
    """
    text = mention.span.of(plain)
    if _THEN.fullmatch(text):
        near = [one.norm for one in before if mention.span.start - one.span.end <= _REACH]
        return next((norm for norm in reversed(near) if norm and _BY.fullmatch(norm)), None)
    if _THIS_PERIOD.fullmatch(text):
        found = _last_period(before, None, year)
        return f"{found[0]}/{found[1]}" if found else None
    these, through = _THESE_YEARS.fullmatch(text), _THROUGH.fullmatch(text)
    hit = these or through
    found = _last_period(before, parse_number(hit[1]), year) if hit else None
    if found is None:
        return None
    return f"../{found[1]}-12-31" if through else f"{found[0]}/{found[1]}"


def _last_period(before: Sequence[Mention], length: Decimal | None, year: int | None) -> tuple[int, int] | None:
    """Return the last period of so many years (of any, where None) that has the document's year in it or next to it."""
    for one in reversed(before):
        match = _PERIOD.fullmatch(one.norm or "")
        if match is None:
            continue
        first, last = int(match[1]), int(match[2])
        if (length is None or last - first + 1 == length) and (year is None or first - 1 <= year <= last):
            return first, last
    return None
