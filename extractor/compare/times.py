"""The times that a text names, as years: 2024年, “十三五”时期, 去年, 今后五年."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractor.compare.words import either, table
from extractor.lang.dates import YEAR, parse_year
from extractor.lang.fold import fold
from extractor.lang.lexicon import Period, periods
from extractor.lang.numerals import NUMBER, parse_number
from extractor.types import Policy

_LONGEST = 20
_NEAR = 4
_EARLY = ("01", "02", "03")
_SHORT = 3
_TITLED = '(?:[”"]|规划|计划|时期|$)'


class Time(NamedTuple):
    """A time in `text[start:end]`: its first and last year."""

    start: int
    end: int
    first: int
    last: int


class Dated(NamedTuple):
    """What is known of a policy's years: its own, the last one that it can report of, and those of its plan."""

    year: int | None
    reported: int | None
    plan: Period | None


def dated(policy: Policy) -> Dated:
    """Return the years of a policy; without a date, its own is the first of its plan or the only one in its title.

    A work report of the first months of a year reports of the year before.
    """
    title, date = fold(policy.title), policy.date or ""
    plan = _plan(title)
    if not date[:4].isdecimal() and plan:
        return Dated(plan.start, None, plan)
    named = {year for match in re.findall(f"({YEAR})年", title) if (year := parse_year(match))}
    year = int(date[:4]) if date[:4].isdecimal() else min(named) if len(named) == 1 else None
    early = date[5:7] in _EARLY if date else "半年" not in title
    return Dated(year, year - 1 if year and early and policy.genre == "work_report" else year, plan)


def times(text: str, known: Dated) -> list[Time]:
    """Return the times that folded text names in order, without those that it only sets something against."""
    found = sorted((*_written(text), *_plans(text), *_counted(text, known)))
    return [time for time in found if not _against().search(text[max(0, time.start - _NEAR) : time.start])]


def opening(sentence: str, known: Dated) -> Time | None:
    """Return the time that a sentence opens with (2024年,全市…; “十三五”时期,…), else None."""
    first = next(iter(times(sentence, known)), None)
    return first if first and _opens().fullmatch(sentence[: first.start].strip()) else None


def _plan(title: str) -> Period | None:
    """Return the period of the plan that a title names: 第十四个五年规划, “十四五”, 2021—2025年."""
    span = re.search(rf"({YEAR})年?(?:-|~|—|–|至|到){{1,2}}({YEAR})年", title)
    if span and (first := parse_year(span[1])) and (last := parse_year(span[2])) and first < last:
        return Period(span[0], first, last)
    named = (plan for plan in periods() if re.search(plan.name + ("" if len(plan.name) > _SHORT else _TITLED), title))
    return max(named, key=lambda plan: len(plan.name), default=None)


def _written(text: str) -> Iterator[Time]:
    for match in re.finditer(rf"(?:({YEAR})年?(?:-|~|—|–|至|到){{1,2}})?({YEAR})年(?!{either_of('behind')})", text):
        last = parse_year(match[2])
        first = (parse_year(match[1]) if match[1] else None) or last
        if first and last:
            yield Time(match.start(), match.end(), first, last)


def _plans(text: str) -> Iterator[Time]:
    for match in _named_plans().finditer(text):
        plan = next(plan for plan in periods() if plan.name == (match["quoted"] or match["bare"]))
        yield Time(match.start(), match.end(), plan.start, plan.end)


def _counted(text: str, known: Dated) -> Iterator[Time]:
    """Yield what counts from the year of the document: 去年, 今年, 过去五年, 今后五年."""
    if known.year is None:
        return
    for name, year in (("last", known.year - 1), ("this", known.year)):
        yield from (Time(*match.span(), year, year) for match in re.finditer(either_of(name), text))
    for name in ("past", "coming"):
        for match in re.finditer(either_of(name), text):
            count = next((int(n) for part in re.findall(NUMBER, match[0]) if (n := parse_number(part))), 0)
            if 1 < count <= _LONGEST:
                yield Time(*match.span(), *_around(known, count, ahead=name == "coming"))


def _around(known: Dated, count: int, *, ahead: bool) -> tuple[int, int]:
    """Return the first and the last of the years behind or ahead; those ahead are the plan's where it has so many."""
    year, plan = known.year or 0, known.plan
    if not ahead:
        return (known.reported or year) - count + 1, known.reported or year
    if plan and plan.end - plan.start + 1 == count and plan.start in (year, year + 1):
        return plan.start, plan.end
    return year, year + count - 1


def either_of(name: str) -> str:
    """Return one pattern for a list of data/times.toml."""
    return "(?:" + "|".join(table("times")[name]).replace("{year}", YEAR).replace("{count}", NUMBER) + ")"


@cache
def _against() -> re.Pattern[str]:
    return re.compile(either_of("against"))


@cache
def _opens() -> re.Pattern[str]:
    return re.compile(table("times")["opening"])


@cache
def _named_plans() -> re.Pattern[str]:
    names, words = either(plan.name for plan in periods()), table("times")
    quoted = rf"[“\"](?P<quoted>{names})[”\"](?!{either_of('titles')})"
    return re.compile(rf"{quoted}|(?<![一二三四五六七八九十])(?P<bare>{names})(?={words['plan']})")
