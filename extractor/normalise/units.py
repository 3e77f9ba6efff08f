"""The unit behind a number: 元/平方米, 万人次, kW, 个."""

import re
from decimal import Decimal
from functools import cache

from extractor.normalise.tables import rows

PIECE = "个"
IN_100_000 = "/10万"
SCALED = re.compile("[十百千]?[万亿]")
_LOOSE_UNIT = re.compile(r"(?![以之左上余多起封为的])[\u4e00-\u9fff]{1,2}?(?=$|以上|以下|以内|之内|左右|[,。;、(])")
_SIGN = re.compile(
    r"(?![A-Z](?![A-Za-z/]))[A-Za-zμµΩε°%‰√](?:[A-Za-z0-9μµΩε°√%·@.²³]|/(?!\d))*(?=$|[以之及和或至到(,、~-])"
)
_MANY = re.compile("(?:10|[十百千])?[万亿]")
_RATE = re.compile(f"/{_MANY.pattern}")
_LOOSE_PER = re.compile(r"[十百千万]?[\u4e00-\u9fff]{1,2}")


def unit_at(text: str, at: int) -> tuple[str, int]:
    """Return the unit that stands at `at` (also 元/平方米), "" when there is none, and its end."""
    unit, end = _composed(text, at)
    sign = _SIGN.match(text, at)
    return (sign[0], sign.end()) if sign and sign.end() > end else (unit, end)


def _composed(text: str, at: int) -> tuple[str, int]:
    rate = _RATE.match(text, at)
    if rate:
        return rate[0].replace("十", "10"), rate.end()
    unit, end = _known_unit(text, at)
    if unit in ("", PIECE):
        loose = _LOOSE_UNIT.match(text, end)
        if loose:
            return unit or loose[0], loose.end()
    while unit and end < len(text) and text[end] in "/每·•":
        start = end + 1 + text.startswith("每", end + 1)
        scale = _MANY.match(text, start)
        per, after = _known_unit(text, scale.end() if scale else start)
        if per and scale:
            per = scale[0].replace("十", "10") + per
        if not per:
            loose = _LOOSE_PER.match(text, start)
            if not loose:
                break
            per, after = loose[0], loose.end()
        unit, end = f"{unit}{'/' if text[end] in '/每' else '·'}{per}", after
    return unit, end


def _known_unit(text: str, at: int) -> tuple[str, int]:
    known = _units()
    for length in range(min(_longest_unit(), len(text) - at), 0, -1):
        writing = text[at : at + length]
        unit = known.get(writing)
        if unit and not (is_latin(writing[-1]) and is_latin(text[at + length : at + length + 1])):
            return unit, at + length
    return "", at


@cache
def _units() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("units.tsv")}


@cache
def unit_times() -> dict[str, Decimal]:
    """Return how many of its unit a writing stands for (公顷 of 亩), by writing."""
    return {row[0]: Decimal(row[2]) for row in rows("units.tsv") if len(row) > 2}


@cache
def _longest_unit() -> int:
    return max(map(len, _units()))


def is_latin(char: str) -> bool:
    """Say whether a character is a letter of ASCII."""
    return char.isascii() and char.isalpha()
