"""Ruled tables: a grid of drawn lines, its cells merged where no line parts them."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from extractor.read.pdf.chars import Box
from extractor.read.pdf.rules import Drawn

NEAR = 3.0
MOST_LINES = 400
MOST_CELLS = 20_000
MOST_RULES = 3000


class Cell(NamedTuple):
    """A cell; row and column count from 1 in the grid of all lines, merged cells stand at their first."""

    row: int
    column: int
    box: Box


class Grid(NamedTuple):
    """A table on one page: its lines from left and top, and for each small square the index of its cell."""

    box: Box
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]
    owners: tuple[int, ...]

    def at(self, x: float, y: float) -> int:
        """Return the index of the cell at a point; points on the frame belong to the nearest."""
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        return self.owners[row * (len(self.xs) - 1) + column]


def find_grids(drawn: Drawn) -> list[Grid]:
    """Return the tables from top to bottom; a frame around text is none, it has one column."""
    if len(drawn.across) + len(drawn.down) > MOST_RULES:
        return []
    grids = (_grid(across, down) for across, down in _groups(drawn))
    return sorted((grid for grid in grids if grid), key=lambda grid: (grid.box.top, grid.box.left))


def _groups(drawn: Drawn) -> Iterator[tuple[list[Box], list[Box]]]:
    """Yield the rules that touch each other, in groups of horizontal and vertical ones."""
    import numpy as np  # noqa: PLC0415 (slow to import, most pages have no rules)

    rules = sorted({(box, True) for box in drawn.across} | {(box, False) for box in drawn.down})
    lefts, tops, rights, bottoms = np.array([box for box, _ in rules], float).reshape(-1, 4).T
    apart = np.ones(len(rules), bool)
    for first in range(len(rules)):
        waiting = [first] if apart[first] else []
        apart[first] = False
        group: list[int] = []
        while waiting:
            at = waiting.pop()
            group.append(at)
            beside = np.maximum(lefts, lefts[at]) - np.minimum(rights, rights[at]) <= NEAR
            beside &= np.maximum(tops, tops[at]) - np.minimum(bottoms, bottoms[at]) <= NEAR
            touched = np.flatnonzero(beside & apart).tolist()
            apart[touched] = False
            waiting += touched
        if group:
            yield [rules[at][0] for at in group if rules[at][1]], [rules[at][0] for at in group if not rules[at][1]]


def _grid(across: list[Box], down: list[Box]) -> Grid | None:
    xs = _cluster([box.left for box in down] + [end for box in across for end in (box.left, box.right)])
    ys = _cluster([box.top for box in across] + [end for box in down for end in (box.top, box.bottom)])
    cells = (len(xs) - 1) * (len(ys) - 1)
    if len(xs) < 3 or len(ys) < 2 or len(down) < 1 or cells > MOST_CELLS or max(len(xs), len(ys)) > MOST_LINES:
        return None
    found, owners = _cells(xs, ys, across, down)
    if len({cell.column for cell in found}) < 2 or len(found) < 3:
        return None
    return Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), tuple(xs), tuple(ys), found, owners)


def _cluster(values: list[float]) -> list[float]:
    """Return values in order, those closer than NEAR as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def _cells(
    xs: list[float], ys: list[float], across: list[Box], down: list[Box]
) -> tuple[tuple[Cell, ...], tuple[int, ...]]:
    """Return the cells of a grid, and for each small square which cell it is part of."""
    width = len(xs) - 1
    roots = _merge(xs, ys, across, down)
    merged: dict[int, Cell] = {}
    for at, root in enumerate(roots):
        row, column = divmod(at, width)
        box = Box(xs[column], ys[row], xs[column + 1], ys[row + 1])
        old = merged.get(root, Cell(row + 1, column + 1, box))
        merged[root] = Cell(old.row, min(old.column, column + 1), old.box.around(box))
    ordered = sorted(merged, key=lambda root: merged[root])
    index = {root: at for at, root in enumerate(ordered)}
    return tuple(merged[root] for root in ordered), tuple(index[root] for root in roots)


def _merge(xs: list[float], ys: list[float], across: list[Box], down: list[Box]) -> list[int]:
    """Return for each small square the one that stands for all it runs into, no rule between."""
    width, height = len(xs) - 1, len(ys) - 1
    root = list(range(width * height))

    def find(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    vertical = [_spans(down, x, (0, 1)) for x in xs]
    horizontal = [_spans(across, y, (1, 0)) for y in ys]
    for at in range(width * height):
        row, column = divmod(at, width)
        if column and not _covered(vertical[column], (ys[row] + ys[row + 1]) / 2):
            root[find(at)] = find(at - 1)
        if row and not _covered(horizontal[row], (xs[column] + xs[column + 1]) / 2):
            root[find(at)] = find(at - width)
    return [find(at) for at in range(width * height)]


def _spans(rules: list[Box], at: float, axes: tuple[int, int]) -> list[tuple[float, float]]:
    """Return the stretches of the rules at a height or width: `axes` are the fixed and the running one."""
    fixed, running = axes
    return [(box[running], box[running + 2]) for box in rules if -NEAR <= box[fixed] - at <= NEAR]


def _covered(spans: list[tuple[float, float]], middle: float) -> bool:
    return any(start <= middle <= end for start, end in spans)
