"""Points and periods of the calendar inside a DEADLINE: 2020年6月底, “十二五”, 今年上半年."""

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from extractor.lang.dates import DAY, MONTH, YEAR, parse_month, parse_year
from extractor.lang.lexicon import periods
from extractor.lang.numerals import parse_number
from extractor.normalise.anchor import NO_DATE, NO_MONTH, Anchor, month_end
from extractor.normalise.tables import rows


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


NO_YEAR = "没有写明年份，文件日期也不明"
NO_NAMED_YEAR = "所指年份取决于上文或具体事项"

HALF_A_YEAR = 6
_TO = r"(?:-|~|〜|—|–|―|−|至|到)"
_MONTH_OR_OPEN = rf"{MONTH}(?:月份?|(?={_TO}{{1,2}}{MONTH}月))"
_DAY_OR_OPEN = rf"{DAY}(?:[日号]|(?={_TO}{{1,2}}{DAY}[日号]))"
_QUARTERS = "一二三四1234"
_QUARTER_OPEN = rf"第?[一二三四1-4](?=(?:、|和|{_TO}{{1,2}})第?[一二三四1-4]季度)"
_NO_NUMBER = r"(?<![\d一二两三四五六七八九十百半几数多个])"
_EDGE = r"年?[底末终中初内]|年度内"
_PLAN_EDGE = re.compile(
    r"(?:规划|计划)?(?:时期|期间|期)?内?(?:(?P<late>末期?|终|底|结束|收官|收尾)|(?P<middle>中期|中)"
    r"|(?P<early>初期?|开局)|(?P<side>[前后])(?P<count>[一二两三四1-4])年)?"
)


def read_moments(text: str, anchor: Anchor) -> list[Moment]:
    """Return the moments of a DEADLINE's text (without spaces and quotation marks) in order.

    A part of a date (6月, 15日) takes what it lacks from the moment before it, then from `anchor`.
    """
    found: list[Moment] = []
    for match in _moment().finditer(text):
        before = found[-1] if found else None
        if match["plan"]:
            found.append(_plan(text, match))
        elif match["day"]:
            found += [moment] if (moment := _day_only(match, before)) else []
        elif _is_date(match, text, before):
            found.append(_dated(match, before, anchor))
    return found


@cache
def _moment() -> re.Pattern[str]:
    plans = "|".join(sorted((re.escape(period.name) for period in periods()), key=len, reverse=True))
    words = "|".join(sorted((row[0] for row in rows("years.tsv")), key=len, reverse=True))
    parts = "|".join(row[2] for row in rows("parts.tsv"))
    dotted = r"[./-](?:1[0-2]|0?[1-9])(?![\d年])(?:月|[./-](?:3[01]|[12]\d|0?[1-9])(?!\d)日?)?"
    year = rf"(?P<full>{YEAR})(?!\d)(?:(?P<dotted>{dotted})|学?年度?)?"
    year += rf"|(?<!\d)(?P<short>\d\d)年度?|(?P<word>{words})度?"
    day = rf"(?P<plan>{plans})(?![年月日个天百千万%、\d一二三四六七八九十])|(?P<day>{_NO_NUMBER}{DAY}[日号])"
    part = rf"{_MONTH_OR_OPEN}(?:{_DAY_OR_OPEN}|[上中下]旬|[底末初中])?|{parts}|{_QUARTER_OPEN}"
    alone = rf"本月|下个?月|上个?月|本季度?|下个?季度|上个?季度|{_NO_NUMBER}(?:年[底末终中初内]|年度内|月[底末内])"
    return re.compile(rf"{day}|(?:{year})的?(?P<part>{part}|{_EDGE})?|(?P<alone>{part}|{alone})")


def _is_date(match: re.Match[str], text: str, before: Moment | None) -> bool:
    """Tell 98年 and 15年底 from 15年内 (fifteen years)."""
    if not match["short"]:
        return True
    if match["part"]:
        return match["part"] != "内"
    follows = before is not None and re.fullmatch(_TO + "{1,2}", text[before.end : match.start()])
    return bool(follows) or match["short"] >= "60" or match["short"] < "10"


def _plan(text: str, match: re.Match[str]) -> Moment:
    period = next(period for period in periods() if period.name == match["plan"])
    edge = _PLAN_EDGE.match(text, match.end())
    end = edge.end() if edge else match.end()
    first, last, spans = period.start, period.end, True
    if edge and edge["late"]:
        first, spans = last, False
    elif edge and edge["middle"]:
        first = last = (first + last) // 2
        spans = False
    elif edge and edge["early"]:
        last, spans = first, False
    elif edge and edge["count"]:
        count = int(parse_number(edge["count"]) or 1)
        first, last = (first, first + count - 1) if edge["side"] == "前" else (last - count + 1, last)
    return Moment(match.start(), end, f"{first}", f"{last}", date(last, 12, 31), spans)


def _day_only(match: re.Match[str], before: Moment | None) -> Moment | None:
    if before is None or len(before.last) < 7:
        return None
    year, month = int(before.last[:4]), int(before.last[5:7])
    return _exact(match, year, month, int(parse_number(match["day"][:-1]) or 0))


def _dated(match: re.Match[str], before: Moment | None, anchor: Anchor) -> Moment:
    part = match["part"] or match["alone"] or ""
    first, last, lacks = _years(match, part, before, anchor)
    if first is None or last is None:
        return Moment(match.start(), match.end(), lacks=lacks)
    if not (match["full"] or match["short"] or match["word"]) and before is None and anchor.named is None:
        first = last = _coming(part, first, anchor)
    if match["dotted"]:
        numbers = [int(number) for number in re.findall(r"\d+", match["dotted"])]
        return _month(match, first, numbers[0], str(numbers[1]) if len(numbers) > 1 else "")
    if part and part[0] in "本下上" and part[1] in "月季个":
        return _from_month(match, part, anchor)
    return _part(match, part, first, last, anchor)


