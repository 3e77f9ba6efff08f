"""DEADLINE: times in a clause that are still to come or that recur."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.lang.dates import parse_year
from extractor.recognise.rules.found import Found
from extractor.recognise.rules.tables import pattern, rules
from extractor.recognise.rules.words import verb_class

_YEAR = re.compile(r"(?:19|20)[0-9]{2}|[一二][〇零一二三四五六七八九]{3}")
_BEFORE, _SURE = 3, 0.9
LONGEST = 24
FIELD = "deadline.field"


class Times(NamedTuple):
    """The times of a stretch: DEADLINEs to come, and the spans of all, past ones too."""

    ahead: list[Found]
    spans: list[tuple[int, int]]


def times(plain: str, start: int, end: int, year: int | None) -> Times:
    """Return the times of `plain[start:end]`, none over another.

    `year` is that of the document, None when unknown: what ends before it is past.
    """
    found = Times([], [])
    if not _p("needs").search(plain, start, end):
        return found
    for rule in rules("deadlines"):
        if not rule.needs.search(plain, start, end):
            continue
        for hit in rule.pattern.finditer(plain, start, end):
            if any(a < hit.end() and hit.start() < b for a, b in found.spans):
                continue
            if _p("quantity").search(plain[max(start, hit.start() - _BEFORE) : hit.start()]):
                continue
            found.spans.append(hit.span())
            if not _is_past(plain, hit, start, end, year):
                found.ahead.append(Found(*hit.span(), "DEADLINE", rule.id, rule.score))
    return found


def opens_before(plain: str, start: int, end: int, year: int | None) -> bool:
    """Say whether `plain[start:end]` opens with a time that ended before `year`: 2014年, …"""
    if year is None:
        return False
    opening = times(plain, start, min(end, start + LONGEST), None)
    first = min(opening.spans, default=None)
    if first is None or first[0] > start:
        return False
    last = _last_year(plain[first[0] : first[1]])
    return last is not None and last < year


def _last_year(text: str) -> int | None:
    years = _YEAR.findall(text)
    return parse_year(years[-1]) if years else None


def _is_past(plain: str, hit: re.Match[str], start: int, end: int, year: int | None) -> bool:
    before, after = plain[max(start, hit.start() - _BEFORE) : hit.start()], plain[hit.end() : min(end, hit.end() + 8)]
    if _p("before_past").search(before) or _p("after_past").match(after):
        return True
    if year and (last := _last_year(hit[0])) and last < year:
        return True
    bare = not _p("marked").search(hit[0]) and not hit[0].startswith(("每", "逐", "按", "年年"))
    if not bare:
        return False
    if _p("event").match(after):
        return True
    return hit.start() > start and not _p("after_bare").match(after) and not verb_class(plain, hit.end(), end)


def in_cell(plain: str, start: int, end: int, year: int | None) -> list[Found]:
    """Return the DEADLINE that is all of a table cell (2025年底前)."""
    whole = [time for time in times(plain, start, end, year).ahead if (time.start, time.end) == (start, end)]
    return [time for time in whole if _p("marked").search(plain[start:end])]


def in_field(plain: str, found: Sequence[Found]) -> list[Found]:
    """Return those of some DEADLINEs that stand right behind the name of their field: 完成时限:9月底."""
    return [
        one._replace(rule=FIELD) for one in found if _p("field").search(plain[max(0, one.start - LONGEST) : one.start])
    ]


def in_heading(plain: str, start: int, end: int, year: int | None, planned: bool = False) -> Iterator[Found]:
    """Return the DEADLINEs that stand in a bracket of a heading: (2020年底前完成).

    Where what is `planned` stands under it, also the time that the heading plans: 三、2014年重点工作, “十五五”主要目标.
    """
    named = _p("planned").search(plain, start, end) if planned else None
    if named:
        span = named.span("time")
        bare = [Found(*span, "DEADLINE", "deadline.plan", _SURE)] if named["time"].endswith(("五", "”")) else []
        yield from times(plain, *span, year).ahead or bare
    for bracket in _p("bracket").finditer(plain, start, end):
        if _p("heading").search(bracket[0]):
            yield from times(plain, bracket.start() + 1, bracket.end() - 1, year).ahead


def _p(key: str) -> re.Pattern[str]:
    return pattern("deadlines", key)
