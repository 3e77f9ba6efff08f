"""The day from which relative times count."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

NO_DATE = "文件日期不明，无法推算"
NO_MONTH = "文件日期只到年，无法推算到月"
NO_DAY = "文件日期不到日，无法推算天数"
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Anchor(NamedTuple):
    """A document's date as far as it is known, and the year that the text `named` last."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    named: int | None = None

    @property
    def iso(self) -> str:
        """The date as far as it is known; "" when not even the year is."""
        parts = [f"{self.year:04d}"] if self.year else []
        return "-".join(parts + [f"{part:02d}" for part in (self.month, self.day) if part])


@lru_cache(maxsize=256)
def read_anchor(iso: str | None, named: int | None = None) -> Anchor:
    """Read YYYY, YYYY-MM or YYYY-MM-DD of 1900 to 2100; anything else is an unknown date."""
    match = _ISO.fullmatch(iso or "")
    if not match or not 1900 <= int(match[1]) <= 2100:
        return Anchor(named=named)
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return Anchor(named=named)
    return Anchor(int(match[1]), int(match[2] or 0) or None, int(match[3] or 0) or None, named)


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])
