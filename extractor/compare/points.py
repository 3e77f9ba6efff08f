"""The long form: one point for every number of a document."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from extractor.assemble.changes import read_move
from extractor.audit.dates import last_day
from extractor.compare.figures import Figures, change_of, nature_beside
from extractor.compare.naming import Names
from extractor.compare.parts import parts_of
from extractor.compare.point import Point, Presence
from extractor.compare.senses import is_bounded, sense_of
from extractor.compare.spans import changed, summed
from extractor.compare.years import REACH, Year, Years
from extractor.export.sentences import Sentences
from extractor.lang.fold import fold
from extractor.lang.gaps import Gaps, joined
from extractor.lang.indicator_tables import FIGURES, TOTAL
from extractor.types import Mention, Metric, Policy, Quantity, Record, Result, Span

_SENTENCE_END = re.compile(r"[。;!?\n]")
_CLAUSE_END = re.compile(r"[,;:]")
_NOTHING = Quantity("=", 0, "")


def points(result: Result) -> Iterator[Point]:
    """Yield the points of a result in text order; a file or document without any yields one that says so."""
    if not result.documents:
        presence: Presence = "failed" if result.status == "failed" else "none"
        yield Point(result.source.path, None, None, None, None, None, None, None, None, None, presence)
        return
    read, gaps = joined(result), Gaps(result.gaps)
    plain = fold(read.text)
    for policy in read.documents:
        yield from (_placed(point, gaps) for point in _Reader(read, policy, plain).points())


def _placed(point: Point, gaps: Gaps) -> Point:
    """Count a point's characters in the file's own text."""
    if point.value_start is not None and point.value_end is not None:
        start, end = gaps.outward(Span(point.value_start, point.value_end))
        point = replace(point, value_start=start, value_end=end)
    if point.indicator_start is not None and point.indicator_end is not None:
        start, end = gaps.outward(Span(point.indicator_start, point.indicator_end))
        point = replace(point, indicator_start=start, indicator_end=end)
    return point


class _Bound(NamedTuple):
    """A metric and the record that promises it."""

    record: Record
    metric: Metric


class _Reader:
    """Reads the points of one policy."""

    def __init__(self, result: Result, policy: Policy, plain: str) -> None:
        self._policy, self._plain = policy, plain
        self._sentences = Sentences(result.text, plain)
        self._mentions = {mention.id: mention for mention in policy.mentions}
        self._figures, self._years = Figures(policy), Years(policy, plain)
        self._nouns = [mention.span.start for mention in policy.mentions if mention.label == "INDICATOR"]
        self._names = Names(policy, plain)
        values = [mention for mention in policy.mentions if mention.label == "VALUE"]
        self._ends = {value.id: before.span.end for before, value in pairwise(values)}
        self._bound = {metric.value: _Bound(record, metric) for record in policy.records for metric in record.metrics}
        self._head = Point(
            result.source.path,
            policy.id,
            policy.title,
            policy.doc_number,
            policy.issuer,
            policy.date,
            policy.genre,
            policy.region,
            policy.region_code,
            policy.admin_level,
            "none",
        )

    def points(self) -> Iterator[Point]:
        """Yield a point for every VALUE, and for every INDICATOR that none belongs to; or the one that says none."""
        values = [mention for mention in self._policy.mentions if mention.label == "VALUE"]
        counted = {mention.indicator for mention in values} | {each.metric.indicator for each in self._bound.values()}
        found = False
        for mention in self._policy.mentions:
            if mention.label == "VALUE":
                yield from map(self._value, parts_of(mention))
            elif mention.label == "INDICATOR" and mention.id not in counted:
                yield self._named(mention)
            else:
                continue
            found = True
        if not found:
            yield self._head

    def _value(self, mention: Mention) -> Point:
        bound = self._bound.get(mention.id) if mention.span == self._mentions[mention.id].span else None
        metric = bound.metric if bound else self._unbound(mention)
        noun = metric.indicator or self._names.first(mention).indicator
        over = self._figures.year_over(mention)
        deadline = over or (_deadline(bound, self._mentions) if bound else None)
        sense = sense_of(*self._around(mention), metric.unit)
        kind, (year, source) = self._year_of(mention, metric, deadline)
        kind = "target" if sense == "planned" and kind == "actual" else kind
        actual = kind == "actual"
        change = sense if sense in ("ratio", "gap") else metric.change
        return replace(
            self._named(self._mentions[noun], mention) if noun else self._head,
            presence="value" if metric.number is not None else "unquantified",
            record=bound.record.id if bound else None,
            anchor=mention.id,
            value=mention.text,
            op="=" if sense == "planned" and not is_bounded(mention.span.of(self._plain)) else metric.op,
            number=metric.number,
            upper=metric.upper,
            unit=metric.unit,
            kind=kind,
            change=change,
            base=metric.base,
            base_year=int(metric.base) if metric.base and metric.base.isdecimal() else None,
            period=metric.period,
            over=self._over(mention, metric, change, year),
            per=metric.per,
            deadline=deadline.norm if deadline and not actual else None,
            target_year=None if actual else year,
            actual_year=year if actual else None,
            year_from=source,
            strength=metric.strength,
            nature=metric.nature,
            sentence=self._sentences.around(mention.span),
            value_start=mention.span.start,
            value_end=mention.span.end,
            score=metric.score if bound else mention.score,
            made_by=mention.made_by,
        )

    def _year_of(self, mention: Mention, metric: Metric, deadline: Mention | None) -> tuple[str | None, Year]:
        """Return the kind of a number and its year; in a table only a year over its column counts."""
        if mention.made_by in FIGURES:
            end = last_day(deadline.norm or "") if deadline else None
            return metric.kind, Year(int(end[:4]), "heading") if end else Year()
        if metric.kind == "actual":
            return "actual", self._years.reported(mention.span)
        year = self._years.planned(mention, self._ends.get(mention.id, 0), metric, deadline)
        past = year.year and self._years.known.year and year.year < self._years.known.year
        return "actual" if past and metric.kind == "target" else metric.kind, year

    def _named(self, noun: Mention, value: Mention | None = None) -> Point:
        return replace(
            self._head,
            presence="named",
            anchor=noun.id,
            indicator=noun.text,
            canonical=self._names.canonical(noun, value),
            sentence=self._sentences.around(noun.span),
            indicator_start=noun.span.start,
            indicator_end=noun.span.end,
            score=noun.score,
            made_by=noun.made_by,
        )

    def _next_noun(self, value: Mention) -> int:
        at = bisect_left(self._nouns, value.span.end)
        return self._nouns[at] if at < len(self._nouns) else len(self._plain)

    def _over(self, value: Mention, metric: Metric, change: str | None, year: int | None) -> str | None:
        """Return over how many years a number counts, None for a level or a single year."""
        known, changes = self._years.known, change in ("increase", "decrease", "multiple")
        own = "累计" if value.made_by == TOTAL else _CLAUSE_END.split(self._around(value)[0])[-1]
        if change in ("ratio", "gap"):
            return None
        total = summed(own, known.plan, changes=changes or value.made_by == TOTAL)
        if total or not changes or metric.period or not (metric.base and metric.base.isdecimal()):
            return total
        return changed(int(metric.base), year)

    def _unbound(self, value: Mention) -> Metric:
        """Return the Metric of a VALUE outside every TARGET (a reported figure), with the change it is of."""
        found = value.quantity or _NOTHING
        head, text, tail = self._around(value)
        moved = read_move(head, text, tail, _CLAUSE_END.split(head)[-1], self._years.known.year)
        noun = self._mentions[value.indicator].span.of(self._plain) if value.indicator else ""
        if value.made_by in FIGURES:
            moved = change_of(value, noun)
        return Metric(
            indicator=value.indicator,
            value=value.id,
            op=found.op if value.quantity else None,
            number=found.number if value.quantity else None,
            unit=found.unit if value.quantity else None,
            kind=value.kind,
            upper=found.upper,
            change=moved.change,
            base=moved.base,
            period=moved.period,
            nature=nature_beside(self._plain, value, self._next_noun(value)),
        )

    def _around(self, value: Mention) -> tuple[str, str, str]:
        """Return what stands before a VALUE in its sentence, its text, and what stands behind, all folded.

        What stands before the first of a list goes for all of it: 分别增长4.6%、6.1%.
        """
        first = self._names.first(value).span.start
        head = _SENTENCE_END.split(self._plain[max(0, first - REACH) : first])[-1]
        tail = _SENTENCE_END.split(self._plain[value.span.end : value.span.end + REACH])[0]
        return head, value.span.of(self._plain), tail


def _deadline(bound: _Bound, mentions: Mapping[str, Mention]) -> Mention | None:
    """Return what binds a number: its own stage, else the last to end among the deadlines of its record."""
    if bound.metric.stage:
        return mentions[bound.metric.stage]
    dates = [mentions[slot.mention] for slot in bound.record.deadlines]
    return max(dates, key=lambda date: last_day(date.norm or "") or "", default=None)
