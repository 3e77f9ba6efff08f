"""Half width and Simplified, one code point to one, so that offsets never move."""

from functools import cache
from importlib.resources import files

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_KEPT_FULL_WIDTH = "＂＇"
_OTHERS = {"﹙": "(", "﹚": ")", "﹪": "%", "﹐": ",", "﹔": ";", "﹕": ":", "｡": "。", "､": "、", "﹑": "、"}
_QUOTES = {
    "「": "“",
    "」": "”",
    "『": "‘",
    "』": "’",
    "｢": "“",
    "｣": "”",
    "〝": "“",
    "〞": "”",
    "﹁": "“",
    "﹂": "”",
}
_SIGNS = {"〇": "〇", "○": "〇", "◯": "〇", "∶": ":", "︰": ":", "〈": "〈", "﹤": "<", "﹥": ">"}


# Letters of other scripts that stand for the zero of 二ОО六年.
_ZEROS = dict.fromkeys("ОоΟο", "O")


def fold(text: str) -> str:
    """Return `text` in half width and Simplified form, with the same length.

    Full-width ASCII (also ，；：（）！？％) becomes ASCII, every space U+0020, corner quotes “”;
    。、《》〔〕【】 stay. Traditional characters become Simplified where that is one to one.
    """
    return text.translate(_table())


@cache
def _table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in _KEPT_FULL_WIDTH}
    table.update({ord(space): " " for space in _SPACES})
    for signs in (_OTHERS, _QUOTES, _SIGNS, _ZEROS):
        table.update({ord(wide): narrow for wide, narrow in signs.items()})
    table.update(_simplified())
    return table


def simplify(text: str) -> str:
    """Return `text` in Simplified characters, with the same length; all else stays as it is."""
    return text.translate(_simplified())


@cache
def _simplified() -> dict[int, str]:
    return {ord(old): new for old, new in traditional_to_simplified().items()}


@cache
def traditional_to_simplified() -> dict[str, str]:
    """Return the map of single Traditional characters to Simplified ones (data/t2s.tsv)."""
    lines = files("extractor.lang.data").joinpath("t2s.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return dict(pairs)
