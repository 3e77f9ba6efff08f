"""Quantities: `不少于12个` to `>= 12 个` (guideline §2 and §4)."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import cast

from extractor.lang.numerals import NUMBER, parse_number
from extractor.normalise.amounts import Amount, read_amounts
from extractor.normalise.comparators import compare, operator_around
from extractor.normalise.tables import rows
from extractor.types import Operator, Quantity

_COLUMNS = re.compile(r"\d *\t\s*\d|\d {2,}\d|\.\d+ +\d")
_NOISE = re.compile(r"[\s“”\"‘’]|\(?(?:不含|包含|包括|含)(?:本数|本级)?\)|\((?:不含|包含|包括|含)[^()]{0,12}\)")
_BETTER = "优于"
_TOLERANCE = re.compile(r"(?<=[^\d])±")
_RATIO = re.compile(
    r"(?<!\d)(\d{1,4}(?:\.\d{1,4})?|[一二三四五六七八九十])[:比](\d{1,4}(?:\.\d{1,4})?|[一二三四五六七八九十])"
)
_DOUBLED = re.compile(rf"翻(?:了|上)?({NUMBER})?番")
_TO = re.compile(r"(?:-|~|—|–|―|−|至|到|\.\.){1,2}")
_OR = "或"
_YEARS = (1900, 2100)
_SENTENCE_END = re.compile(r"[。;!?\n]")
BEFORE, BEHIND = 60, 12
_WAN = 10_000
_MONTHS = {"年": 12, "个月": 1, "月": 1}
_DOUBLINGS_MAX = _RATIO_MAX = 10
_MARKS_OF_WHOLES = re.compile("[全半零覆额满数免量倍]")


def quantity(text_plain: str) -> Quantity | None:
    """Return what a VALUE says, or None when it names no definite number (数十家, 若干), or one too long to be exact.

    Takes the folded text of a mention. A part is in per cent, rounded to two decimals
    (三分之二 is 66.67 %); 万 and 亿 go into the number; 每百户 and the like only say per what it counts. Numbers of two
    columns are none.
    """
    if _COLUMNS.search(text_plain):
        return None
    try:
        return _read(_TOLERANCE.sub("", _NOISE.sub("", text_plain)))
    except ArithmeticError:
        return None


def _read(text: str) -> Quantity | None:
    ratio = _RATIO.search(text)
    if ratio:
        return _ratio(text, ratio)
    if "番" in text:
        return _doubled(text)
    found = (_whole(text) if _MARKS_OF_WHOLES.search(text) else None) or _counted(text)
    return replace(found, op=">") if found and _BETTER in text and _is_gain(found) else found


def _is_gain(value: Quantity) -> bool:
    """Say whether more is better: of shares over a half and of signals, not of errors and concentrations."""
    return value.unit == "分贝" or (value.unit == "%" and value.number > 50)


def quantity_at(plain: str, start: int, end: int) -> Quantity | None:
    """Return what the VALUE `plain[start:end]` says, with the comparator that its span leaves out."""
    before, text, after = plain[max(0, start - BEFORE) : start], plain[start:end], plain[end : end + BEHIND]
    found = quantity(text)
    if found is None or found.op != "=":
        return found
    op = operator_around(_SENTENCE_END.split(before)[-1], text, after)
    return replace(found, op=op or found.op)


def norm_of(value: Quantity) -> str:
    """Return the guideline's form, `>= 12 个` or `= 3..5 ㎡`: the unit as written, no exponents, no idle zeros."""
    number = _print(value.number)
    if value.upper is not None:
        number += f"..{_print(value.upper)}"
    return f"{value.op} {number} {value.written or value.unit}".rstrip()


