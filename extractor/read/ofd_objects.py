"""The text objects of an OFD page: what character stands where, in points from the upper left corner."""

import math
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple, cast

from lxml.etree import _Element

from extractor.read.pdf.chars import Box, Char, is_wide, usual

POINT = 72 / 25.4
"""OFD counts in millimetres, places in points."""
MOST_DELTAS = 100_000
SLANT = 0.2
A4 = (210.0, 297.0)
_STRAY = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]")
_USUAL_SIZE = 3.7
_NARROW = 0.5
_DESCENT = 0.2

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Area(NamedTuple):
    """A page's own area: its upper left corner in millimetres, its width and height in points."""

    corner: tuple[float, float]
    size: tuple[float, float]


def area(page: _Element, usual_area: str | None = None) -> Area:
    """Return the area of a page: its own, else that of the document, else A4."""
    for written in (page.findtext("{*}Area/{*}PhysicalBox"), usual_area):
        found = numbers(written)
        if len(found) > 3 and found[2] > 0 and found[3] > 0:
            return Area((found[0], found[1]), (found[2] * POINT, found[3] * POINT))
    return Area((0.0, 0.0), (A4[0] * POINT, A4[1] * POINT))


def chars_of(root: _Element, origin: tuple[float, float]) -> Iterator[Char]:
    """Yield the visible characters of a page or template; what is drawn twice in one place counts once."""
    seen: set[tuple[str, int, int]] = set()
    for node in root.iter("{*}TextObject"):
        if node.get("Visible", "true") == "false":
            continue
        for char in _object(node, matrix_of(node.get("CTM")), origin):
            key = (char.text, round(char.box.left), round(char.base))
            if key not in seen:
                seen.add(key)
                yield char


def _object(node: _Element, matrix: Matrix, origin: tuple[float, float]) -> Iterator[Char]:
    at = boundary(node)
    a, b, c, d, e, f = matrix
    slanted = abs(math.sin(math.atan2(b, a))) > SLANT
    size = number(node.get("Size"), _USUAL_SIZE)
    height = abs(d or a) * size * POINT
    x = y = 0.0
    for code in node.iterfind("{*}TextCode"):
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        text = _STRAY.sub("", code.text or "")
        pen = x
        for char, (step, width) in zip(text, _advances(code.get("DeltaX"), text, size), strict=True):
            left = (at[0] - origin[0] + a * pen + c * y + e) * POINT
            base = (at[1] - origin[1] + b * pen + d * y + f) * POINT
            box = Box(left, base - height, left + abs(a) * width * POINT, base + _DESCENT * height)
            yield Char(usual(char), box, base, slanted)
            pen += step


def _advances(deltas: str | None, text: str, size: float) -> list[tuple[float, float]]:
    """Return for each character the way to the next one and its own width."""
    natural = [size if is_wide(char) else _NARROW * size for char in text]
    steps = _deltas(deltas, len(text) - 1)
    steps += natural[len(steps) :]
    last = len(text) - 1
    return [
        (step, width if at == last or step <= 0 else min(step, width) if is_wide(char) else step)
        for at, (char, step, width) in enumerate(zip(text, steps, natural, strict=True))
    ]


def _deltas(value: str | None, count: int) -> list[float]:
    """Return the steps between characters; `g n d` stands for n steps of d."""
    found: list[float] = []
    words = iter((value or "").split())
    for word in words:
        if word == "g":
            repeat, step = next(words, "0"), next(words, "0")
            found += [number(step, 0.0)] * min(int(number(repeat, 0.0)), MOST_DELTAS)
        else:
            found.append(number(word, 0.0))
        if len(found) >= min(count, MOST_DELTAS):
            break
    return found[: max(0, count)]


def boundary(node: _Element) -> tuple[float, float]:
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
