"""Tables of indicators (指标 | 单位 | 2025年 | 2030年 | 属性): what each of their cells is for, in any format."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractor.structure.grids import Cell, Grid
from extractor.structure.headers import DEEPEST, FIRST_ROWS, LONGEST
from extractor.structure.lexicons import table
from extractor.types import Column

_DIGIT = re.compile(r"\d")


def mark_indicators(grid: Grid) -> Iterator[tuple[Cell, Column]]:
    """Yield the cells of a table of indicators with their columns; none where it is another table."""
    for at in range(min(FIRST_ROWS, len(grid.rows))):
        depth = _depth(grid, at)
        uses = _uses(grid.rows[at : at + depth])
        if "indicator" in uses.values() and "figure" in uses.values():
            yield from ((cell, "other") for row in grid.rows[:at] for cell in row)
            yield from ((cell, "head") for row in grid.rows[at : at + depth] for cell in row)
            yield from ((cell, _use(cell, uses)) for row in grid.rows[at + depth :] for cell in row)
            return


def _depth(grid: Grid, at: int) -> int:
    """Return how many rows the header that begins with row `at` fills: two under a heading over several columns."""
    first = grid.rows[at]
    over = any(1 < cell.columns < grid.width for cell in first)
    return min(DEEPEST, max(1 + over, *(cell.rows for cell in first)))


def _uses(header: Sequence[Sequence[Cell]]) -> dict[int, Column]:
    """Return column number → what it is for; of several columns of names (一级指标 | 二级指标) the last holds them."""
    words: dict[int, str] = {}
    for cell in (cell for row in header for cell in row):
        if len(cell.text) > LONGEST:
            return {}
        for column in cell.under:
            words[column] = words.get(column, "") + cell.text
    uses = {column: use for column, text in words.items() if text and (use := _named(text))}
    names = [column for column, use in uses.items() if use == "indicator"]
    return {column: use for column, use in uses.items() if column not in names[:-1]}


def _named(text: str) -> Column | None:
    return next((use for use, pattern in _namings() if pattern.fullmatch(text)), None)


def _use(cell: Cell, uses: dict[int, Column]) -> Column:
    use = uses.get(cell.column) if cell.columns == 1 else None
    return "other" if use is None or (use == "figure" and not _DIGIT.search(cell.text)) else use


@cache
def _namings() -> tuple[tuple[Column, re.Pattern[str]], ...]:
    data = table("tables")["indicators"]
    columns: tuple[Column, ...] = ("indicator", "unit", "nature", "figure")
    return tuple((column, re.compile(data[column])) for column in columns)
