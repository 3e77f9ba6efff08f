"""Stretches of the calendar as moments: days, thirds of a month, months, edges of a year."""

from datetime import date
from typing import NamedTuple

from extractor.lang.numerals import parse_number
from extractor.normalise.anchor import month_end


class Moment(NamedTuple):
    """What `text[start:end]` names: from `first` to `last` (ISO, as precise as written), over at `close`.

    `spans` says that the wording names a whole period (“十二五”, 上半年), not a date to meet.
    `lacks` is the note when a year or month is missing; the other fields are then without sense.
    """

    start: int
    end: int
    first: str = ""
    last: str = ""
    close: date = date.max
    spans: bool = False
    lacks: str = ""


Where = tuple[int, int]
_THIRDS = {
    "上旬": (1, 10),
    "初": (1, 10),
    "上中旬": (1, 20),
    "中旬": (11, 20),
    "中": (11, 20),
    "中下旬": (11, 31),
    "下旬": (21, 31),
}


def edge(where: Where, mark: str, first: int, last: int) -> Moment:
    """Return the 底, 末, 终, 中, 初 or 内 of a year, or of the last of several."""
    if mark == "中":
        return Moment(*where, f"{first}-06", f"{last}-06", date(last, 6, 30))
    if mark == "初":
        return Moment(*where, f"{first}-01", f"{last}-01", date(last, 1, 31))
    opened = f"{first}" if mark == "内" else f"{first}-12"
    return Moment(*where, opened, f"{last}", date(last, 12, 31))


def stretch(where: Where, first: tuple[int, int], last: tuple[int, int]) -> Moment:
    """Return a period from month to month, each (year, month)."""
    (opened, low), (closed, high) = first, last
    return Moment(*where, f"{opened}-{low:02d}", f"{closed}-{high:02d}", month_end(closed, high), spans=True)


def month(where: Where, year: int, number: int, rest: str) -> Moment:
    """Return a month, one of its thirds (上旬), or a day of it; a day that it lacks leaves the month."""
    close = month_end(year, number)
    if rest in _THIRDS:
        low, high = _THIRDS[rest]
        last = date(year, number, min(high, close.day))
        return Moment(*where, date(year, number, low).isoformat(), last.isoformat(), last)
    day = parse_number(rest.rstrip("日号")) if rest else None
    if day is not None:
        return exact(where, year, number, int(day))
    return Moment(*where, f"{year}-{number:02d}", f"{year}-{number:02d}", close)


def exact(where: Where, year: int, number: int, day: int) -> Moment:
    """Return a day, or its month where the month lacks that day."""
    close = month_end(year, number)
    if not 1 <= day <= close.day:
        return Moment(*where, f"{year}-{number:02d}", f"{year}-{number:02d}", close)
    found = date(year, number, day)
    return Moment(*where, found.isoformat(), found.isoformat(), found)
