"""Numbers with their units, as they stand one after another in a VALUE."""

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from extractor.lang.numerals import NUMBER, parse_fraction, parse_number
from extractor.normalise.tables import rows
from extractor.normalise.units import IN_100_000, PIECE, SCALED, is_latin, unit_at, unit_times
from extractor.types import Operator


class Amount(NamedTuple):
    """The number in `text[start:end]` with its unit.

    `scales` is what a number before it in a range may share (5至10万: 万), largest first.
    `upper` is set where one numeral names a range (三五个); `hint` where it is inexact (10余次).
    `written` is the unit as the text writes it, where that is a sign of the same size (㎡, kW) or says what 个 counts
    (个级别).
    """

    start: int
    end: int
    number: Decimal
    unit: str = ""
    scales: tuple[Decimal, ...] = ()
    upper: Decimal | None = None
    hint: Operator | None = None
    written: str = ""


MOST = 4
_DIGIT_VALUE = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_DIGIT = "".join(_DIGIT_VALUE)
_START = re.compile(rf"(百|千|十?万)分之|({NUMBER})")
_OPEN = re.compile(rf"([{_DIGIT}]?十)几([百千]?[万亿]?)")
_SPOKEN_RANGE = re.compile(rf"([{_DIGIT}]?十)?([{_DIGIT}])、?([{_DIGIT}])([十百千]?[万亿]?)(?![{_DIGIT}〇零])")
_PART = re.compile(rf"分之({NUMBER})|/(\d{{1,3}})(?![\d.十百千万亿])")
_HINT = re.compile(r"([多余来])([十百千]?[万亿]?(?![瓦克米伏卡焦赫帕]))")
_SCALE = re.compile(r"(?<=.)([百千]?[万亿]{1,2}|[百千])$")
_NAMES = ("号", "热线", "专线", "电话", "报警", "国道", "省道")
_VAGUE = re.compile(r"[数几]$|若干$")
_SIGNS = re.compile(r"[^\u4e00-\u9fff/·()]")
_HALF_MEASURES = ("年", "天", "小时", "成", "倍")
_SHARES = ("%", "‰", "个百分点", "个基点")
_MANY: dict[str, Operator] = {"多": ">", "余": ">", "来": "~"}


def read_amounts(text: str) -> list[Amount]:
    """Return the first MOST amounts of `text` from left to right; 第三, 每百户, 数十, 一批, G60 and 12345热线 are none.

    Two that make one are one: 二元七角 is 2.7 元, 1年6个月 is 18 个月.
    """
    found: list[Amount] = []
    at = 0
    while len(found) < MOST and (match := _START.search(text, at)):
        idiom = next((word for word in _idioms() if text.startswith(word, match.start())), "")
        amount = _read(text, match) if not idiom and _counts(text, match) else None
        both = _joined(text, found[-1], amount) if found and amount else None
        if both:
            found[-1] = both
        elif amount:
            found.append(amount)
        at = max(match.end(), match.start() + len(idiom), amount.end if amount else 0)
    return found


def _counts(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 2) : match.start()]
    if before.endswith(("每", "第", "每隔")) or _VAGUE.search(before):
        return False
    if (match[0] == "零" and text[match.end() : match.end() + 1].isdecimal()) or is_latin(before[-1:]):
        return False
    return not text.startswith(_NAMES, match.end())


def _joined(text: str, first: Amount, second: Amount) -> Amount | None:
    """Return two amounts as one where the second counts the rest of the first, else None."""
    pair = _compounds().get((first.unit, second.unit))
    if pair is None or text[first.end : second.start] not in ("", "零") or second.upper or first.upper:
        return None
    unit, times, rest = pair[0], Decimal(pair[1]), Decimal(pair[2])
    if second.number * rest >= times:
        return None
    number = first.number * times + second.number * rest
    return Amount(first.start, second.end, number, unit, hint=second.hint)


def _read(text: str, match: re.Match[str]) -> Amount | None:
    if match[1]:
        return _read_share(text, match)
    spoken = _SPOKEN_RANGE.match(text, match.start())
    if spoken and spoken.end() >= match.end():
        return _read_spoken(text, spoken)
    opened = _OPEN.match(text, match.start())
    if opened:
        number = (parse_number(opened[1]) or Decimal(10)) * (parse_number(opened[2]) or 1)
        return _with_unit(text, Amount(opened.start(), opened.end(), number, hint=">"))
    part = _PART.match(text, match.end())
    if part:
        return _read_part(text, match, part)
    return _read_plain(text, match)


