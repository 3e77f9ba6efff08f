"""The numbers of two rows that are the same task, set against each other."""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from typing import Literal, NamedTuple

from extractor.compare.canonical import canonical_indicator
from extractor.compare.words import either, table
from extractor.export.rows import RowMetric, quantity
from extractor.lang.fold import fold

NumberKind = Literal["raised", "lowered", "measure", "number_added", "number_dropped"]
_DIGITS = re.compile(r"\d+(?:\.(\d+))?")


class NumberChange(NamedTuple):
    """A difference between numbers, as in `changes.Change`."""

    kind: NumberKind
    old: str
    new: str
    note: str


def number_changes(old: Sequence[RowMetric], new: Sequence[RowMetric]) -> Iterator[NumberChange]:
    """Yield what differs: numbers are paired by indicator and unit, then by unit, then by indicator."""
    left, right = list(old), list(new)
    for key in (_exact, _measured, _counted, _named):
        for one, other in _paired(left, right, key):
            yield from _compared(one, other)
    for metric in left:
        yield NumberChange("number_dropped", _words(metric), "", quantity(metric))
    for metric in right:
        yield NumberChange("number_added", "", _words(metric), quantity(metric))


def in_base_unit(number: float, unit: str | None) -> tuple[float, str]:
    """Return a number in the base unit of its kind (公里 and 米 in 米); other units stay."""
    base, times = _units().get(unit or "", (unit or "", Fraction(1)))
    return float(Fraction(str(number)) * times), base


def without_verbs(text: str) -> str:
    """Return text without the verbs that lead to a number (达到, 提高到) and say no more than it does."""
    return re.sub(either(table("verbs")["verbs"]), "", text)


def _paired(
    left: list[RowMetric], right: list[RowMetric], key: Callable[[RowMetric], Hashable]
) -> Iterator[tuple[RowMetric, RowMetric]]:
    """Take out and yield pairs that have the same key, in text order."""
    for one in tuple(left):
        other = next((metric for metric in right if key(metric) == key(one)), None)
        if other is not None:
            left.remove(one)
            right.remove(other)
            yield one, other


def _exact(metric: RowMetric) -> Hashable:
    return _measured(metric), _numbers(metric), metric.stage


def _measured(metric: RowMetric) -> Hashable:
    return canonical_indicator(metric.indicator or ""), _unit(metric), metric.change, metric.kind


def _counted(metric: RowMetric) -> Hashable:
    return _unit(metric), metric.change, metric.kind


def _named(metric: RowMetric) -> Hashable:
    return canonical_indicator(metric.indicator or ""), bool(metric.indicator) or id(metric)


def _compared(one: RowMetric, other: RowMetric) -> Iterator[NumberChange]:
    before, after = _numbers(one), _numbers(other)
    if one.unit != other.unit and before and after and _rounded(one, other):
        after = before
    apart = [
        f"{name}：{getattr(one, field) or '未写'} → {getattr(other, field) or '未写'}"
        for field, name in _FRAME.items()
        if getattr(one, field) != getattr(other, field)
    ]
    if _unit(one) != _unit(other):
        apart.append(f"单位：{one.unit or '无'} → {other.unit or '无'}")
    named = [one.indicator or ""] if one.indicator == other.indicator else []
    old, new = (one.text, other.text) if named else (_words(one), _words(other))
    said = f"{quantity(one) or '无数'} → {quantity(other) or '无数'}"
    note = "；".join(filter(None, (*named, said, *apart)))
    if apart:
        yield NumberChange("measure", old, new, note)
    elif before is not None and after is not None and before != after:
        kind: NumberKind = "raised" if after > before else "lowered"
        yield NumberChange(kind, old, new, note)
    elif one.op != other.op or before != after:
        yield NumberChange("measure", old, new, note)


_FRAME = {"change": "增减", "base": "基期", "period": "周期", "per": "每"}
"""What must agree before two numbers can be called higher or lower."""


def _numbers(metric: RowMetric) -> tuple[float, float] | None:
    if metric.number is None:
        return None
    low, _ = in_base_unit(metric.number, metric.unit)
    high = in_base_unit(metric.upper, metric.unit)[0] if metric.upper is not None else low
    return low, high


def _rounded(one: RowMetric, other: RowMetric) -> bool:
    """Say whether two numbers in different units are one but for rounding: 20万亩 and 1.33万公顷."""
    least = min(_half_step(one), _half_step(other))
    pairs = zip(_numbers(one) or (), _numbers(other) or (), strict=True)
    return _unit(one) == _unit(other) and all(abs(before - after) <= least for before, after in pairs)


def _half_step(metric: RowMetric) -> float:
    """Return half of the last place of a number as it is written, in the base unit; 0 where it is not in digits."""
    digits = _DIGITS.search(fold(metric.text).replace(",", ""))
    if not (digits and float(digits[0]) and metric.number):
        return 0
    times = in_base_unit(metric.number, metric.unit)[0] / float(digits[0])
    return times / 2 / float(10 ** len(digits[1] or ""))


def _unit(metric: RowMetric) -> str:
    return in_base_unit(0, metric.unit)[1]


def _words(metric: RowMetric) -> str:
    return f"{metric.indicator}：{metric.text}" if metric.indicator else metric.text


@cache
def _units() -> dict[str, tuple[str, Fraction]]:
    return {unit: (base, Fraction(times)) for base, row in table("units").items() for unit, times in row.items()}
