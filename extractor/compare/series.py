"""One indicator across documents: region × year × indicator, ranks, 加码 down the levels, target against actual."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from extractor.audit.cues import table as audit_table
from extractor.compare.numbers import in_base_unit
from extractor.compare.places import Place, above, place_of
from extractor.compare.point import Point
from extractor.compare.spans import SOME
from extractor.compare.words import either, table
from extractor.types import PREVIOUS_PERIOD

Verdict = Literal["stricter", "same", "looser", "higher", "lower"]
VERDICTS: dict[Verdict, str] = {
    "stricter": "加码",
    "same": "一致",
    "looser": "低于上级",
    "higher": "数值更高（方向未定）",
    "lower": "数值更低（方向未定）",
}
CHANGES = {"increase": "增加", "decrease": "减少", "multiple": "倍数"}
_HEADS = {"增速": "increase", "涨幅": "increase", "降低率": "decrease"}
_YEARLY = "年均"
_AHEAD = 2


class Key(NamedTuple):
    """What two numbers must share to be compared: name, unit, what they change, how often, since and over how long,
    and what they count for."""

    indicator: str
    unit: str
    change: str | None
    period: str | None
    per: str | None
    over: str | None = None
    base: str | None = None

    @property
    def moves(self) -> str:
        """What the numbers change and how often, as people read it: 年均增加, "" for levels."""
        yearly = "年均" if self.period == "P1Y" else ""
        return f"{'环比' if self.base else ''}{yearly}{CHANGES.get(self.change or '', '')}"

    @property
    def years(self) -> str:
        """Over how many years they count, as people read it: 5年, 数年, "" for one."""
        return f"{self.over.strip('PY') or '数'}年" if self.over else ""


@dataclass(frozen=True, slots=True)
class Step:
    """A target set against that of the nearest level above, of the same year; `difference` is own minus upper."""

    key: Key
    year: int
    place: Place
    own: Point
    upper: Point
    difference: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """A target set against the number reported for the same place and year; `met` is None where it cannot be said."""

    key: Key
    year: int
    place: Place
    target: Point
    actual: Point
    difference: float
    met: bool | None


@dataclass(frozen=True, slots=True)
class Series:
    """All the numbers of one indicator, and the documents that name it without one."""

    key: Key
    points: tuple[Point, ...]
    named: tuple[Point, ...]

    @property
    def documents(self) -> int:
        """How many documents give a number."""
        return len({(point.file, point.document) for point in self.points})


def gather(points: Iterable[Point], least: int = 2) -> list[Series]:
    """Return the indicators for which at least so many documents give a number, the most frequent first."""
    groups: dict[Key, list[Point]] = defaultdict(list)
    named: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        if point.canonical and point.presence == "named":
            named[point.canonical].append(point)
        elif point.canonical and _is_compared(point) and not _is_generic(point):
            groups[key_of(point)].append(point)
    found = (Series(key, tuple(_once(group)), tuple(named[key.indicator])) for key, group in groups.items())
    return sorted((each for each in found if each.documents >= least), key=lambda each: (-each.documents, each.key[:2]))


def key_of(point: Point) -> Key:
    """Return the key of a point with a number; 地区生产总值年均增速 8% and 地区生产总值 年均增长8% have one."""
    name, change, period = point.canonical or "", point.change, point.period
    unit = in_base_unit(0, point.unit)[1]
    word = next((word for word in _HEADS if name.endswith(word)), None)
    if word and unit == "%" and (bare := name.removesuffix(word).removesuffix(_YEARLY)):
        period = "P1Y" if name.removesuffix(word).endswith(_YEARLY) else period
        name, change = bare, _HEADS[word]
    base = point.base if change and point.base == PREVIOUS_PERIOD else None
    over = point.over or (SOME if change in ("increase", "decrease") and not period and _is_far(point) else None)
    return Key(name, unit, change, period, point.per, over, base)


def _is_far(point: Point) -> bool:
    """Say whether a change without base is due years after its document: then it is one over some of them."""
    date = point.date or ""
    years = (point.target_year or 0) - int(date[:4]) if date[:4].isdecimal() else 0
    return point.base is None and years >= _AHEAD


def amount(point: Point) -> float:
    """Return a point's number in its base unit; a range stands for its lower end."""
    return in_base_unit(point.number or 0, point.unit)[0]