def _print(number: int | float) -> str:
    written = format(Decimal(repr(number)), "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def _ratio(text: str, match: re.Match[str]) -> Quantity | None:
    """1:1 is 100 %, 2.8:1 is 280 %, 1:0.5 is 50 %; other ratios (师生比 1:19) have no form in the guideline."""
    first, second = parse_number(match[1]), parse_number(match[2])
    if not first or not second or 1 not in (first, second) or second > 1 or first > _RATIO_MAX:
        return None
    share = (first * second * 100).quantize(Decimal("0.01"))
    return _quantity(compare(text[: match.start()], text[match.end() :]) or "=", share, "%")


def _doubled(text: str) -> Quantity | None:
    match = _DOUBLED.search(text)
    times = parse_number(match[1] or "一") if match else None
    if match is None or times is None or times > _DOUBLINGS_MAX or text.startswith("半", match.end()):
        return None
    number = Decimal(2) ** times
    op = compare(text[: match.start()], text[match.end() :]) or "="
    return _quantity(op, number.quantize(Decimal("0.01")), "倍")


def _whole(text: str) -> Quantity | None:
    for op, number, unit, expression in _wholes():
        match = expression.search(text)
        if match:
            head, tail = text[: match.start()], text[match.end() :]
            if read_amounts(head) or read_amounts(tail):
                return None
            return _quantity(compare(head, tail) or op, number, unit)
    return None


def _counted(text: str) -> Quantity | None:
    amounts = _without_years(text, read_amounts(text))
    if not amounts:
        return None
    first, head = amounts[0], text[: amounts[0].start]
    if len(amounts) == 1:
        op = compare(head, text[first.end :], first.hint)
        return _quantity(op or "=", first.number, first.unit, first.upper, first.written)
    second = amounts[1]
    between = text[first.end : second.start]
    tail = text[second.end : amounts[2].start if len(amounts) > 2 else len(text)]
    if _TO.fullmatch(between) or (between == _OR and _follows(first, second)):
        return _range(first, second, compare(head, tail, second.hint) or "=")
    if between == _OR and (first.number, first.unit) == (second.number, second.unit):
        return _quantity(compare(head, tail) or "=", second.number, second.unit, written=second.written)
    return _bounded(first, second, compare(head, between, first.hint), compare(between, tail))


def _follows(first: Amount, second: Amount) -> bool:
    """Say whether 两年或三年 names a range: the next whole number of the same unit."""
    return second.number == first.number + 1 and first.unit in ("", second.unit)


def _without_years(text: str, amounts: list[Amount]) -> list[Amount]:
    """Leave out 2020年 and 2020-2025年 at the head: they name a time."""
    ahead = 0
    for at, amount in enumerate(amounts):
        if not _YEARS[0] <= amount.number <= _YEARS[1] or amount.unit not in ("", "年", "年度"):
            break
        if amount.unit:
            ahead = at + 1
        elif at + 1 == len(amounts) or not _TO.fullmatch(text[amount.end : amounts[at + 1].start]):
            break
    return amounts[ahead:]


def _range(first: Amount, second: Amount, op: Operator) -> Quantity | None:
    low, high, unit = first.number, second.number, second.unit or first.unit
    if not first.unit and not any(scale >= _WAN for scale in first.scales):
        low = next((low * scale for scale in second.scales if low * scale <= high), low)
    if first.unit and second.unit and first.unit != second.unit:
        if first.unit not in _MONTHS or second.unit not in _MONTHS:
            return None
        low, high, unit = low * _MONTHS[first.unit], high * _MONTHS[second.unit], "个月"
    return _quantity(op, min(low, high), unit, max(low, high), second.written or first.written)


def _bounded(first: Amount, second: Amount, lower: Operator | None, upper: Operator | None) -> Quantity | None:
    """Read 200万元以上500万元以下 as a range; otherwise only the first amount counts."""
    same = second.unit == first.unit or not first.unit
    if same and lower in (">=", ">") and upper in ("<=", "<") and second.number > first.number:
        return _quantity("=", first.number, second.unit, second.number, second.written)
    return _quantity(lower or "=", first.number, first.unit, first.upper, first.written)


def _quantity(op: Operator, number: Decimal, unit: str, upper: Decimal | None = None, written: str = "") -> Quantity:
    return Quantity(op, _plain(number), unit, None if upper is None else _plain(upper), written)


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


@cache
def _wholes() -> tuple[tuple[Operator, Decimal, str, re.Pattern[str]], ...]:
    return tuple(
        (cast(Operator, op), Decimal(number), unit, re.compile(expression))
        for op, number, unit, expression in rows("wholes.tsv")
    )
