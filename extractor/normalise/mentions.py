"""Mentions to mentions with values."""

import re
from bisect import bisect_right
from dataclasses import replace

from extractor.lang import indicator_tables
from extractor.lang.fold import fold
from extractor.normalise.agency import canonical, jurisdiction
from extractor.normalise.anaphora import named_before
from extractor.normalise.anchor import read_anchor, stated_year
from extractor.normalise.cells import units_beside, with_unit
from extractor.normalise.context import (
    Surroundings,
    coming_period,
    in_month,
    left_out_prefixes,
    look_around,
    named_year,
    of_event,
    own_period,
    recurs,
    stage_year,
)
from extractor.normalise.deadline import COMING, OWN_PERIOD, deadline
from extractor.normalise.quantity import norm_of, quantity, quantity_at
from extractor.normalise.recurrence import in_full
from extractor.normalise.relative import NO_FIRST_YEAR, NO_START, is_tied_to_event, is_total
from extractor.types import UNRESOLVED, Document, Mention, Policy, Span

NO_NUMBER = "没有确定的数量"
NEAR = 12
YEARLY = "R/P1Y"
_OF_STAGE = re.compile(r"(?:于|在)?(?:年[底末初中终]|[上下]半年|\d{1,2}月|[一二三四]季度|[^年月日]{2,6}日)")


def normalise(mentions: tuple[Mention, ...], document: Document, policy: Policy) -> tuple[Mention, ...]:
    """Fill `norm` of DEADLINE, VALUE and AGENCY, `quantity` of VALUE, and `note` where unresolved.

    Order, ids and every other field stay as they are. Relative times count from `policy.date`, in a
    document without one from the only year that it says it is of (2014年工作要点).
    """
    plain, day = document.plain, policy.date or stated_year(policy, document.plain)
    year = read_anchor(day).year
    rules = jurisdiction(policy.region, policy.region_code, year, policy.admin_level == "central")
    prefixes = left_out_prefixes(plain, mentions)
    around = look_around(plain, policy, year)
    units = units_beside(document, policy.span)
    starts = sorted(units)
    done, dated = list[Mention](), list[Mention]()
    for mention in mentions:
        if mention.label == "VALUE" and mention.made_by in indicator_tables.FIGURES:
            done.append(_figure(mention, units[starts[bisect_right(starts, mention.span.start) - 1]]))
        elif mention.label == "VALUE":
            done.append(_value(mention, plain))
        elif mention.label == "DEADLINE":
            named = named_before(plain, mention, dated, year)
            dated.append(replace(mention, norm=named, note=None) if named else _deadline(mention, around, day))
            done.append(dated[-1])
        elif mention.label == "AGENCY":
            name = mention.span.of(plain)
            full = canonical(name, rules, prefixes.get(mention.id, ""))
            done.append(replace(mention, norm=mention.text if full == name else full))
        else:
            done.append(mention)
    return tuple(done)


def _deadline(mention: Mention, around: Surroundings, day: str | None) -> Mention:
    start, end = mention.span
    plain = around.plain
    text = plain[start:end]
    if is_tied_to_event(plain[max(0, start - NEAR) : start], text, plain[end : end + NEAR]):
        return replace(mention, norm=UNRESOLVED, note=NO_START)
    event = of_event(around, text)
    dated = deadline(event.when, day).norm if event else UNRESOLVED
    if event and dated != UNRESOLVED:
        return replace(mention, norm=_around(dated, event.edge), note=None)
    if recurs(around, mention.span, text):
        return replace(mention, norm=YEARLY, note=None)
    period = _period(text, around, mention.span)
    if period is None and is_total(text, plain[end : end + NEAR]):
        return replace(mention, norm=UNRESOLVED, note=NO_FIRST_YEAR)
    written = in_month(around, mention.span, in_full(text, plain[end : end + NEAR]))
    stage = stage_year(around, mention.span) if _OF_STAGE.match(text) else None
    named = named_year(around, mention.span) or stage
    found = deadline(written, str(stage) if stage else day, named, period)
    return replace(mention, norm=found.norm, note=found.note)


def _around(norm: str, edge: str) -> str:
    """Return the norm of a time before, in or after an event of that norm (`a/b`, or `../b` for one day)."""
    first, last = norm.split("/")
    first = last if first == ".." else first
    if edge in ("前", "结束前"):
        return f"../{first if edge == '前' else last}"
    return f"{last}/.." if edge == "结束后" else last if first == last else f"{first}/{last}"


def _period(text: str, around: Surroundings, span: Span) -> tuple[int, int] | None:
    if COMING.search(text):
        return coming_period(around, span)
    return own_period(around, span) if OWN_PERIOD.search(text) else None


def _figure(mention: Mention, unit: str) -> Mention:
    read = quantity(fold(mention.text))
    if read is None:
        return replace(mention, norm=UNRESOLVED, quantity=None, note=NO_NUMBER)
    found = with_unit(read, "%" if mention.made_by == indicator_tables.YEARLY else unit)
    return replace(mention, norm=norm_of(found), quantity=found, note=None)


def _value(mention: Mention, plain: str) -> Mention:
    found = quantity_at(plain, *mention.span)
    if found is None:
        return replace(mention, norm=UNRESOLVED, quantity=None, note=NO_NUMBER)
    return replace(mention, norm=norm_of(found), quantity=found, note=None)
