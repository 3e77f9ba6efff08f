"""What a workbook shows: its sheets, its cells, and values as their number format writes them."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import MAX_PREC, ROUND_HALF_UP, Decimal, localcontext
from typing import NamedTuple

from extractor.types import Issue

_QUOTED = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]')
_PERCENT = re.compile(r"(?:\.([0#?]{0,30})[0#?]*)?\s*%")
_DIGITS = 15


class Shown(NamedTuple):
    """A cell that is not empty, counted from 1; it fills `rows` × `columns` where it is merged with others."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


class Sheet(NamedTuple):
    """A sheet; `cells` yields what it shows, row by row, merged cells once."""

    name: str
    hidden: bool
    cells: Callable[[], Iterator[Shown]]


class Book(NamedTuple):
    """A workbook; `issues` say what of it could not be read."""

    sheets: tuple[Sheet, ...]
    issues: tuple[Issue, ...] = ()


def shown(value: object, form: str) -> str:
    """Return a cell's value as text; `form` is its number format (0.0%, yyyy"年"m"月")."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, form)
    if isinstance(value, datetime | date):
        return _day(value, form)
    return value.isoformat() if isinstance(value, time) else str(value)


def _number(value: float, form: str) -> str:
    text = str(value) if isinstance(value, int) else f"{value:.{_DIGITS}g}"
    percent = _PERCENT.search(_QUOTED.sub("", form))
    if percent:
        return _share(Decimal(text), percent[1] or "")
    return f"{value:.0f}" if "e" in text and value == int(value) else text


def _share(number: Decimal, places: str) -> str:
    """Write a number in per cent; `places` are its digits behind the point: 0 always shown, # and ? not where idle."""
    if not number.is_finite():
        return f"{number}%"
    with localcontext(prec=MAX_PREC, rounding=ROUND_HALF_UP):
        written = f"{(number * 100).quantize(Decimal(1).scaleb(-len(places))):f}"
    idle = len(places) - len(places.rstrip("#?"))
    kept = len(written) - idle
    return f"{written[:kept]}{written[kept:].rstrip('0')}".rstrip(".") + "%"


def _day(value: date, form: str) -> str:
    """Write a date with the parts that its format shows: 2025年6月, 2025-06-30."""
    bare = _QUOTED.sub("", form).lower()
    parts = [("y", f"{value.year}年"), ("m", f"{value.month}月"), ("d", f"{value.day}日")]
    wanted = [words for letter, words in parts if letter in bare]
    if "年" in form or "月" in form or len(wanted) < len(parts):
        return "".join(wanted) or value.isoformat()[:10]
    return value.isoformat()[:10]
