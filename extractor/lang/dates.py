"""Calendar dates as Chinese documents write them.

Takes folded text (`extractor.lang.fold.fold`); offsets hold for the original.
"""

import re
from datetime import date
from typing import NamedTuple

from extractor.lang.numerals import parse_digits, parse_number, to_chinese


class DateMatch(NamedTuple):
    """A date in `plain[start:end]`; `iso` is YYYY, YYYY-MM or YYYY-MM-DD, as precise as written."""

    start: int
    end: int
    iso: str


_ZERO = "〇○零O0"
_HAN = "一二三四五六七八九"
YEAR = rf"(?:(?<!\d)(?:19|20)\d\d|[一二](?: ?[{_ZERO}{_HAN}]){{3}})"
MONTH = rf"(?:1[0-2](?!\d)|0?[1-9](?!\d)|十[一二]?|[{_HAN}元])"
DAY = rf"(?:3[01](?!\d)|[12]\d(?!\d)|0?[1-9](?!\d)|(?:[二三]?十|廿|卅)[{_HAN}]?|[{_HAN}])"

_MONTHS = {str(month): month for month in range(1, 13)} | {to_chinese(month): month for month in range(1, 13)}
_MONTHS["元"] = 1

_GAP = r" {0,3}"
_YEAR_FIRST = re.compile(rf"({YEAR}){_GAP}年(?:{_GAP}({MONTH}){_GAP}月(?:{_GAP}({DAY}){_GAP}[日号])?)?")
_SEPARATED = re.compile(
    r"(?<![\d.\-/])((?:19|20)\d\d)(?P<mark>[.\-/])"
    r"(0?[1-9]|1[0-2])(?P=mark)(0?[1-9]|[12]\d|3[01])(?![\d\-/])(?!\.\d)"
)


def find_dates(plain: str, start: int = 0, end: int | None = None) -> list[DateMatch]:
    """Return the dates of `plain[start:end]` in text order, none inside another.

    Reads 2009年6月3日 · 二○○九年六月三日 · 2018年7月 · 2018年 (also with spaces inside) · 2018.7.5 ·
    2018-07-05 · 2018/7/5. A day or month that the calendar lacks is left out (2018年2月30日 gives 2018-02).
    """
    stop = len(plain) if end is None else end
    found = [match for hit in _YEAR_FIRST.finditer(plain, start, stop) if (match := _year_first(hit))]
    found += [match for hit in _SEPARATED.finditer(plain, start, stop) if (match := _separated(hit))]
    return sorted(found)


def parse_year(text: str) -> int | None:
    """Return the year that 2018, 二○一八 or 二零一八 names (1900 to 2099), else None."""
    year = parse_digits(text)
    return year if year is not None and 1900 <= year <= 2099 else None


def parse_month(text: str) -> int | None:
    """Return 1 to 12 for 7, 07, 七, 十二 or 元, else None."""
    return _MONTHS.get(text.lstrip("0"))


def _year_first(hit: re.Match[str]) -> DateMatch | None:
    year = parse_year(hit[1])
    if year is None:
        return None
    month = parse_month(hit[2]) if hit[2] else None
    if month is None:
        return DateMatch(hit.start(), _behind(hit, 1, "年"), f"{year}")
    iso = _iso(year, month, parse_number(hit[3])) if hit[3] else None
    if iso is None:
        return DateMatch(hit.start(), _behind(hit, 2, "月"), f"{year}-{month:02d}")
    return DateMatch(hit.start(), hit.end(), iso)


def _behind(hit: re.Match[str], group: int, mark: str) -> int:
    """Return the offset behind the `mark` that closes a group of a match."""
    return hit.string.index(mark, hit.end(group)) + 1


def _separated(hit: re.Match[str]) -> DateMatch | None:
    iso = _iso(int(hit[1]), int(hit[3]), parse_number(hit[4]))
    return DateMatch(hit.start(), hit.end(), iso) if iso else None


def _iso(year: int, month: int, day: object) -> str | None:
    try:
        return date(year, month, int(str(day))).isoformat()
    except ValueError:
        return None
