"""Of which year a number is, and where the text says so."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from extractor.audit.dates import last_day
from extractor.compare.times import Dated, Time, dated, opening, times
from extractor.compare.words import table
from extractor.lang.change import where_change_begins
from extractor.lang.dates import YEAR, parse_year
from extractor.lang.fold import fold
from extractor.lang.numerals import NUMBER, parse_number
from extractor.types import Mention, Metric, Policy, Section, Span

YearFrom = Literal["stage", "deadline", "sentence", "paragraph", "list", "heading", "document"]
REACH = 300
FAR = 2000
FULL_STOP = re.compile(r"[。!?\n]")
_CLAUSE = re.compile(r"[,;:。!?\n]")
_YEAR = re.compile(f"({YEAR})年")


class Year(NamedTuple):
    """A year and where it was read; both None where the text says none."""

    year: int | None = None
    source: YearFrom | None = None


class Years:
    """Tells the years of the numbers of one policy; `plain` is the folded text of the file."""

    def __init__(self, policy: Policy, plain: str) -> None:
        self.known: Dated = dated(policy)
        self._plain, self._policy = plain, policy
        self._starts = [section.span.start for section in policy.sections]
        self._by_id = {section.id: section for section in policy.sections}

    def reported(self, value: Span) -> Year:
        """Return the year that a reported number is of; where a change begins, only one between 由 and it counts."""
        begins = where_change_begins(self._plain, *value)
        if begins is not None:
            written = [year for match in _YEAR.finditer(begins) if (year := parse_year(match[1]))]
            return Year(written[-1], "sentence") if written else Year()
        for source, found in self._said(value):
            years = [year for time in found if (year := self._reached(time))]
            if years and source == "sentence":
                return Year(years[-1], source)
            if years:
                return Year(max([year for year in years if year <= (self.known.reported or year)] or years), source)
        return Year(self.known.reported, "document") if self.known.reported else Year()

    def planned(self, value: Mention, before: int, metric: Metric, deadline: Mention | None) -> Year:
        """Return the year by which a planned number holds; `before` is where the number before it ends.

        A year before the document's own says that the number is a reported one.
        """
        end = last_day(deadline.norm or "") if deadline else None
        if end and metric.stage:
            return Year(int(end[:4]), "stage")
        own = self._own(value.span, before)
        if own:
            return Year(own, "sentence")
        if end and deadline:
            return Year(self._all_of_plan(fold(deadline.text)) or int(end[:4]), "deadline")
        for source, found in self._said(value.span):
            years = [time.last for time in found if self._binds(value.span, source, time)]
            if years:
                return Year(years[-1] if source == "sentence" else max(years), source)
            if source == "sentence" and (end_of_plan := self._all_of_plan(self._sentence(value.span))):
                return Year(end_of_plan, source)
        return Year()

    def _binds(self, value: Span, source: YearFrom, time: Time) -> bool:
        """Say whether a time is that of a planned number: a past one only where its sentence opens with it.

        What opens a sentence before its own must be a period, or past: 到2025年,… does not go on behind the 。
        """
        if source == "sentence" and self._is_past(time):
            return time == opening(self._sentence(value), self.known)
        return source != "paragraph" or time.first < time.last or self._is_past(time)

    def _own(self, value: Span, before: int) -> int | None:
        """Return the only year that a number's own part of its clause names, or the end of the plan for all of it.

        A past one must stand right in front of the number.
        """
        head = self._plain[max(before, value.start - REACH) : value.start]
        head = _CLAUSE.split(head)[-1]
        found = times(head, self.known)
        if not found:
            return None if times(self._sentence(value), self.known) else self._all_of_plan(head)
        if len({time.last for time in found}) > 1:
            return None
        near = re.fullmatch(table("times")["own"], head[found[-1].end :])
        return None if self._is_past(found[-1]) and not near else found[-1].last

    def _all_of_plan(self, text: str) -> int | None:
        """Return the end of the document's plan where a text names a length alone (五年累计) that is all of it."""
        plan = self.known.plan
        lengths = [parse_number(match[1]) for match in _length().finditer(text)]
        return plan.end if plan and plan.end - plan.start + 1 in lengths else None

    def _is_past(self, time: Time) -> bool:
        return self.known.year is not None and time.last < self.known.year

    def _reached(self, time: Time) -> int | None:
        """Return the last year of a time that a document can report of."""
        last = self.known.year or time.last
        return None if time.first > last else min(time.last, max(self.known.reported or last, time.first))

    def _said(self, value: Span) -> Iterator[tuple[YearFrom, list[Time]]]:
        """Yield what says of a number's time: its sentence, those before it that open with one, headings over it."""
        line = self._line(value)
        yield "sentence", times(self._sentence(value), self.known)
        for sentence in reversed(FULL_STOP.split(self._plain[line : value.start])[:-1]):
            if first := opening(sentence, self.known):
                yield "paragraph", [first]
        yield "list", times(self._lead(line), self.known)[-1:]
        for section in self._over(value):
            yield "heading", times(fold(section.title), self.known)

    def _line(self, value: Span) -> int:
        return max(self._plain.rfind("\n", 0, value.start) + 1, value.start - FAR)

    def _sentence(self, value: Span) -> str:
        return FULL_STOP.split(self._plain[self._line(value) : value.start])[-1]

    def _lead(self, line: int) -> str:
        """Return the sentence that ends in a colon over the list in which an item begins with `line`, else ""."""
        mark = _mark(self._plain[line : line + REACH])
        above = self._plain[max(self._policy.span.start, line - FAR) : line].splitlines() if mark is not None else []
        for text in filter(str.strip, reversed(above)):
            if text.rstrip().endswith(":"):
                return FULL_STOP.split(text.rstrip())[-1]
            if _mark(text) != mark:
                break
        return ""

    def _over(self, value: Span) -> Iterator[Section]:
        """Yield the sections around a number, innermost first."""
        at = bisect_right(self._starts, value.start) - 1
        section = self._policy.sections[at] if at >= 0 else None
        while section is not None:
            yield section
            section = self._by_id.get(section.parent or "")


def _mark(line: str) -> int | None:
    """Return which kind of mark an item of a list begins with, None where a line is no item."""
    return next((at for at, mark in enumerate(table("times")["items"]) if re.match(rf"\s*{mark}", line)), None)


@cache
def _length() -> re.Pattern[str]:
    return re.compile(table("times")["length"].replace("{count}", f"({NUMBER})"))
