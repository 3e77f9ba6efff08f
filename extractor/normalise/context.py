"""What stands around a mention: the year named before it, and the prefix that a list left out."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractor.lang.dates import MONTH, YEAR, parse_year
from extractor.lang.fold import fold
from extractor.lang.lexicon import periods
from extractor.normalise.agency import inherits, prefix_of
from extractor.types import Mention, Policy, Section, Span

_TO = r"(?:-|~|—|–|至|到){1,2}"
_YEAR = re.compile(rf"({YEAR})(?= {{0,3}}年|[.-]\d|年?{_TO}{YEAR})")
_PERIOD = re.compile(rf"({YEAR})年?{_TO}({YEAR})年")
_BARE_DAY = re.compile(r"\d{1,2}[日号](?!之?以?[内后])")
_MONTH_OF_DAY = re.compile(rf"(?:(?P<year>{YEAR})年)?{MONTH}月(?=\d{{1,2}}[日号])")
_DAY = r"(?:\d{1,2}月)?\d{1,2}日"
_DATED = rf"(?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日(?:(?:\([^()\n]{{1,6}}\))?{_TO}(?:(?:19|20)\d\d年)?{_DAY})?"
_NAMES = "培训|研修|会议|考试|笔试|面试|竞赛|比赛|公示|征集|(?:专项)?整治|试点"
_EVENT = re.compile(rf"(?:在|于)?(?P<event>参训|{_NAMES})(?P<edge>期间|期内|结束前|结束后|前)")
_DATED_EVENT = re.compile(rf"(?P<event>{_NAMES})(?:(?:时间|日期)[^。;\n]{{0,4}}?|(?:定|拟|将)于)(?P<when>{_DATED})")
_BRACKET = re.compile(r"\([^()]*\)")
_EVENT_NAMES = {"参训": "培训"}
_OF_A_YEAR = re.compile(r"(?:于|在)?(?:当年|次年|翌年)?(?:\d{1,2}月(?:底|\d{1,2}日)?(?:之?前)?|年?[底末初]前?)")
_YEARLY = re.compile(r"每年[^,;。\d]{0,8}(?:\d{1,2}月|开展|组织|进行|评选|评审|申报|举办|考核|评价|兑现)")
_NEXT_YEARLY = re.compile(r"每年|(?<!\d)年度")
_STAGE = re.compile(rf"(?<![^。;\n]) *({YEAR})年度?[,:][^,;。:\d]{{0,10}}[。:]")
_SENTENCE_ENDS = "。!?\n"
REACH = 300
TITLE_REACH = 120
PERIOD_REACH = 4000
STAGE_REACH = 600
TERM = 5
"""Years of a government, for which a report at its beginning plans."""


class Event(NamedTuple):
    """When an event is, as the document writes it, and what a mention says of it: 期间, 前, 结束前, 结束后."""

    when: str
    edge: str


class Surroundings(NamedTuple):
    """A policy document as its mentions look around in it; `since` is its year, 0 when unknown.

    `events` says when it dates an event, by its name, as written without brackets.
    """

    plain: str
    policy: Policy
    since: int
    starts: tuple[int, ...]
    by_id: dict[str, Section]
    events: dict[str, frozenset[str]]


def look_around(plain: str, policy: Policy, year: int | None) -> Surroundings:
    """Prepare a policy document of that year for `named_year` and `own_period`."""
    starts = tuple(section.span.start for section in policy.sections)
    by_id = {section.id: section for section in policy.sections}
    return Surroundings(plain, policy, year or 0, starts, by_id, _events(plain, policy.span))


def _events(plain: str, span: Span) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for label in _DATED_EVENT.finditer(plain, *span):
        found.setdefault(label["event"], set()).add(_BRACKET.sub("", label["when"]))
    return {name: frozenset(dates) for name, dates in found.items()}


def named_year(around: Surroundings, span: Span) -> int | None:
    """Return the year that the sentence names last before `span`, else the one year of a heading or the title.

    A year before the document's own counts for nothing: it is a year of the past. Without a date of the
    document, the year named last in the REACH characters before will do.
    """
    plain, policy, since = around.plain, around.policy, around.since
    years = _years(plain, _begin(around, span), span.start, since)
    if years:
        return years[-1]
    for heading in _headings(around, span):
        years = _years(plain, *heading, since)
        if len(set(years)) == 1:
            return years[0]
    years = _years(policy.title, 0, len(policy.title), since)
    if len(set(years)) == 1:
        return years[0]
    before = [] if since else _years(plain, _low(around, span), span.start, since)
    return before[-1] if before else None


def stage_year(around: Surroundings, span: Span) -> int | None:
    """Return the year of the stage in which `span` stands, which a short sentence before it in its paragraph names
    (2026年,全面启动。), for what counts from it (年底); None where none does, or a past one.
    """
    line = max(_low(around, span, STAGE_REACH), around.plain.rfind("\n", around.policy.span.start, span.start) + 1)
    years = [parse_year(match[1]) for match in _STAGE.finditer(around.plain, line, span.start)]
    return years[-1] if years and years[-1] and years[-1] >= around.since else None


def in_month(around: Surroundings, span: Span, text: str) -> str:
    """Return 9月17日 for 17日 behind a date of September in the same sentence, not of a past year, else `text`."""
    if not _BARE_DAY.match(text):
        return text
    begin = _begin(around, span)
    named = [found for found in _MONTH_OF_DAY.finditer(around.plain, begin, span.start) if not _is_past(found, around)]
    return f"{named[-1][0]}{text}" if named else text


def _low(around: Surroundings, span: Span, reach: int = REACH) -> int:
    return max(around.policy.span.start, span.start - reach)


def _begin(around: Surroundings, span: Span) -> int:
    """Return where the sentence in which `span` stands begins, at the earliest REACH before it."""
    low = _low(around, span)
    return max(low, *(around.plain.rfind(mark, low, span.start) + 1 for mark in _SENTENCE_ENDS))


def _is_past(month: re.Match[str], around: Surroundings) -> bool:
    year = parse_year(month["year"]) if month["year"] else None
    return year is not None and year < around.since


def own_period(around: Surroundings, span: Span) -> tuple[int, int] | None:
    """Return the years of the document's own plan (2021—2023年): those at its head, else the only ones before."""
    start = around.policy.span.start
    at_head = _periods(around.plain, start, min(around.policy.span.end, start + TITLE_REACH))
    if at_head:
        return at_head[0]
    for head in (fold(around.policy.title), around.plain[start : start + TITLE_REACH]):
        named_plan = next((plan for plan in periods() if _names_plan(head, plan.name)), None)
        if named_plan:
            return named_plan.start, named_plan.end
    named = set(_periods(around.plain, max(start, span.start - PERIOD_REACH), span.start))
    return named.pop() if len(named) == 1 else None


