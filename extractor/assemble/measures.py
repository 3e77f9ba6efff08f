"""A VALUE as a Metric: its numbers, and what its sentence says of them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from extractor.assemble.changes import Moved, read_move, read_per
from extractor.assemble.layout import Layout, Line, Paragraph, is_frequency
from extractor.assemble.strength import read_nature, read_strength
from extractor.assemble.wording import CLAUSE_END
from extractor.types import UNRESOLVED, Mention, Metric

REACH = 300
_LISTED = re.compile(r"\s*[、和及与或]\s*")


class Place(NamedTuple):
    """Where a VALUE stands in its sentence: the text before it, and what of its clause is its own."""

    head: str
    own: str
    tail: str
    noun_tail: str


def measure(layout: Layout, paragraph: Paragraph, line: Line, links: Mapping[str, str | None]) -> Iterator[Metric]:
    """Yield a Metric for each VALUE in the TARGETs of a line; `links` is VALUE id → INDICATOR id."""
    plain, year = layout.plain, _year(layout.policy.date)
    nouns = {m.id: m for target in line.targets for m in layout.inside[target.id] if m.label == "INDICATOR"}
    cells = [each.span.of(plain).strip() for each in paragraph.lines if each.column is not None]
    titles = [layout.sections[name].title for name in layout.upward(paragraph.section)]
    opening = plain[line.span.start : line.span.end][:REACH]
    moved, before, behind = Moved(), None, line.span.start
    for target in line.targets:
        values = [mention for mention in layout.inside[target.id] if mention.label == "VALUE"]
        stages = _stages(layout, line.outside.within(behind, target.span.start), target, values)
        behind = target.span.end
        for value in values:
            place = _place(plain, line, value, before, nouns.get(links.get(value.id) or ""))
            if before is None or not _LISTED.fullmatch(plain, before.span.end, value.span.start):
                moved = read_move(place.head, value.span.of(plain), place.tail, place.own, year)
            yield replace(
                plain_metric(value, links.get(value.id)),
                change=moved.change,
                base=moved.base,
                period=moved.period,
                per=read_per(place.own.replace("\0", ""), value.span.of(plain)),
                stage=stages.get(value.id),
                strength=read_strength(place.head) if value.kind != "actual" else None,
                nature=read_nature(place.tail, place.noun_tail, opening, cells, titles),
            )
            before = value


def plain_metric(value: Mention, indicator: str | None) -> Metric:
    """Return the Metric of a VALUE with its numbers alone."""
    found = value.quantity
    if found is None:
        return Metric(indicator, value.id, None, None, None, value.kind)
    return Metric(indicator, value.id, found.op, found.number, found.unit, value.kind, found.upper)


def _year(date: str | None) -> int | None:
    return int(date[:4]) if date and date[:4].isdecimal() else None


def _place(plain: str, line: Line, value: Mention, before: Mention | None, noun: Mention | None) -> Place:
    start, end = value.span
    head = plain[max(line.span.start, start - REACH) : start]
    begin = start - len(CLAUSE_END.split(head)[-1])
    begin = max(begin, before.span.end) if before else begin
    own = plain[begin:start]
    if noun and begin <= noun.span.start and noun.span.end <= start:
        own = f"{plain[begin : noun.span.end]}\0{plain[noun.span.end : start]}"
    noun_tail = plain[noun.span.end : noun.span.end + REACH] if noun and noun.span.end <= start else ""
    return Place(head, own, plain[end : min(line.span.end, end + REACH)], noun_tail)


def _stages(layout: Layout, free: Sequence[Mention], target: Mention, values: Sequence[Mention]) -> dict[str, str]:
    """Return VALUE id → DEADLINE id where a TARGET has several dates: in order, or the last in front of each.

    `free` are the mentions between the TARGET before and this one.
    """
    dates = [*free, *layout.inside[target.id]]
    dates = [mention for mention in dates if mention.label == "DEADLINE" and _is_date(mention)]
    if len(dates) < 2:
        return {}
    if not _listed(layout.plain, dates):
        behind = ((value, bisect_left(dates, value.span.start, key=_start)) for value in values)
        return {value.id: dates[at - 1].id for value, at in behind if at}
    if len(dates) == len(values) and dates[-1].span.end <= values[0].span.start and _listed(layout.plain, values):
        return {value.id: date.id for value, date in zip(values, dates, strict=True)}
    return {}


def _is_date(mention: Mention) -> bool:
    return mention.norm is not None and mention.norm != UNRESOLVED and not is_frequency(mention)


def _listed(plain: str, mentions: Sequence[Mention]) -> bool:
    return all(_LISTED.fullmatch(plain, a.span.end, b.span.start) for a, b in pairwise(mentions))


def _start(mention: Mention) -> int:
    return mention.span.start
