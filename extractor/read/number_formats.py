"""A number as Word writes it: 一, 十一, ①, 甲, 壹, iv; the formats are in data/number_formats.toml."""

import tomllib
from functools import cache
from importlib.resources import files

from extractor.lang.numerals import to_chinese

_WORDS = "零一二三四五六七八九十百千万"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"))
_ROMAN_SMALL = ((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
MOST_ROMAN = 3999
MOST_LETTERS = 26 * 30


def write_number(number: int, style: str) -> str:
    """Write an integer of 0 or more in a format of ST_NumberFormat; "" for `none` and `bullet`."""
    formats = _formats()
    if style in ("none", "bullet"):
        return ""
    if 0 < number <= len(formats["series"].get(style, "")):
        return formats["series"][style][number - 1]
    if style in formats["words"]:
        return _chinese(number, formats["words"][style])
    if style in formats["digits"]:
        return str(number).translate(str.maketrans("0123456789", formats["digits"][style]))
    if style in formats["frames"]:
        return formats["frames"][style].format(number)
    return _latin(number, style)


def _chinese(number: int, characters: str) -> str:
    written = to_chinese(number)
    if not characters:
        return written
    formal = "一" + written if written.startswith("十") else written
    return formal.translate(str.maketrans(_WORDS, characters))


def _latin(number: int, style: str) -> str:
    if style.endswith("Roman") and 0 < number <= MOST_ROMAN:
        written = _roman(number)
    elif style.endswith("Letter") and 0 < number <= MOST_LETTERS:
        written = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    else:
        return str(number)
    return written.upper() if style.startswith("upper") else written


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN + _ROMAN_SMALL:
        written += sign * (number // value)
        number %= value
    return written


@cache
def _formats() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("extractor.read.data").joinpath("number_formats.toml").read_text("utf-8"))