def _read_share(text: str, match: re.Match[str]) -> Amount | None:
    """百分之十 is 10 %, 千分之五 is 5 ‰, 万分之三 is 0.03 %, 十万分之八 is 8 /10万."""
    after = _START.match(text, match.end())
    number = parse_number(after[2]) if after and after[2] else None
    if after is None or number is None:
        return None
    if match[1] == "十万":
        return Amount(match.start(), after.end(), number, IN_100_000)
    if match[1] == "万":
        return Amount(match.start(), after.end(), number / 100, "%")
    return Amount(match.start(), after.end(), number, "%" if match[1] == "百" else "‰")


def _read_part(text: str, match: re.Match[str], part: re.Match[str]) -> Amount | None:
    ratio = parse_fraction(text[match.start() : part.end()])
    if ratio is None:
        return None
    return Amount(match.start(), part.end(), (ratio * 100).quantize(Decimal("0.01")), "%")


def _read_spoken(text: str, match: re.Match[str]) -> Amount | None:
    """Read 三五个, 两三家, 二三十, 七、八百: two numerals that follow each other name a range."""
    low, high = _DIGIT_VALUE[match[2]], _DIGIT_VALUE[match[3]]
    if high != low + 1 and (low, high) != (3, 5):
        return None if "、" in match[0] else _read_plain(text, match)
    base = parse_number(match[1]) if match[1] else Decimal(0)
    scale = parse_number(match[4]) if match[4] else Decimal(1)
    if base is None or scale is None:
        return None
    low_end, high_end = (base + low) * scale, (base + high) * scale
    return _with_unit(text, Amount(match.start(), match.end(), low_end, upper=high_end))


def _read_plain(text: str, match: re.Match[str]) -> Amount | None:
    number = parse_number(match[0])
    if number is None:
        return None
    if match.start() == 1 and text[0] == "-":
        number = -number
    hint = _HINT.match(text, match.end())
    if not hint:
        return _with_unit(text, Amount(match.start(), match.end(), number, scales=_scales(match[0])))
    more = parse_number(hint[2]) if hint[2] else None
    whole = parse_number(match[0] + hint[2]) if SCALED.search(match[0]) and hint[2] else None
    return _with_unit(text, Amount(match.start(), hint.end(), whole or number * (more or 1), hint=_MANY[hint[1]]))


def _scales(written: str) -> tuple[Decimal, ...]:
    match = _SCALE.search(written)
    if not match:
        return ()
    tails = [match[1][at:] for at in range(len(match[1]))]
    return tuple(value for tail in tails if (value := parse_number(tail)))


def _with_unit(text: str, amount: Amount) -> Amount | None:
    """Add the unit behind a number; None where a letter follows that is no unit (5G, 4A)."""
    half = text.startswith("个半", amount.end)
    unit, end = unit_at(text, amount.end + 2 if half else amount.end)
    if not unit and is_latin(text[end : end + 1]):
        return None
    if half:
        unit = "个月" if unit == "月" else unit
    elif unit in _HALF_MEASURES and text.startswith("半", end):
        half, end = True, end + 1
    number = amount.number + (Decimal("0.5") if half else 0)
    writing = text[amount.end : end]
    number *= unit_times().get(writing, Decimal(1))
    is_sign = _SIGNS.search(writing) or unit == PIECE
    kept = is_sign and writing != unit and writing not in unit_times() and unit not in _SHARES
    written = writing if kept else ""
    amount = amount._replace(number=number, unit=unit, end=end, written=written)
    if unit == "成":
        return _tenths(text, amount)
    if unit == "折" and number > 10:
        return amount._replace(number=number / 10)
    return amount


def _tenths(text: str, amount: Amount) -> Amount:
    """三成 is 30 %, 九成五 is 95 %."""
    rest = _DIGIT_VALUE.get(text[amount.end : amount.end + 1], 0)
    upper = amount.upper * 10 if amount.upper is not None else None
    return amount._replace(number=amount.number * 10 + rest, upper=upper, unit="%", end=amount.end + bool(rest))


@cache
def _idioms() -> tuple[str, ...]:
    return tuple(row[0] for row in rows("idioms.tsv"))


@cache
def _compounds() -> dict[tuple[str, str], tuple[str, ...]]:
    return {(row[0], row[1]): row[2:] for row in rows("compounds.tsv")}
