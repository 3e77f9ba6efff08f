"""Numbers as Chinese documents write them: digits, Chinese numerals, and both mixed.

All functions take folded text (`extractor.lang.fold.fold`); values are exact `Decimal`s.
"""

import re
from collections.abc import Callable
from decimal import Decimal

_DIGITS = {
    digit: value
    for value, writings in enumerate(
        ("零〇○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for digit in writings
}
_TENS = {"廿": 2, "卅": 3}
_WAN, _YI = 10_000, 100_000_000

_ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,5}(?!\d)|\d{1,20})(?:\.\d{1,12})?"
_HAN_DIGIT = "".join(_DIGITS)
_UNIT = (
    r"(?:[万萬亿億]|[百佰](?!分)|(?<=[一二三四五六七八九])[十拾]|[十拾](?!分(?![之钟]))|[千仟](?![瓦克米伏卡焦赫帕]))"
)
_HAN = rf"(?:[{_HAN_DIGIT}廿卅半万萬亿億]|{_UNIT})"
_HAN_RUN = rf"{_HAN}{{1,24}}(?:点[{_HAN_DIGIT}]{{1,8}}{_UNIT}{{0,2}})?"
_MIXED = rf"(?<!\d){_ARABIC}(?: ?{_UNIT}{{1,3}}(?:[零〇]?{_ARABIC}{_UNIT}{{1,3}}){{0,3}})?"

NUMBER = rf"(?>{_MIXED}|{_HAN_RUN})"
"""Regex source, without groups that capture: one number as `parse_number` reads it, as long as it goes.

It gives nothing back: behind it 3万元 has only 元 left. 千 of 千瓦, 千克, 千米 is no number, nor 百 of 百分."""

_PART = rf"({_ARABIC}|[{_HAN_DIGIT}])"
_BELOW_WAN = re.compile(
    rf"(?:{_PART}?([千仟]))?[零〇]?(?:{_PART}?([百佰]))?[零〇]?(?:(?:{_PART}?([十拾])|([廿卅]))?{_PART}?)?"
)
_PLAIN = re.compile(r"[0-9]{1,20}(?:\.[0-9]{1,12})?")
_ONE_BY_ONE = re.compile(rf"[{_HAN_DIGIT}O]{{2,20}}")
_DIGIT_RUN = re.compile(rf"[{_HAN_DIGIT}O0-9]{{1,20}}")
_DECIMAL_POINT = re.compile(rf"([^点]+)点([{_HAN_DIGIT}]+)([千百]?[万亿]{{0,2}})")
_FRACTION = re.compile(r"(.+?)分之(.+)|([\d.]+) ?/ ?([\d.]+)")


def parse_number(text: str) -> Decimal | None:
    """Return the value of a text that is one number, else None.

    Reads 1,200 · 3.5万 · 1亿2千万 · 12万亿 · 一百零五 · 两万五 (25000) · 百 (100) · 廿三 · 半 (0.5) ·
    三点五 · 二○一五 (digits one by one) · a leading - or 负. Fractions and 成/折 are not numbers.
    """
    text = text.replace(" ", "")
    if text[:1] in ("-", "负") and len(text) > 1:
        value = parse_number(text[1:]) if text[1] not in "-负" else None
        return -value if value is not None else None
    if text in ("半", "一半"):
        return Decimal("0.5")
    if _ONE_BY_ONE.fullmatch(text):
        return Decimal(int(_digits(text)))
    with_point = _DECIMAL_POINT.fullmatch(text)
    if with_point:
        return _parse_point(*with_point.groups())
    return _parse_yi(text)


def parse_digits(text: str) -> int | None:
    """Return digits read one by one (二○○九, 二0一八, 2018) as an integer, else None."""
    text = text.replace(" ", "")
    if not _DIGIT_RUN.fullmatch(text):
        return None
    return int(_digits(text))


