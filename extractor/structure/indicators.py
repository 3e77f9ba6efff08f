"""Tables of indicators (指标 | 单位 | 2025年 | 2030年): what their cells are for, in any format.

Only what is plain is marked: names, units, and cells that hold one number and nothing else. All others are left to the
recogniser.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from extractor.lang.indicator_tables import is_unit
from extractor.structure.grids import Cell, Grid
from extractor.structure.headers import DEEPEST, KEPT, LONGEST
from extractor.structure.lexicons import table
from extractor.types import Column

_SIGN = "[≥≤<>~]|不低于|不高于|大于|小于|超过|低于|高于|至少|不少于|达到"
_AMOUNT = r"\d[\d,]*(?:\.\d+)?(?:万亿|[万亿])?(?:%|‰)?"
_NUMBER = re.compile(
    rf"[(〔\[]?(?:{_SIGN}|-(?=\d))?{_AMOUNT}(?:(?:-|~|—|–|至){_AMOUNT})?[)〕\]]?(?P<unit>[^\d()〔〕\[\]]{{0,6}}?)"
    r"(?:左右|以上|以下|以内)?[*★]?"
)


def mark_indicators(grid: Grid) -> Iterator[tuple[Cell, Column]]:
    """Yield the cells of a table of indicators that are understood, each with its column; a header may come again."""
    uses: dict[int, Column] = {}
    at = 0
    while at < len(grid.rows):
        depth = _depth(grid, at)
        found = _uses(grid.rows[at : at + depth])
        if found:
            uses = found
            yield from ((cell, "head") for row in grid.rows[at : at + depth] for cell in row)
        elif uses:
            yield from ((cell, use) for cell in grid.rows[at] if (use := _use(cell, uses)))
        at += depth if found else 1


def _depth(grid: Grid, at: int) -> int:
    """Return how many rows the header fills that may begin with row `at`: those below it, where all are headings."""
    depth = max(cell.rows for cell in grid.rows[at])
    if depth == 1 and at + 1 < len(grid.rows) and any(1 < cell.columns < grid.width for cell in grid.rows[at]):
        depth += all(_named(cell.text) for cell in grid.rows[at + 1])
    return min(depth, DEEPEST)


def _uses(header: Sequence[Sequence[Cell]]) -> dict[int, Column]:
    """Return column number → what it is for; none where the rows are no header of indicators.

    Of several columns of names (一级指标 | 二级指标) that of the last holds them, unless figures stand between.
    """
    words: dict[int, str] = {}
    for cell in (cell for row in header for cell in row):
        if len(cell.text) > LONGEST:
            return {}
        for column in cell.under:
            words[column] = words.get(column, "") + cell.text
    uses = {column: use for column, text in sorted(words.items()) if (use := _named(text))}
    if not {"indicator", "figure"} <= set(uses.values()):
        return {}
    order = [column for column, use in uses.items() if use != "unit"]
    outer = {one for one, other in pairwise(order) if uses[one] == uses[other] == "indicator"}
    return {column: use for column, use in uses.items() if column not in outer}


@lru_cache(KEPT)
def _named(text: str) -> Column | None:
    return next((use for use, pattern in _namings() if pattern.fullmatch(text)), None)


def _use(cell: Cell, uses: dict[int, Column]) -> Column | None:
    """Return what a cell under a header is for; a figure fills one column in one paragraph."""
    use = next((uses[column] for column in cell.under if uses.get(column) == "indicator"), uses.get(cell.column))
    if use == "figure":
        number = _NUMBER.fullmatch(cell.text) if cell.columns == len(cell.blocks) == 1 else None
        return use if number and (not number["unit"] or is_unit(number["unit"])) else None
    return use if use == "indicator" or (use == "unit" and is_unit(cell.text.strip("()[]〔〕"))) else None


@cache
def _namings() -> tuple[tuple[Column, re.Pattern[str]], ...]:
    data = table("tables")["indicators"]
    columns: tuple[Column, ...] = ("indicator", "unit", "figure")
    return tuple((column, re.compile(data[column])) for column in columns)
