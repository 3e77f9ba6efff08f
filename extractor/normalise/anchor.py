"""The day from which relative times count."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from extractor.lang.dates import YEAR, parse_year
from extractor.lang.fold import fold
from extractor.types import Policy

NO_DATE = "文件日期不明，无法推算"
NO_MONTH = "文件日期只到年，无法推算到月"
NO_DAY = "文件日期不到日，无法推算天数"
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_TITLE = re.compile(rf"({YEAR})(?= {{0,3}}年|[.-]\d|年?(?:-|~|—|–|至|到){{1,2}}{YEAR})")
_NUMBER = re.compile(rf"^[^\n]{{0,16}}[〔\[(]({YEAR})年?[〕\])]第? ?\d{{1,4}}[期号次] *$", re.MULTILINE)
_OPENING = re.compile(rf"(?:制定|制订|拟定|编制|做好|搞好|部署)(?:本|了|全[省市县区]|我[省市县区镇局])?({YEAR})年")
_YEAR_OF = re.compile(rf"({YEAR})年是[^。\n]{{0,60}}?(?:之年|一年|年份|开局年|收官年|起步年)")
_PLAN = re.compile(rf"({YEAR})年(?!以来)[^,。\n]{{0,10}}(?:工作|任务|安排|部署|打算|计划)")
_REVIEW = re.compile("回顾|总结|完成情况|落实情况|进展|成效")
_REVIEWED = re.compile(rf"({YEAR})年(?!上半年|前|一季度|[^,。\n]{{0,6}}(?:季度|以来))[^,。\n]{{0,12}}(?:回顾|总结)")
_REPORTED = re.compile(rf"(?:报告|汇报|回顾|总结)(?:一下)?({YEAR})年的?(?:主要)?工作(?!安排|打算|计划)")
HEAD, OPENING = 300, 600


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


def stated_year(policy: Policy, plain: str) -> str | None:
    """Return the year (YYYY) that a document without a date says it is of, None when it does not or says several.

    Looks into the title, the line of its number (〔2015〕第14期), its opening (为做好2021年…工作), its headings of
    plans (三、2014年重点工作), for a work report what it looks back on (一、2013年工作回顾, 2013年是…的一年: it is of
    the year after), and what the opening of another says of a year (2022年是…的一年), in this order. `plain` is the
    folded text of the file.
    """
    start, end = policy.span
    titled = set(_TITLE.findall(fold(policy.title)))
    if titled:
        return _only(titled)
    headings = [section.heading.of(plain) for section in policy.sections if section.heading]
    plans = [heading for heading in headings if not _REVIEW.search(heading)]
    opening = plain[start : min(start + OPENING, end)]
    spoken_of = _only(_YEAR_OF.findall(opening))
    looks_back = policy.genre == "work_report" and "上半年" not in opening
    return (
        _only(_NUMBER.findall(plain[start : min(start + HEAD, end)]))
        or _only(_OPENING.findall(opening))
        or _only(year for heading in plans for year in _PLAN.findall(heading))
        or (_after(_only(_REVIEWED.findall("\n".join(headings)))) if policy.genre == "work_report" else None)
        or (_after(_only(_REPORTED.findall(opening)) or spoken_of) if looks_back else spoken_of)
    )


def _after(year: str | None) -> str | None:
    return str(int(year) + 1) if year else None


def _only(years: Iterable[str]) -> str | None:
    found = {year for written in years if (year := parse_year(written))}
    return str(found.pop()) if len(found) == 1 else None
