"""The order of reading: a page of two columns is read column by column, between what spans both."""

from itertools import pairwise
from typing import NamedTuple

from extractor.read.pdf.chars import Box
from extractor.read.pdf.lines import Line, join

LEAST_ROWS = 6
FILLED = 0.55
MIDDLE = (0.35, 0.65)


class Placed(NamedTuple):
    """A line in its column; `column` 0 is the whole width."""

    line: Line
    column: int


def order(rows: list[list[Line]], tables: list[Box]) -> list[Placed]:
    """Return the lines as they are read; rows inside one column have their gaps closed."""
    gutter = _gutter(rows)
    if gutter is None:
        return [Placed(join(row), 0) for row in rows]
    placed: list[Placed] = []
    sides: tuple[list[Line], list[Line]] = ([], [])
    edges = sorted(table.top for table in tables)
    for row in rows:
        left = [line for line in row if line.box.right <= gutter]
        right = [line for line in row if line.box.left >= gutter]
        crossing = len(left) + len(right) < len(row)
        while edges and row[0].box.top > edges[0]:
            edges.pop(0)
            placed += _empty(sides)
        if crossing:
            placed += [*_empty(sides), Placed(join(row), 0)]
            continue
        sides[0].extend([join(left)] if left else [])
        sides[1].extend([join(right)] if right else [])
    return placed + _empty(sides)


def _empty(sides: tuple[list[Line], list[Line]]) -> list[Placed]:
    placed = [Placed(line, column) for column, side in enumerate(sides, 1) for line in side]
    sides[0].clear()
    sides[1].clear()
    return placed


def _gutter(rows: list[list[Line]]) -> float | None:
    """Return the x of the gap between two columns of running text, None for one column."""
    boxes = [line.box for row in rows for line in row]
    if not boxes:
        return None
    left, right = min(box.left for box in boxes), max(box.right for box in boxes)
    low, high = (left + share * (right - left) for share in MIDDLE)
    gaps = [(a.box.right, b.box.left) for row in rows for a, b in pairwise(row)]
    middles = sorted((a + b) / 2 for a, b in gaps if a < high and b > low)
    if len(middles) < LEAST_ROWS:
        return None
    at = middles[len(middles) // 2]
    return at if _is_gutter(rows, at, (left, right)) else None


def _is_gutter(rows: list[list[Line]], at: float, edges: tuple[float, float]) -> bool:
    """Say whether both sides hold lines that mostly fill them, and few lines cross."""
    left = [line.box for row in rows for line in row if line.box.right <= at]
    right = [line.box for row in rows for line in row if line.box.left >= at]
    crossing = sum(any(line.box.left < at < line.box.right for line in row) for row in rows)
    if min(len(left), len(right)) < LEAST_ROWS or crossing > len(rows) / 2:
        return False
    full = [sum(box.right - box.left for box in side) / len(side) for side in (left, right)]
    return full[0] > FILLED * (at - edges[0]) and full[1] > FILLED * (edges[1] - at)
