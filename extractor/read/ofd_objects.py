"""The text objects of an OFD page: what character stands where, in points from the upper left corner."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice, product
from typing import NamedTuple, cast

from lxml.etree import _Element

from extractor.read.pdf.chars import Box, Char, View, is_wide, quarter, usual
from extractor.read.pdf.rules import Point

POINT = 72 / 25.4
"""OFD counts in millimetres, places in points."""
MOST_DELTAS = 100_000
TWICE = 1.0
"""So near, in points, the same character is the same stroke drawn again, as a bold one is made."""
A4 = (210.0, 297.0)
_STRAY = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]")
_USUAL_SIZE = 3.7
_NARROW = 0.5
_DESCENT = 0.2
_APART = 0.3
_LEAST_APART = 0.25

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Area(NamedTuple):
    """A page's own area: its upper left corner in millimetres, its width and height in points."""

    corner: Point
    size: Point

    def view(self, turns: int) -> View:
        """Return how the page is seen after so many quarter turns clockwise."""
        width, height = self.size
        return View(0.0, -height, width, 0.0, turns)


class Glyph(NamedTuple):
    """A character as it is written: where its baseline begins, its size, the quarter turns that set it upright."""

    text: str
    x: float
    y: float
    width: float
    height: float
    turns: int | None

    def seen(self, view: View) -> Char:
        """Return the character as it is seen; what the view does not set upright is a watermark."""
        left, base = view.point(self.x, -self.y)
        box = Box(left, base - self.height, left + self.width, base + _DESCENT * self.height)
        return Char(self.text, box, base, self.turns != view.turns)


def area(page: _Element, usual_area: str | None = None) -> Area:
    """Return the area of a page: its own, else that of the document, else A4."""
    for written in (page.findtext("{*}Area/{*}PhysicalBox"), usual_area):
        found = numbers(written)
        if len(found) > 3 and found[2] > 0 and found[3] > 0:
            return Area((found[0], found[1]), (found[2] * POINT, found[3] * POINT))
    return Area((0.0, 0.0), (A4[0] * POINT, A4[1] * POINT))


def glyphs_of(root: _Element, corner: Point, most: int) -> Iterator[Glyph]:
    """Yield at most `most` visible characters of a page or template; what is drawn twice in one place counts once."""
    drawn = _Drawn()
    shown = (node for node in root.iter("{*}TextObject") if node.get("Visible", "true") != "false")
    found = (glyph for node in shown for glyph in _object(node, corner, most))
    return islice((glyph for glyph in found if drawn.is_new(glyph)), most)


class _Drawn:
    """Where characters have been drawn: their places by the square that holds them."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, int, int], list[Point]] = defaultdict(list)

    def is_new(self, glyph: Glyph) -> bool:
        """Say whether the character is the first in its place, which is then taken."""
        x, y = glyph.x / TWICE, glyph.y / TWICE
        near = min(1.0, max(_LEAST_APART, _APART * glyph.width / TWICE))
        column, row = math.floor(x), math.floor(y)
        for key in product((glyph.text,), range(column - 1, column + 2), range(row - 1, row + 2)):
            if any(abs(x - u) <= near and abs(y - v) <= near for u, v in self._places.get(key, ())):
                return False
        self._places[glyph.text, column, row].append((x, y))
        return True


def _object(node: _Element, corner: Point, most: int) -> Iterator[Glyph]:
    left, top = boundary(node)
    a, b, c, d, e, f = matrix_of(node.get("CTM"))
    along = math.hypot(a, b) * POINT
    size = number(node.get("Size"), _USUAL_SIZE)
    height = (math.hypot(c, d) * POINT or along) * size
    turns = quarter(-math.atan2(b, a))
    x = y = 0.0
    for code in node.iterfind("{*}TextCode"):
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        text = _STRAY.sub("", code.text or "")[:most]
        right, down = x, y
        for char, (step, fall, width) in zip(text, _advances(code, text, size), strict=True):
            over, under = left - corner[0] + e, top - corner[1] + f
            at = ((over + a * right + c * down) * POINT, (under + b * right + d * down) * POINT)
            yield Glyph(usual(char), *at, along * width, height, turns)
            right, down = right + step, down + fall


def _advances(code: _Element, text: str, size: float) -> Iterator[tuple[float, float, float]]:
    """Yield for each character the way to the next one, to the right and down, and its own width."""
    count = len(text) - 1
    falls = _deltas(code.get("DeltaY"), count)
    steps = _deltas(code.get("DeltaX"), count) or ([0.0] * count if falls else [])
    for at, char in enumerate(text):
        natural = size if is_wide(char) else _NARROW * size
        step = steps[at] if at < len(steps) else natural
        fall = falls[min(at, len(falls) - 1)] if falls else 0.0
        narrowed = 0 < step < natural or (step > 0 and not is_wide(char))
        yield step, fall, step if narrowed and at < count else natural


def _deltas(value: str | None, count: int) -> list[float]:
    """Return the steps between characters; `g n d` stands for n steps of d."""
    found: list[float] = []
    words = iter((value or "").split())
    for word in words:
        room = min(count, MOST_DELTAS) - len(found)
        if room <= 0:
            break
        if word == "g":
            repeat, step = next(words, "0"), next(words, "0")
            found += [number(step, 0.0)] * min(int(number(repeat, 0.0)), room)
        else:
            found.append(number(word, 0.0))
    return found


def boundary(node: _Element) -> Point:
    """Return the upper left corner of an object, in millimetres."""
    left, top, *_ = [*numbers(node.get("Boundary")), 0.0, 0.0]
    return left, top


def matrix_of(value: str | None) -> Matrix:
    """Return a written matrix, the one that changes nothing for what is none."""
    found = numbers(value)
    return cast("Matrix", tuple(found)) if len(found) == 6 else UNIT


def numbers(value: str | None) -> list[float]:
    """Return at most six numbers."""
    return [number(word, 0.0) for word in islice((value or "").split(), 6)]


def number(value: str | None, missing: float) -> float:
    """Return a written number, `missing` for what is none or beyond all pages."""
    try:
        found = float(value) if value else missing
    except ValueError:
        return missing
    return found if math.isfinite(found) and abs(found) < 1e6 else missing
