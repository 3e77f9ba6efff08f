"""The text objects of an OFD page: what stands where, in points from the upper left corner."""

import math
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple, cast

from lxml.etree import _Element

POINT = 72 / 25.4
"""OFD counts in millimetres, places in points."""
MOST_DELTAS = 100_000
SLANT = 0.2
_STRAY = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]")
_USUAL_SIZE = 3.7


class Piece(NamedTuple):
    """A run of text; `base` is the height of its baseline, `again` that it is a template's and was read before."""

    text: str
    left: float
    right: float
    base: float
    size: float
    again: bool = False


Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def corner(page: _Element) -> tuple[float, float]:
    """Return the upper left corner of a page's own area, (0, 0) where it names none."""
    box = page.findtext("{*}Area/{*}PhysicalBox")
    numbers = _numbers(box)
    return (numbers[0], numbers[1]) if len(numbers) > 3 else (0.0, 0.0)


def pieces(root: _Element, origin: tuple[float, float], again: bool) -> Iterator[Piece]:
    """Yield the visible, upright text of a page or template; what slants is a watermark."""
    for node in root.iter("{*}TextObject"):
        if node.get("Visible", "true") == "false":
            continue
        matrix = _matrix(node.get("CTM"))
        if abs(math.sin(math.atan2(matrix[1], matrix[0]))) > SLANT:
            continue
        yield from _object(node, matrix, origin, again)


def _object(node: _Element, matrix: Matrix, origin: tuple[float, float], again: bool) -> Iterator[Piece]:
    at = [*_numbers(node.get("Boundary")), 0.0, 0.0][:2]
    a, b, c, d, e, f = matrix
    size = _number(node.get("Size"), _USUAL_SIZE)
    x = y = 0.0
    for code in node.iterfind("{*}TextCode"):
        x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
        text = _STRAY.sub("", code.text or "")
        if not text.strip():
            continue
        steps = _deltas(code.get("DeltaX"), len(text) - 1)
        width = sum(steps) + size if steps else size * sum(1.0 if char >= "\u2e80" else 0.5 for char in text)
        left = at[0] - origin[0] + a * x + c * y + e
        base = at[1] - origin[1] + b * x + d * y + f
        yield Piece(
            text, left * POINT, (left + abs(a) * width) * POINT, base * POINT, abs(d or a) * size * POINT, again
        )


def _deltas(value: str | None, count: int) -> list[float]:
    """Return the steps between characters; `g n d` stands for n steps of d."""
    found: list[float] = []
    words = iter((value or "").split())
    for word in words:
        if word == "g":
            repeat, step = next(words, "0"), next(words, "0")
            found += [_number(step, 0.0)] * min(int(_number(repeat, 0.0)), MOST_DELTAS)
        else:
            found.append(_number(word, 0.0))
        if len(found) >= min(count, MOST_DELTAS):
            break
    return found[: max(0, count)]


def _matrix(value: str | None) -> Matrix:
    numbers = _numbers(value)
    return cast("Matrix", tuple(numbers)) if len(numbers) == 6 else UNIT


def _numbers(value: str | None) -> list[float]:
    return [_number(word, 0.0) for word in islice((value or "").split(), 6)]


def _number(value: str | None, missing: float) -> float:
    try:
        number = float(value) if value else missing
    except ValueError:
        return missing
    return number if math.isfinite(number) and abs(number) < 1e6 else missing
