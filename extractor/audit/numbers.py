"""Numbers of one document that contradict each other.

Two records state the same number when they agree on the indicator, the words around it, the unit, the day by which
it must hold and the region that answers for it, and stand in different sentences. What differs in any of these, or
says no day, is not compared: thresholds and grants repeat under every heading, and a false alarm costs trust.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations
from math import inf
from typing import NamedTuple

from extractor.audit.cues import either, table
from extractor.audit.dates import last_day
from extractor.audit.finding import Finding, of_rows
from extractor.export.rows import Row, RowMetric
from extractor.lang.fold import fold
from extractor.lang.regions import find_region

_NAME = re.compile("[一-龥]{2}")


class _Claim(NamedTuple):
    row: Row
    metric: RowMetric


def contradictions(rows: Iterable[Row]) -> Iterator[Finding]:
    """Yield numbers-disagree, one finding for all the values of one number."""
    groups: dict[Hashable, list[_Claim]] = {}
    for row in rows:
        for metric in row.metrics:
            days = _days(row, metric)
            if days and metric.number is not None and metric.kind in table("numbers")["kinds"] and _is_named(metric):
                groups.setdefault((days, *_key(row, metric)), []).append(_Claim(row, metric))
    for claims in groups.values():
        if _differ(claims):
            yield from _findings(claims)


def _findings(claims: Sequence[_Claim]) -> Iterator[Finding]:
    """Yield the finding of the claims that hold for the same region."""
    places: dict[Hashable, list[_Claim]] = {}
    for claim in claims:
        places.setdefault(_region(claim.row), []).append(claim)
    for same in places.values():
        if _differ(same):
            indicator, due = same[0].metric.indicator, "、".join(same[0].row.deadlines)
            values = "，".join(f"“{claim.metric.text}”（{claim.row.record}）" for claim in same)
            yield of_rows("numbers-disagree", f"“{indicator}”（{due}）前后不一：{values}", [one.row for one in same])


def _differ(claims: Sequence[_Claim]) -> bool:
    if len({(claim.metric.op, claim.metric.number, claim.metric.upper) for claim in claims}) == 1:
        return False
    return any(
        one.row.sentence != other.row.sentence and disagree(one.metric, other.metric)
        for one, other in combinations(claims, 2)
    )


def disagree(one: RowMetric, other: RowMetric) -> bool:
    """Say whether two values of one number cannot both be meant: no number fits both, or two bounds differ.

    An approximate value (~) is compared with an approximate one alone.
    """
    if "~" in (one.op, other.op) and one.op != other.op:
        return False
    if one.op == other.op:
        return (one.number, one.upper) != (other.number, other.upper)
    (low, high), (least, most) = _range(one), _range(other)
    return high < least or most < low


def _range(metric: RowMetric) -> tuple[float, float]:
    number = metric.number or 0
    if metric.op in (">", ">="):
        return number, inf
    if metric.op in ("<", "<="):
        return -inf, metric.upper if metric.upper is not None else number
    return number, metric.upper if metric.upper is not None else number


def _days(row: Row, metric: RowMetric) -> tuple[str, ...]:
    """Return the days by which a number must hold: that of its own stage, else those of its record."""
    norms = (metric.stage,) if metric.stage else row.deadline_norms
    return tuple(sorted({day for norm in norms if (day := last_day(norm))}))


def _is_named(metric: RowMetric) -> bool:
    """Say whether an indicator names something that can be counted twice."""
    name = fold(metric.indicator or "")
    return bool(_NAME.search(name)) and name not in table("numbers")["generic"]


def _key(row: Row, metric: RowMetric) -> tuple[Hashable, ...]:
    kind = metric.unit, metric.change, metric.base, metric.period, metric.per
    return fold(metric.indicator or ""), frame(row, metric), *kind


def frame(row: Row, metric: RowMetric) -> str:
    """Return the words of a TARGET in front of a value that say what is counted and how: 新建, 年均增长."""
    target, value = fold(row.target), fold(metric.text)
    head = target.partition(value)[0]
    for words in (*row.deadlines, metric.indicator or ""):
        head = head.replace(fold(words), "")
    return _neutral().sub("", head)


def _region(row: Row) -> Hashable:
    """Return what tells where a number holds: regions in the sentence, who answers for it, the headings."""
    named = find_region(fold(row.sentence))
    bodies = (name for name in (*row.lead, *row.resp) if _ends_like_region().search(name))
    titles = (title for title in row.section_titles if _ends_like_region().search(title))
    return named.name if named else None, frozenset(bodies), tuple(titles)


@cache
def _neutral() -> re.Pattern[str]:
    return re.compile(rf"{either(table('numbers')['neutral'])}|[\s,、:]")


@cache
def _ends_like_region() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(table('numbers')['regions'])})(?:{either(table('numbers')['organs'])})?$")
