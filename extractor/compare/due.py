"""The deadlines of two rows that are the same task, set against each other."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from functools import cache
from typing import Literal, NamedTuple

from extractor.compare.words import either, table
from extractor.export.rows import Row
from extractor.lang.dates import DAY, MONTH, parse_month
from extractor.lang.fold import fold
from extractor.lang.numerals import parse_number
from extractor.types import UNRESOLVED

DueKind = Literal["earlier", "later", "frequency", "deadline", "deadline_added", "deadline_dropped"]
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?")
_LAST_DAY = 31
_YEAR = 12


class DueChange(NamedTuple):
    """A difference between deadlines, as in `changes.Change`."""

    kind: DueKind
    old: str
    new: str
    note: str


class Due(NamedTuple):
    """A deadline; `tail` is what follows its words and says where in its period it stands (每季度 + 首月)."""

    norm: str
    text: str
    tail: str = ""


def due_changes(old: Row, new: Row) -> Iterator[DueChange]:
    """Yield what differs: what comes back is set against what comes back, then whatever is left."""
    mine, theirs = dues(old), dues(new)
    common = Counter(map(_meaning, mine)) & Counter(map(_meaning, theirs))
    left, right = _without(mine, common), _without(theirs, common)
    keys: tuple[Callable[[Due], bool], ...] = (_recurs, lambda due: not _recurs(due), lambda _: True)
    for key in keys:
        pairs = list(zip(filter(key, left), filter(key, right), strict=False))
        for one, other in pairs:
            left.remove(one)
            right.remove(other)
            yield _moved(one, other)
    for due in left:
        yield DueChange("deadline_dropped", due.text + due.tail, "", due.norm)
    for due in right:
        yield DueChange("deadline_added", "", due.text + due.tail, due.norm)


def dues(row: Row) -> list[Due]:
    """Return the deadlines of a row by their norms; what is the tail of another (每年 + 年底前) is none of its own."""
    sentence = fold(row.sentence)
    end = sentence.find(fold(row.target)) + 1
    found = set()
    for norm, text in zip(row.deadline_norms, row.deadlines, strict=True):
        at = sentence.rfind(fold(text), 0, end) if norm.startswith("R") else -1
        found.add(Due(norm, text, _tail_of(sentence, at, at + len(text)) if at >= 0 else ""))
    return sorted(due for due in found if not any(fold(due.text) in other.tail for other in found))


def _tail_of(sentence: str, start: int, end: int) -> str:
    """Return what goes on behind a deadline, also where it was cut short (每季度末 + 月)."""
    for match in _places().finditer(sentence, start):
        if match.start() > end:
            break
        if match.end() > end:
            return sentence[end : match.end()]
    return ""


def without_tail(text: str, due: Due) -> str:
    """Return a TARGET without the tail of its deadline, or the end of the tail, at its head."""
    least = min(2, len(due.tail))
    ends = (due.tail[at:] for at in range(len(due.tail) - least + 1))
    return text.removeprefix(next(filter(text.startswith, ends), ""))


def place(text: str) -> tuple[int, ...]:
    """Return the month and the day at which a recurring deadline stands in its period, () where it is not told."""
    plain = fold(text)
    month, day, after = _months().search(plain), _days().search(plain), _after().search(plain)
    if not (month or day or after):
        return ()
    named = (parse_month(month[1]) if month[1] else _value("months", month[0])) if month else 0
    count = (int(parse_number(day[1]) or 0) if day[1] else _value("days", day[0])) if day else _LAST_DAY
    return (named or 0) + (_YEAR if after else 0), count


def _recurs(due: Due) -> bool:
    return due.norm.startswith("R")


def _meaning(due: Due) -> Hashable:
    """Return what two deadlines that are the same share: 2024年 and 到2024年底 end on one day."""
    if due.norm == UNRESOLVED:
        return fold(due.text)
    if _recurs(due):
        return due.norm, place(due.text + due.tail)
    span = _span(due.norm)
    return span if any(span) else due.norm


def _without(found: list[Due], common: Counter[Hashable]) -> list[Due]:
    left, kept = Counter(common), []
    for due in found:
        left[_meaning(due)] -= 1
        if left[_meaning(due)] < 0:
            kept.append(due)
    return kept


def _moved(one: Due, other: Due) -> DueChange:
    old, new = one.text + one.tail, other.text + other.tail
    note = one.norm if one.norm == other.norm else f"{one.norm} → {other.norm}"
    if one.norm != other.norm and (_recurs(one) or _recurs(other)):
        return DueChange("frequency", old, new, note)
    steps = next(((before, after) for before, after in _steps(one, other) if before != after), None)
    if steps and all(steps):
        return DueChange("earlier" if steps[1] < steps[0] else "later", old, new, note)
    return DueChange("deadline", old, new, note)


def _steps(one: Due, other: Due) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Yield what can be set against each other, as numbers: the place in a period, or the end, then the start."""
    if _recurs(one):
        yield place(one.text + one.tail), place(other.text + other.tail)
    else:
        yield from list(zip(_span(one.norm), _span(other.norm), strict=True))[::-1]


def _span(norm: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the first and the last day of an EDTF norm, () where it is open; a date alone tells its last day."""
    start, _, end = norm.rpartition("/")
    return _edge(start, first=True), _edge(end, first=False)


def _edge(date: str, *, first: bool) -> tuple[int, ...]:
    match = _DATE.fullmatch(date)
    if not match:
        return ()
    year, month = int(match[1]), int(match[2] or (1 if first else _YEAR))
    return year, month, int(match[3] or (1 if first else monthrange(year, month)[1]))


def _value(name: str, word: str) -> int:
    return next(int(value) for value, words in table("places")[name].items() if word in words)


def _words(name: str) -> str:
    return either(word for words in table("places")[name].values() for word in words)


@cache
def _months() -> re.Pattern[str]:
    return re.compile(rf"({MONTH})月|{_words('months')}")


@cache
def _days() -> re.Pattern[str]:
    return re.compile(rf"({DAY})[日号]|{_words('days')}(?!{either(table('places')['not_before']['words'])})")


@cache
def _after() -> re.Pattern[str]:
    return re.compile(_words("after"))


@cache
def _places() -> re.Pattern[str]:
    pieces = "|".join(re.sub(r"\((?!\?)", "(?:", each.pattern) for each in (_months(), _days(), _after()))
    return re.compile(rf"的?(?:{pieces})+(?:以?前|[初底末])?")
