"""What is in a part of an xlsx workbook, counted by its bytes before openpyxl makes objects of it."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from functools import reduce

HEAD = 64
_PREFIX = rb"""<(?:[^\s<>/:="']+:)?"""
_CELL = re.compile(_PREFIX + rb"c[\s/>]")
_ROW = re.compile(_PREFIX + rb"row[\s/>]")
_NO_VALUE = re.compile(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?: [^<>]*)?/>)\s*(?:<(?:\w+:)?v\s*/>|<v></v>)?\s*</(?:\w+:)?c>")
_WITH_AREA = _PREFIX + rb"(?:mergeCell|hyperlink|comment)"
"""What openpyxl makes a cell of at every place of its area."""
_OPENING = re.compile(_WITH_AREA + rb"[\s/>]")
_TAG = re.compile(_WITH_AREA + rb"""((?:\s+[^\s=<>/"']+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*/?>""")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_AREA = re.compile(rb"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_DECLARED = re.compile(rb"""<\?xml[^<>]*?\sencoding\s*=\s*["']([^"']*)""")
_LIKE_ASCII = re.compile(rb"utf-?(?:8|16)|(?:us-)?ascii|iso-8859-\d+|latin-?1|windows-125\d|gb(?:2312|k|18030)", re.I)


def looks_like_xml(head: bytes) -> bool:
    """Say whether the first bytes of a part may be those of XML, in any encoding."""
    return head.startswith((BOM_UTF16_LE, BOM_UTF16_BE, "<?xm".encode("cp037"))) or (
        head.removeprefix(BOM_UTF8).lstrip(b"\0\t\n\r ").startswith(b"<")
    )


def as_utf8(data: bytes) -> bytes:
    """Return a part with its marks as ASCII. Raises ValueError for encodings that no program saves a workbook in."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        data = data.decode("utf-16").encode()
    data = data.removeprefix(BOM_UTF8)
    declared = _DECLARED.match(data)
    if b"\0" in data[:HEAD] or (declared and not _LIKE_ASCII.fullmatch(declared[1])):
        raise ValueError("encoding")
    return data


def cells_of(data: bytes) -> int:
    """Return how many cells a part makes: those in rows, and all in its areas. Raises ValueError as `_covered`."""
    in_rows = sum(1 for _ in _CELL.finditer(data)) if _ROW.search(data) else 0
    tags = _TAG.findall(data)
    if len(tags) != sum(1 for _ in _OPENING.finditer(data)):
        raise ValueError("area")
    return in_rows + sum(map(_covered, tags))


def unvalued(data: bytes) -> int:
    """Return how many formulas of a sheet have no value."""
    return sum(1 for _ in _NO_VALUE.finditer(data)) if _ROW.search(data) else 0


def _covered(attributes: bytes) -> int:
    """Return how many cells an area covers, 0 for a single one. Raises ValueError for an area that says nothing."""
    written = {name: one or two for name, one, two in _ATTRIBUTE.findall(attributes)}.get(b"ref")
    if written is None:
        return 0
    area = _AREA.fullmatch(written)
    if not area:
        raise ValueError("area")
    left, top, right, bottom = area.groups()
    if right is None:
        return 0
    return max(0, int(bottom) - int(top) + 1) * max(0, _column(right) - _column(left) + 1)


def _column(letters: bytes) -> int:
    return reduce(lambda number, letter: 26 * number + letter - 64, letters, 0)