def ranks(series: Series) -> Iterator[tuple[int, int, Point]]:
    """Yield year, rank and target for each year, the highest first, the lowest where less is better (浓度).

    Equal numbers share a rank; what two documents of a place say alike counts once.
    """
    years: dict[int, dict[tuple[str, float], Point]] = defaultdict(dict)
    for point in series.points:
        if point.target_year is not None:
            years[point.target_year].setdefault((place_of(point).name, amount(point)), point)
    for year in sorted(years):
        order = sorted(years[year].values(), key=amount, reverse=not _less_is_better(series.key))
        values = [amount(point) for point in order]
        yield from ((year, values.index(amount(point)) + 1, point) for point in order)


def steps(series: Series) -> Iterator[Step]:
    """Yield each target set against the nearest level above that has one for the year.

    Only shares, rates and averages: a city's count is a part of its province's, not more or less than it.
    """
    if not _is_share(series.key):
        return
    by_place: dict[tuple[int, str], Point] = {}
    for point in series.points:
        place = place_of(point)
        if point.target_year is not None and (place.code or place.level == "central"):
            by_place.setdefault((point.target_year, place.code or ""), point)
    for point in series.points:
        place = place_of(point)
        upper = _upper(point, place, by_place)
        if upper is not None and point.target_year is not None:
            gap = round(amount(point) - amount(upper), 6)
            yield Step(series.key, point.target_year, place, point, upper, gap, _verdict(series.key, point, gap))


def outcomes(series: Series) -> Iterator[Outcome]:
    """Yield each target for which the same place reports a number of the same year."""
    actual: dict[tuple[int, str], Point] = {}
    for point in series.points:
        if point.actual_year is not None:
            actual.setdefault((point.actual_year, place_of(point).name), point)
    for point in series.points:
        place = place_of(point)
        reported = actual.get((point.target_year or 0, place.name))
        if reported is not None and point.target_year is not None:
            gap = round(amount(reported) - amount(point), 6)
            met = _met(series.key, point, gap)
            yield Outcome(series.key, point.target_year, place, point, reported, gap, met)


def _once(group: Iterable[Point]) -> Iterator[Point]:
    """Leave out what a document says again of the same year."""
    seen = set()
    for point in group:
        said = point.file, point.document, point.year, point.kind, point.op, point.number, point.upper
        if said not in seen:
            seen.add(said)
            yield point


def _is_compared(point: Point) -> bool:
    """Say whether a number is one of the indicator's own, no grant, share of a target or gap."""
    return point.number is not None and point.kind != "support" and point.change not in ("ratio", "gap")


def _is_generic(point: Point) -> bool:
    """Say whether a name is too general to be one indicator in two documents (企业, 专项资金)."""
    general = {*audit_table("numbers")["generic"], *table("canonical")["reading"]["general"]}
    return (point.canonical or "").removeprefix("新增") in general


def _upper(point: Point, place: Place, by_place: Mapping[tuple[int, str], Point]) -> Point | None:
    if point.target_year is None or place.level in {None, "central"}:
        return None
    for code in above(place):
        upper = by_place.get((point.target_year, code))
        if upper is not None:
            return upper
    return None


def _verdict(key: Key, point: Point, gap: float) -> Verdict:
    if gap == 0:
        return "same"
    way = _way(key, point)
    if way == 0:
        return "higher" if gap > 0 else "lower"
    return "stricter" if gap * way > 0 else "looser"


def _met(key: Key, target: Point, gap: float) -> bool | None:
    way = _way(key, target)
    if target.op == "~" or way == 0:
        return True if gap == 0 else None
    return gap * way >= 0


def _way(key: Key, point: Point) -> int:
    """Return 1 where a higher number asks more, -1 where a lower one does, 0 where it cannot be told."""
    if point.op in (">", ">="):
        return 1
    if point.op in ("<", "<="):
        return -1
    if _less_is_better(key):
        return -1
    if key.change is not None:
        return 1
    return 1 if key.indicator.endswith(("率", "占比", "满意度")) else 0


def _less_is_better(key: Key) -> bool:
    return key.change != "decrease" and _lower().search(key.indicator) is not None


def _is_share(key: Key) -> bool:
    return key.unit in table("canonical")["reading"]["shares"] or bool(key.per) or bool(_share().search(key.indicator))


@cache
def _lower() -> re.Pattern[str]:
    return re.compile(either(table("canonical")["reading"]["lower"]))


@cache
def _share() -> re.Pattern[str]:
    return re.compile("|".join(table("canonical")["reading"]["share_names"]))
