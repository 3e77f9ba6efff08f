"""Points and periods of the calendar inside a DEADLINE: 2020年6月底, “十二五”, 今年上半年."""

import re
from datetime import date
from functools import cache

from extractor.lang.dates import DAY, MONTH, YEAR, parse_month, parse_year
from extractor.lang.lexicon import periods
from extractor.lang.numerals import parse_digits, parse_number
from extractor.normalise.anchor import NO_DATE, NO_MONTH, Anchor
from extractor.normalise.months import Moment, edge, exact, month, stretch
from extractor.normalise.tables import rows

NO_YEAR = "没有写明年份，文件日期也不明"
NO_NAMED_YEAR = "所指年份取决于上文或具体事项"

HALF_A_YEAR = 6
_TO = r"(?:-|~|〜|—|–|―|−|至|到)"
_LINK = rf"(?:、|和|及|与|{_TO}{{1,2}})"
_MONTH_OR_OPEN = rf"(?<!\d){MONTH}(?:月份?|(?=(?:{_LINK}{MONTH}){{1,11}}月))"
_DAY_OR_OPEN = rf"{DAY}(?:[日号]|(?=(?:{_LINK}{DAY}){{1,11}}[日号]))"
_OF_MONTH = rf"(?:{_DAY_OR_OPEN}|(?:上中?|中下?|下)旬|[底末初中])?"
_QUARTERS = "一二三四1234"
_TO_QUARTER = rf"(?:{_LINK}第?[{_QUARTERS}]){{1,3}}季度"
_QUARTER_OPEN = rf"第?[{_QUARTERS}](?={_TO_QUARTER})"
_NO_NUMBER = r"(?<![\d一二两三四五六七八九十百半几数多个])"
_NO_DIGIT = r"(?<![\d〇○零一二三四五六七八九十百])"
_HAN_SHORT = r"[〇○零六七八九][〇○零一二三四五六七八九]"
_AT_FEAST = r"(?=之?以?[前后]|期间|当[天日]|$)"
_EDGE = r"年?[底末终中初内]|年度内"
_PLAN_EDGE = re.compile(
    r"(?:规划|计划)?(?:时期|期间|期)?内?的?(?:(?P<late>末期?|终|底|结束(?!之?以?后)|收官|收尾|最后一年)"
    r"|(?P<middle>中期|中)|(?P<early>初期?|开局)|第(?P<nth>[一二三四五1-5])年"
    r"|(?P<side>[前后头]|最后)(?P<count>[一二两三四1-4])年)?"
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
    parts = "|".join(row[2] for row in rows("parts.tsv") if "个月" not in row[2])
    only_of_year = "|".join(row[2] for row in rows("parts.tsv") if "个月" in row[2])
    feasts = "|".join(row[2] for row in rows("feasts.tsv"))
    dotted = r"(?P<mark>[./-])(?:1[0-2]|0?[1-9])(?![\d年])(?:月|(?P=mark)(?:3[01]|[12]\d|0?[1-9])(?!\d)日?)?"
    year = rf"(?P<full>{YEAR})(?!\d)(?:(?P<dotted>{dotted})|学?年度?)?"
    year += rf"|{_NO_DIGIT}(?P<short>\d\d|{_HAN_SHORT})(?:年度?|(?={_TO}{{1,2}}\d\d年))|(?P<word>{words})度?"
    apart = rf"(?=、?(?:{plans}))|(?![年月日个天百千万%、\d一二三四六七八九十]|世?界?环境日)"
    day = rf"(?P<plan>{plans})(?:{apart})|(?P<day>{_NO_NUMBER}{_DAY_OR_OPEN}(?!之?以?内))"
    feast = rf"{_NO_DIGIT}(?:{feasts}){_AT_FEAST}"
    part = rf"{_MONTH_OR_OPEN}{_OF_MONTH}|{parts}|{_QUARTER_OPEN}|{feast}"
    near = rf"(?:[本下上]个?|(?:^|(?<=[在于]))当)(?:月份?{_OF_MONTH}|季度?)"
    alone = rf"{near}|{_NO_NUMBER}(?:年[底末终中初内]|年度内|月[底末内])"
    return re.compile(rf"{day}|(?:{year})的?(?P<part>{only_of_year}|{part}|{_EDGE})?|(?P<alone>{part}|{alone})")


def _is_date(match: re.Match[str], text: str, before: Moment | None) -> bool:
    """Tell 98年 and 15年底 from 15年内 (fifteen years) and 七八年 (seven or eight years)."""
    if not match["short"]:
        return True
    if match["part"]:
        return match["part"] != "内"
    follows = before is not None and re.fullmatch(_TO + "{1,2}", text[before.end : match.start()])
    if follows or match["short"] in ("六七", "七八", "八九"):
        return bool(follows)
    short = parse_digits(match["short"]) or 0
    return short >= 60 or short < 10


def _plan(text: str, match: re.Match[str]) -> Moment:
    period = next(period for period in periods() if period.name == match["plan"])
    found = _PLAN_EDGE.match(text, match.end())
    first, last, spans = period.start, period.end, True
    marks = found.groupdict() if found else {}
    if marks.get("late"):
        first, spans = last, False
    elif marks.get("middle"):
        first = last = (first + last) // 2
        spans = False
    elif marks.get("early"):
        last, spans = first, False
    elif marks.get("nth"):
        first = last = first + int(parse_number(marks["nth"]) or 1) - 1
        spans = False
    elif marks.get("count"):
        count = int(parse_number(marks["count"]) or 1)
        first, last = (first, first + count - 1) if marks["side"] in "前头" else (last - count + 1, last)
    return Moment(
        match.start(), found.end() if found else match.end(), f"{first}", f"{last}", date(last, 12, 31), spans
    )


def _day_only(match: re.Match[str], before: Moment | None) -> Moment | None:
    if before is None or len(before.last) < 7:
        return None
    year, number = int(before.last[:4]), int(before.last[5:7])
    return exact(match.span(), year, number, int(parse_number(match["day"].rstrip("日号")) or 0))


def _dated(match: re.Match[str], before: Moment | None, anchor: Anchor) -> Moment:
    part = match["part"] or match["alone"] or ""
    first, last, lacks = _years(match, part, before, anchor)
    if first is None or last is None:
        return Moment(*match.span(), lacks=lacks)
    if part and part[0] in "本下上当" and part.strip("本下上当个")[:1] in ("月", "季"):
        return _from_month(match, part, anchor)
    of_title = anchor.named == anchor.year and anchor.month is not None and _feast(part) is not None
    unnamed = anchor.named is None or of_title
    if not (match["full"] or match["short"] or match["word"]) and before is None and unnamed:
        if _feast(part) and anchor.month is None:
            return Moment(*match.span(), lacks=NO_MONTH)
        first = last = _coming(part, first, anchor)
    if match["dotted"]:
        numbers = [int(number) for number in re.findall(r"\d+", match["dotted"])]
        return month(match.span(), first, numbers[0], str(numbers[1]) if len(numbers) > 1 else "")
    return _part(match, part, first, last, anchor)


def _years(
    match: re.Match[str], part: str, before: Moment | None, anchor: Anchor
) -> tuple[int | None, int | None, str]:
    if match["full"]:
        year = parse_year(match["full"])
        return year, year, NO_YEAR
    if match["short"]:
        year = _whole_year(parse_digits(match["short"]) or 0, anchor.year)
        return year, year, NO_YEAR
    named = int(before.last[:4]) if before and before.last else None
    if match["word"]:
        start, stop, source = _year_words()[match["word"]]
        base = anchor.year if source == "date" else named or anchor.named
        lacks = NO_DATE if source == "date" else NO_NAMED_YEAR
        return (None, None, lacks) if base is None else (base + start, base + stop, "")
    if part[0] in "年本下当" or part.startswith(("全年", "月")):
        year = named if part[0] == "年" and named else anchor.year
        return year, year, NO_DATE
    year = named or anchor.named or anchor.year
    return year, year, NO_YEAR


def _coming(part: str, year: int, anchor: Anchor) -> int:
    """Return the next year for a month or feast that the document's date has left behind: 1月底 of November."""
    feast = _feast(part)
    if feast:
        return year + (feast < (anchor.month or 1, anchor.day or 1))
    number = re.match(MONTH, part) if "月" in part else None
    named = parse_month(number[0]) if number else None
    late = named is not None and anchor.month is not None and anchor.month - named >= HALF_A_YEAR
    return year + 1 if late else year


def _whole_year(short: int, near: int | None) -> int:
    """Choose the century of 98年: the one nearest to the document's year, else 1950 to 2049."""
    if near is None:
        return 1900 + short if short >= 50 else 2000 + short
    return min((century + short for century in (1900, 2000)), key=lambda year: abs(year - near))


def _part(match: re.Match[str], part: str, first: int, last: int, anchor: Anchor) -> Moment:
    if not part:
        return Moment(*match.span(), f"{first}", f"{last}", date(last, 12, 31), first != last)
    open_quarter = part[-1] in _QUARTERS and re.compile(_TO_QUARTER).match(match.string, match.end())
    in_year, feast = _in_year(f"{part}季度" if open_quarter else part), _feast(part)
    if in_year:
        return stretch(match.span(), (first, in_year[0]), (last, in_year[1]))
    if feast:
        return exact(match.span(), last, *feast)
    if part.startswith("月"):
        if anchor.month is None:
            return Moment(*match.span(), lacks=NO_MONTH)
        return month(match.span(), first, anchor.month, "")
    if "月" not in part and part[-1] in "底末终中初内":
        return edge(match.span(), part[-1], first, last)
    number = re.match(MONTH, part)
    named = parse_month(number[0]) if number else None
    if number is None or named is None:
        return Moment(*match.span(), lacks=NO_YEAR)
    return month(match.span(), last, named, part[number.end() :].lstrip("月份"))


def _from_month(match: re.Match[str], part: str, anchor: Anchor) -> Moment:
    """Resolve 本月, 下个月15日, 当月, 本季度, 下季度 from the document's month."""
    if anchor.year is None or anchor.month is None:
        return Moment(*match.span(), lacks=NO_MONTH if anchor.year else NO_DATE)
    step = {"本": 0, "当": 0, "下": 1, "上": -1}[part[0]]
    if "季" not in part:
        year, number = divmod(anchor.year * 12 + anchor.month - 1 + step, 12)
        return month(match.span(), year, number + 1, part.partition("月")[2].lstrip("份"))
    year, quarter = divmod(anchor.year * 4 + (anchor.month - 1) // 3 + step, 4)
    return stretch(match.span(), (year, quarter * 3 + 1), (year, quarter * 3 + 3))


@cache
def _year_words() -> dict[str, tuple[int, int, str]]:
    return {word: (int(first), int(last), source) for word, first, last, source in rows("years.tsv")}


def _in_year(part: str) -> tuple[int, int] | None:
    return _numbers("parts.tsv", part)


def _feast(part: str) -> tuple[int, int] | None:
    return _numbers("feasts.tsv", part)


@cache
def _numbers(table: str, part: str) -> tuple[int, int] | None:
    for first, second, expression in rows(table):
        if re.fullmatch(expression, part):
            return int(first), int(second)
    return None