def coming_period(around: Surroundings, span: Span) -> tuple[int, int] | None:
    """Return the years that begin with the document: of its own plan, of a plan named before, of a new government."""
    start, year = around.policy.span.start, around.since
    if not year:
        return None
    own = own_period(around, span)
    if own and own[0] in (year, year + 1):
        return own
    named = (plan for plan in periods() if plan.start in (year, year + 1) and plan.name.endswith("五"))
    found = next((plan for plan in named if around.plain.find(f"“{plan.name}”", start, span.start) >= 0), None)
    if found:
        return found.start, found.end
    return (year, year + TERM - 1) if around.policy.genre == "work_report" else None


def of_event(around: Surroundings, text: str) -> Event | None:
    """Return what 培训期间 or 考试前 means where the document says when that event is, once; else None."""
    named = _EVENT.fullmatch(text)
    if not named:
        return None
    dates = around.events.get(_EVENT_NAMES.get(named["event"], named["event"]), frozenset())
    return Event(next(iter(dates)), named["edge"]) if len(dates) == 1 else None


def recurs(around: Surroundings, span: Span, text: str) -> bool:
    """Say whether a time of a year without year (3月底前, 次年初) is one of every year, by what its sentence says."""
    if not _OF_A_YEAR.fullmatch(text):
        return False
    yearly = _NEXT_YEARLY if text.lstrip("于在").startswith(("当年", "次年", "翌年")) else _YEARLY
    return yearly.search(around.plain, _begin(around, span), span.start) is not None


def _names_plan(head: str, name: str) -> bool:
    return f"“{name}”" in head or (len(name) > 3 and name in head)


def _periods(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    pairs = ((parse_year(match[1]), parse_year(match[2])) for match in _PERIOD.finditer(plain, start, end))
    return [(first, last) for first, last in pairs if first and last and first < last]


def _years(plain: str, start: int, end: int, since: int) -> list[int]:
    found = (parse_year(match[1]) for match in _YEAR.finditer(plain, start, end))
    return [year for year in found if year is not None and year >= since]


def _headings(around: Surroundings, span: Span) -> Iterator[Span]:
    """Return the headings over `span`, innermost first."""
    at = bisect_right(around.starts, span.start) - 1
    section = around.policy.sections[at] if at >= 0 else None
    for _ in around.starts:
        if section is None:
            return
        if section.heading and section.span.end > span.start:
            yield section.heading
        section = around.by_id.get(section.parent or "")


def left_out_prefixes(plain: str, mentions: Iterable[Mention]) -> dict[str, str]:
    """Return, by mention id, the prefix (市) that an AGENCY takes from its neighbour behind a 、."""
    agencies = sorted((mention for mention in mentions if mention.label == "AGENCY"), key=lambda m: m.span)
    taken: dict[str, str] = {}
    before: Mention | None = None
    current = ""
    for mention in agencies:
        name = mention.span.of(plain)
        adjoins = before is not None and plain[before.span.end : mention.span.start].strip() == "、"
        own = prefix_of(name)
        if own:
            current = own
        elif not adjoins:
            current = ""
        elif current and inherits(name):
            taken[mention.id] = current
        before = mention
    return taken
