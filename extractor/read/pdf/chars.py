"""The characters of a page with their boxes, as a person reads it upright: x to the right, y down, in points."""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from extractor.lang.fold import fold
from extractor.read.pdf.engine import api, pdfium

QUARTER = math.pi / 2
SLANT = 0.25
_LONE = ("\r", "\n", "\x00", "\x02", "\ufffe", "\uffff")


class Box(NamedTuple):
    """A rectangle on a page, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def around(self, other: "Box") -> "Box":
        """Return the smallest box that holds both."""
        low, high = map(min, self[:2], other[:2]), map(max, self[2:], other[2:])
        return Box(*low, *high)

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point is inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


class Char(NamedTuple):
    """One code point; `base` is the height of its baseline. `slanted` marks a watermark."""

    text: str
    box: Box
    base: float
    slanted: bool = False


class View(NamedTuple):
    """How user space becomes the upright page: its crop box and the quarter turns clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height as read."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of user space as it is seen."""
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return a rectangle of user space as it is seen."""
        (x, y), (u, v) = self.point(left, bottom), self.point(right, top)
        return Box(min(x, u), min(y, v), max(x, u), max(y, v))


class _Raw(NamedTuple):
    code: int
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    angle: float


def read_chars(page: pdfium.PdfPage, most: int) -> tuple[View, list[Char]]:
    """Return the view that shows most of the text upright, and at most `most` characters in file order."""
    raws = _raw_chars(page, most)
    turns = main_turn(quarter(-raw.angle) for raw in raws)
    left, bottom, right, top = page.get_bbox()
    view = View(left, bottom, right, top, page.get_rotation() // 90 if turns is None else turns)
    return view, [_char(view, raw) for raw in raws]


def _raw_chars(page: pdfium.PdfPage, most: int) -> list[_Raw]:
    text = page.get_textpage()
    rect, x, y = api.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    raws: list[_Raw] = []
    for index in range(min(text.count_chars(), most)):
        code = api.FPDFText_GetUnicode(text, index)
        if code == 32 and api.FPDFText_IsGenerated(text, index) == 1:
            continue
        if 0xDC00 <= code < 0xE000 and raws and 0xD800 <= raws[-1].code < 0xDC00:
            high = raws.pop()
            code = 0x10000 + ((high.code - 0xD800) << 10) + code - 0xDC00
        api.FPDFText_GetLooseCharBox(text, index, rect)
        api.FPDFText_GetCharOrigin(text, index, x, y)
        angle = api.FPDFText_GetCharAngle(text, index)
        raws.append(_Raw(code, rect.left, rect.bottom, rect.right, rect.top, x.value, y.value, angle))
    text.close()
    return [raw for raw in raws if chr(raw.code) not in _LONE and not 0xD800 <= raw.code < 0xE000]


def quarter(angle: float) -> int | None:
    """Return how many quarter turns an angle in radians is, None for what is written aslant."""
    turns = round(angle / QUARTER)
    return turns % 4 if abs(angle - turns * QUARTER) < SLANT else None


def main_turn(turns: Iterable[int | None]) -> int | None:
    """Return the quarter turns of most characters of a page, None when all are aslant."""
    counts = Counter(turn for turn in turns if turn is not None)
    return counts.most_common(1)[0][0] if counts else None


def _char(view: View, raw: _Raw) -> Char:
    box = view.box(raw.left, raw.bottom, raw.right, raw.top)
    return Char(usual(chr(raw.code)), box, view.point(raw.x, raw.y)[1], quarter(-raw.angle) != view.turns)


def usual(char: str) -> str:
    """Return the ordinary ideograph of a Kangxi radical or a compatibility form that a font map gives."""
    if "\u2e80" <= char <= "\u2fd5" or "\uf900" <= char <= "\ufaff":
        usual = unicodedata.normalize("NFKC", char)
        return usual if len(usual) == 1 else char
    return " " if char == "\t" or (fold(char) == " " and char != "\u3000") else char


def is_wide(char: str) -> bool:
    """Say whether a character takes a full square: Chinese letters and signs."""
    return char >= "\u2e80" or char in "“”‘’…—"


def is_broken(char: str) -> bool:
    """Say whether a code point means nothing: private use, replacement, control."""
    return char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc")