def parse_fraction(text: str) -> Decimal | None:
    """Return the ratio that 三分之二, 百分之十, 千分之五 or 2/3 names, else None."""
    match = _FRACTION.fullmatch(text.replace(" ", ""))
    if not match:
        return None
    below = parse_number(match[1] or match[4])
    above = parse_number(match[2] or match[3])
    if above is None or not below:
        return None
    return above / below


def to_chinese(number: int) -> str:
    """Write an integer of 0 to 10**16 - 1 in standard Chinese numerals; ValueError beyond."""
    if not 0 <= number < 10**16:
        raise ValueError(f"{number} 超出范围，请给 0 到 10**16-1 的整数")
    written = _write_high(number, _YI, "亿", _write_below_yi) or "零"
    return written[1:] if written.startswith("一十") else written


def _digits(text: str) -> str:
    return "".join("0" if char == "O" else str(_DIGITS.get(char, char)) for char in text)


def _parse_point(whole: str, decimals: str, unit: str) -> Decimal | None:
    before = parse_number(whole)
    if before is None or before != int(before):
        return None
    scale = parse_number(unit) if unit else Decimal(1)
    return (before + Decimal(f"0.{_digits(decimals)}")) * scale if scale else None


def _parse_yi(text: str) -> Decimal | None:
    return _parse_high(text, "亿", _YI, _parse_wan)


def _parse_wan(text: str) -> Decimal | None:
    return _parse_high(text, "万", _WAN, _parse_below_wan)


def _parse_high(text: str, mark: str, unit: int, below: Callable[[str], Decimal | None]) -> Decimal | None:
    before, found, after = text.partition(mark)
    if not found:
        return below(text)
    high = below(before) if before else Decimal(1)
    low = _parse_rest(after, unit, below)
    if high is None or low is None or low >= unit:
        return None
    return high * unit + low


def _parse_rest(text: str, unit: int, below: Callable[[str], Decimal | None]) -> Decimal | None:
    """Read what follows 万 or 亿; one numeral alone counts the next lower unit (两万五 is 25000)."""
    if not text:
        return Decimal(0)
    if text in _DIGITS:
        return Decimal(_DIGITS[text] * unit // 10)
    if text[0] in "万千仟百佰" or _PLAIN.fullmatch(text):
        return None
    return below(text.lstrip("零〇"))


def _parse_below_wan(text: str) -> Decimal | None:
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    match = _BELOW_WAN.fullmatch(text)
    if not match or not text or (len(text) > 1 and (text[0] in "零〇" or text[-1] in "零〇")):
        return None
    thousands, has_thousand, hundreds, has_hundred, tens, has_ten, twenty, ones = match.groups()
    value = _times(thousands, has_thousand, 1000) + _times(hundreds, has_hundred, 100)
    value += _times(tens, has_ten, 10) + _TENS.get(twenty, 0) * 10
    if not ones or text[-2:-1] not in ("千", "仟", "百", "佰"):
        return value + _times(ones, ones, 1)
    if ones not in _DIGITS:
        return None
    return value + _DIGITS[ones] * (10 if has_hundred else 100)


def _times(count: str | None, written: str | None, unit: int) -> Decimal:
    if not written:
        return Decimal(0)
    if not count:
        return Decimal(unit)
    return (Decimal(_DIGITS[count]) if count in _DIGITS else Decimal(count.replace(",", ""))) * unit


def _write_high(number: int, unit: int, mark: str, below: Callable[[int], str]) -> str:
    high, low = divmod(number, unit)
    if not high:
        return below(low)
    return below(high) + mark + ("零" if 0 < low < unit // 10 else "") + below(low)


def _write_below_yi(number: int) -> str:
    return _write_high(number, _WAN, "万", _write_below_wan)


def _write_below_wan(number: int) -> str:
    written = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            written += "零一二三四五六七八九"[digit] + name
        elif written and number and not written.endswith("零"):
            written += "零"
    return written
