"""Text made safe for the places it goes to; whatever is taken out leaves a visible mark."""

import re
from unicodedata import east_asian_width

REPLACEMENT = "\ufffd"
CELL_LIMIT = 32_767
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
_NUMBER = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?%?")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def encodable(text: str) -> str:
    """Replace lone surrogates (from file names that are not UTF-8) by U+FFFD; the length stays."""
    return _SURROGATES.sub(REPLACEMENT, text)


def printable(text: str) -> str:
    """Replace what neither XML nor HTML may hold by U+FFFD; the length stays."""
    return _CONTROLS.sub(REPLACEMENT, text)


def is_formula(text: str) -> bool:
    """Say whether a spreadsheet could read `text` as a formula; a plain number and a sign alone (=) are none."""
    return (
        len(text.strip()) > 1 and (text[0] in _FORMULA or text.lstrip()[:1] in _FORMULA) and not _NUMBER.fullmatch(text)
    )


def guarded(text: str) -> str:
    """Return printable text that no spreadsheet runs when it opens a CSV file."""
    text = printable(text)
    return f"'{text}" if is_formula(text) else text


def fitted(text: str) -> str:
    """Return printable text that fits an XLSX cell; a cut shows an ellipsis and the full length."""
    text = _ESCAPE.sub("_x005F_", printable(text))
    if _units(text) <= CELL_LIMIT:
        return text
    note = f"…（原文共 {len(text)} 字，此处截断，全文见 JSON 输出）"
    kept = text.encode("utf-16-le")[: 2 * (CELL_LIMIT - len(note))]
    return kept.decode("utf-16-le", "ignore") + note


def _units(text: str) -> int:
    """Count as Excel does: UTF-16 code units."""
    return len(text) if len(text) * 2 <= CELL_LIMIT else len(text.encode("utf-16-le")) // 2


def display_width(text: str) -> int:
    """Return the columns that a text takes where Chinese characters take two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
