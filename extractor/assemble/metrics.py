"""The numbers that a TARGET promises, each with its INDICATOR."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.assemble.layout import Layout, Line
from extractor.assemble.measures import measure, plain_metric
from extractor.types import Mention, Metric

_JOINT = re.compile(r"\s*[、,和及与]\s*")
_TIGHT = re.compile(r"的?")
_SHARES = frozenset(("%", "元", "倍"))
_ALONE = frozenset(("%", "‰", "年", "个月"))
_OF_TIME = re.compile("(?:期限|时间|年限|期|时长)$")
_TIMES = frozenset(("次", "遍", "回", "轮", ""))
Links = dict[str, str | None]


class _Count(NamedTuple):
    """A VALUE that counts something, and where it and the VALUEs that touch it end."""

    value: Mention
    end: int


def bind_metrics(layout: Layout, target: Mention, metrics: dict[str, Metric]) -> Iterator[Metric]:
    """Yield the VALUEs inside a TARGET in text order, as `link_values` read them."""
    for value in layout.inside[target.id]:
        if value.label == "VALUE":
            yield metrics.get(value.id) or plain_metric(value, value.indicator)


def link_values(layout: Layout) -> dict[str, Metric]:
    """Return VALUE id → Metric, with its INDICATOR, for the VALUEs inside TARGETs.

    甲、乙分别达到1、2 pairs them in order. Else the recogniser's link wins; else 甲、乙达到1、2 pairs too, and the noun
    right behind (2个公园, 5万元的补助) goes before the nearest one in front, that before one further behind.
    A share, a sum, or a number with the unit of the one before, without any noun in its TARGET, takes
    the last noun of its sentence (增长20%), also one that is its topic outside TARGETs (票款收入,按80%分成); several
    take as many (分别增长15%、20%). Of two numbers side by side the second describes, and has none
    (1支20人以上的队伍), but a share, a time or a cap counts (20%最高不超过50万元的奖励).
    """
    metrics: dict[str, Metric] = {}
    for paragraph in layout.paragraphs:
        for line in paragraph.lines:
            found = measure(layout, paragraph, line, _link_line(layout, line))
            metrics.update((metric.value, metric) for metric in found)
    return metrics


def _link_line(layout: Layout, line: Line) -> Links:
    links: Links = {}
    seen: list[Mention] = []
    units: frozenset[str] = frozenset()
    at = line.span.start
    for target in line.targets:
        before = [noun for noun in layout.nouns.within(at, target.span.start) if _is_topic(layout.plain, noun, target)]
        at = target.span.end
        if before:
            seen, units = [*seen, *before], frozenset()
        held = layout.inside[target.id]
        values = [mention for mention in held if mention.label == "VALUE"]
        nouns = [mention for mention in held if mention.label == "INDICATOR"]
        if nouns:
            links.update(_link_own(layout.plain, values, nouns))
            units = frozenset(_unit(value) for value in values if links[value.id] == nouns[-1].id)
            seen += nouns
        else:
            links.update(_link_back(layout.plain, values, seen, units))
    return links


def _is_topic(plain: str, noun: Mention, target: Mention) -> bool:
    """Say whether a noun in front of a TARGET is what that is about (票款收入,按80%分成)."""
    return noun.span.end == target.span.start or plain.startswith((",", ":", "为", "按", "、"), noun.span.end)


def _link_own(plain: str, values: Sequence[Mention], nouns: Sequence[Mention]) -> Links:
    """Link the VALUEs of a TARGET to the INDICATORs in it."""
    links: Links = {value.id: value.indicator for value in values}
    counts = _counts(values)
    in_order = _in_order(plain, [count.value for count in counts], nouns)
    if in_order and "分别" in plain[nouns[-1].span.end : counts[0].value.span.start]:
        return {**links, **in_order}
    for run in _runs(plain, counts):
        for count in run:
            name = count.value.id
            links[name] = links[name] or in_order.get(name) or _noun(plain, count, run[-1], nouns)
    return links


def _link_back(plain: str, values: Sequence[Mention], seen: Sequence[Mention], units: frozenset[str]) -> Links:
    """Link the VALUEs of a TARGET without INDICATOR to those of its sentence before it."""
    if 1 < len(values) <= len(seen) and _unbroken(plain, values):
        pairs = list(zip(values, seen[-len(values) :], strict=True))
        each = "分别" in plain[pairs[-1][1].span.end : values[0].span.start]
        return {value.id: noun.id if each else value.indicator or noun.id for value, noun in pairs}
    heads = {count.value.id for count in _counts(values)}
    return {
        value.id: value.indicator
        or (_last(value, seen) if value.id in heads and _goes_on(_unit(value), units) else None)
        for value in values
    }


def _last(value: Mention, seen: Sequence[Mention]) -> str | None:
    """Return the noun named last; a sum is of none that names a time (补贴期限)."""
    fitting = (noun.id for noun in reversed(seen) if _unit(value) != "元" or not _OF_TIME.search(noun.text))
    return next(fitting, None)


def _counts(values: Sequence[Mention]) -> list[_Count]:
    """Return the values that count something, each with the end of those that touch it behind."""
    counts: list[_Count] = []
    for value in values:
        if counts and counts[-1].end == value.span.start and not _stands_alone(value):
            counts[-1] = counts[-1]._replace(end=value.span.end)
        else:
            counts.append(_Count(value, value.span.end))
    return counts


def _stands_alone(value: Mention) -> bool:
    """Say whether a number counts for itself even where it touches another (20%最高不超过50万元的奖励)."""
    unit, capped = _unit(value), value.quantity is not None and value.quantity.op in ("<=", "<")
    return unit in _ALONE or (unit == "元" and capped)


def _in_order(plain: str, values: Sequence[Mention], nouns: Sequence[Mention]) -> dict[str, str]:
    """Pair 甲、乙分别达到1、2: as many values as nouns, all nouns first, both without a break."""
    if len(values) < 2 or len(values) != len(nouns) or nouns[-1].span.start > values[0].span.start:
        return {}
    if not (_unbroken(plain, values) and _unbroken(plain, nouns)):
        return {}
    return {value.id: noun.id for value, noun in zip(values, nouns, strict=True)}


def _unbroken(plain: str, mentions: Sequence[Mention]) -> bool:
    return all(_JOINT.fullmatch(plain, a.span.end, b.span.start) for a, b in pairwise(mentions))


def _runs(plain: str, counts: Sequence[_Count]) -> Iterator[list[_Count]]:
    """Yield the values of one unit that 、 or 和 joins, together."""
    run: list[_Count] = []
    for count in counts:
        joined = run and _JOINT.fullmatch(plain, run[-1].end, count.value.span.start)
        if run and not (joined and _unit(run[-1].value) == _unit(count.value)):
            yield run
            run = []
        run.append(count)
    if run:
        yield run


def _noun(plain: str, count: _Count, last: _Count, nouns: Sequence[Mention]) -> str | None:
    behind = bisect_left(nouns, last.end, key=_start)
    before = bisect_left(nouns, count.value.span.start, key=_start) - 1
    if behind < len(nouns) and _TIGHT.fullmatch(plain, last.end, nouns[behind].span.start):
        return nouns[behind].id
    if before >= 0:
        return nouns[before].id
    return nouns[behind].id if behind < len(nouns) else None


def _start(mention: Mention) -> int:
    return mention.span.start


def _goes_on(unit: str, units: frozenset[str]) -> bool:
    """Say whether a number without noun still counts the last one named, which has these units."""
    return unit in _SHARES or (unit not in _TIMES and (unit in units or not units))


def _unit(value: Mention) -> str:
    return value.quantity.unit if value.quantity else ""