def _years(
    match: re.Match[str], part: str, before: Moment | None, anchor: Anchor
) -> tuple[int | None, int | None, str]:
    if match["full"]:
        year = parse_year(match["full"])
        return year, year, NO_YEAR
    if match["short"]:
        year = _whole_year(int(match["short"]), anchor.year)
        return year, year, NO_YEAR
    named = int(before.last[:4]) if before and before.last else None
    if match["word"]:
        start, stop, source = _year_words()[match["word"]]
        base = anchor.year if source == "date" else named or anchor.named
        lacks = NO_DATE if source == "date" else NO_NAMED_YEAR
        return (None, None, lacks) if base is None else (base + start, base + stop, "")
    if part[0] in "年本下" or part.startswith(("全年", "月")):
        year = named if part[0] == "年" and named else anchor.year
        return year, year, NO_DATE
    year = named or anchor.named or anchor.year
    return year, year, NO_YEAR


def _coming(part: str, year: int, anchor: Anchor) -> int:
    """Return the next year for a month that the document's date has left far behind: 1月底 of November."""
    number = re.match(MONTH, part) if "月" in part else None
    month = parse_month(number[0]) if number else None
    late = month is not None and anchor.month is not None and anchor.month - month >= HALF_A_YEAR
    return year + 1 if late else year


def _whole_year(short: int, near: int | None) -> int:
    """Choose the century of 98年: the one nearest to the document's year, else 1950 to 2049."""
    if near is None:
        return 1900 + short if short >= 50 else 2000 + short
    return min((century + short for century in (1900, 2000)), key=lambda year: abs(year - near))


def _part(match: re.Match[str], part: str, first: int, last: int, anchor: Anchor) -> Moment:
    if not part:
        return Moment(match.start(), match.end(), f"{first}", f"{last}", date(last, 12, 31), first != last)
    in_year = _in_year(part if part[-1] not in _QUARTERS else f"{part}季度")
    if in_year:
        low, high = in_year
        months = f"{first}-{low:02d}", f"{last}-{high:02d}"
        return Moment(match.start(), match.end(), *months, month_end(last, high), spans=True)
    if part.startswith("月"):
        if anchor.month is None:
            return Moment(match.start(), match.end(), lacks=NO_MONTH)
        return _month(match, first, anchor.month, "")
    if "月" not in part and part[-1] in "底末终中初内":
        return _edge(match, part[-1], first, last)
    number = re.match(MONTH, part)
    month = parse_month(number[0]) if number else None
    if number is None or month is None:
        return Moment(match.start(), match.end(), lacks=NO_YEAR)
    return _month(match, last, month, part[number.end() :].lstrip("月份"))


def _edge(match: re.Match[str], edge: str, first: int, last: int) -> Moment:
    start, end = match.span()
    if edge == "中":
        return Moment(start, end, f"{first}-06", f"{last}-06", date(last, 6, 30))
    if edge == "初":
        return Moment(start, end, f"{first}-01", f"{last}-01", date(last, 1, 31))
    opened = f"{first}" if edge == "内" else f"{first}-12"
    return Moment(start, end, opened, f"{last}", date(last, 12, 31))


_THIRDS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20), "下旬": (21, 31)}


def _month(match: re.Match[str], year: int, month: int, rest: str) -> Moment:
    """Build a month, one of its thirds (上旬), or a day of it; a day that it lacks leaves the month."""
    close = month_end(year, month)
    if rest in _THIRDS:
        low, high = _THIRDS[rest]
        last = date(year, month, min(high, close.day))
        return Moment(*match.span(), date(year, month, low).isoformat(), last.isoformat(), last)
    day = parse_number(rest.rstrip("日号")) if rest else None
    if day is not None:
        return _exact(match, year, month, int(day))
    return Moment(*match.span(), f"{year}-{month:02d}", f"{year}-{month:02d}", close)


def _exact(match: re.Match[str], year: int, month: int, day: int) -> Moment:
    close = month_end(year, month)
    if not 1 <= day <= close.day:
        return Moment(*match.span(), f"{year}-{month:02d}", f"{year}-{month:02d}", close)
    exact = date(year, month, day)
    return Moment(*match.span(), exact.isoformat(), exact.isoformat(), exact)


def _from_month(match: re.Match[str], part: str, anchor: Anchor) -> Moment:
    """Resolve 本月, 下个月, 本季度, 下季度 from the document's month."""
    if anchor.year is None or anchor.month is None:
        return Moment(*match.span(), lacks=NO_MONTH if anchor.year else NO_DATE)
    step = {"本": 0, "下": 1, "上": -1}[part[0]]
    if "季" not in part:
        year, month = divmod(anchor.year * 12 + anchor.month - 1 + step, 12)
        return _month(match, year, month + 1, "")
    year, quarter = divmod(anchor.year * 4 + (anchor.month - 1) // 3 + step, 4)
    months = f"{year}-{quarter * 3 + 1:02d}", f"{year}-{quarter * 3 + 3:02d}"
    return Moment(*match.span(), *months, month_end(year, quarter * 3 + 3), spans=True)


@cache
def _year_words() -> dict[str, tuple[int, int, str]]:
    return {word: (int(first), int(last), source) for word, first, last, source in rows("years.tsv")}


@cache
def _in_year(part: str) -> tuple[int, int] | None:
    for first, last, expression in rows("parts.tsv"):
        if re.fullmatch(expression, part):
            return int(first), int(last)
    return None
