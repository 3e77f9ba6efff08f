"""Tables of tasks (重点任务 | 具体举措 | 牵头单位 | 完成时限): what each of their cells is for, in any format."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import cast

from extractor.structure.grids import Cell, Grid, grids
from extractor.structure.headers import CONTENTS, Header, Use, holds_data, read_header
from extractor.structure.indicators import mark_indicators
from extractor.structure.lexicons import table
from extractor.types import Column, Document

LONGEST_SECTION = 60
Marked = Iterator[tuple[Cell, Column]]


def mark_tables(document: Document) -> Document:
    """Return the document with `Block.column` set in the cells of its tables of tasks.

    So are those of indicators (指标 | 2025年 | 2030年), and those of statistics, budgets and rosters, all of them
    `other`; cells of all other tables keep None. What is to be done (`target`) is the measure's cell of a row, else
    the task's.
    """
    columns: dict[int, Column] = {}
    for grid in grids(document):
        marks = list(_mark(grid))
        if not marks:
            others: Marked = ((cell, "other") for row in grid.rows for cell in row)
            marks = [*(others if holds_data(grid) else ()), *mark_indicators(grid)]
        columns.update((index, column) for cell, column in marks for index in cell.blocks)
    if not columns:
        return document
    blocks = (replace(block, column=columns.get(index)) for index, block in enumerate(document.blocks))
    return replace(document, blocks=tuple(blocks))


def _mark(grid: Grid) -> Marked:
    header: Header | None = None
    body: list[tuple[Cell, ...]] = []
    at = 0
    while at < len(grid.rows):
        found = read_header(grid, at)
        if found:
            yield from _body(body, header, grid.width) if header else _titles(body)
            header, body = found, []
            yield from ((cell, "head") for row in grid.rows[at : at + found.depth] for cell in row)
        else:
            body.append(grid.rows[at])
        at += found.depth if found else 1
    if header:
        yield from _body(body, header, grid.width)


def _titles(rows: Sequence[tuple[Cell, ...]]) -> Marked:
    """Yield the cells over the first header: the title of the table, and what is noted under it."""
    for row in rows:
        alone = len(row) == 1 and not _rows()["note"].match(row[0].text)
        yield from ((cell, "title" if alone else "other") for cell in row)


def _body(rows: Sequence[tuple[Cell, ...]], header: Header, width: int) -> Marked:
    """Yield the cells of the rows under a header."""
    filled: dict[int, dict[int, Cell]] = {}
    for cell in (cell for row in rows for cell in row):
        for line in cell.beside:
            filled.setdefault(line, {}).update(dict.fromkeys(cell.under, cell))
    for row in rows:
        if len(set(filled[row[0].row].values())) == 1 and (alone := _alone(row[0], header, width)):
            yield row[0], alone
        else:
            yield from ((cell, _column(cell, header, filled)) for cell in row)


def _alone(cell: Cell, header: Header, width: int) -> Column | None:
    """Return what the only cell of a row is, where it is no task: a section, or a note under the table."""
    spread = cell.columns > 1 and cell.columns * 2 >= width
    if _rows()["note"].match(cell.text) and (spread or cell.column not in header.uses):
        return "other"
    numbered = _rows()["numbered"].match(cell.text) and cell.column <= min(header.uses)
    if not (spread or numbered):
        return None
    return "section" if len(cell.text) <= LONGEST_SECTION else "other"


def _column(cell: Cell, header: Header, filled: dict[int, dict[int, Cell]]) -> Column:
    use = next((header.uses[column] for column in cell.under if column in header.uses), None)
    if use is None or use == "number" or _is_blank(cell):
        return "other"
    if use not in CONTENTS:
        return cast(Column, use)
    return "target" if use == "goal" or not _is_outdone(cell, use, header, filled) else "task"


def _is_outdone(cell: Cell, use: Use, header: Header, filled: dict[int, dict[int, Cell]]) -> bool:
    """Say whether another cell of its rows says more closely what is to be done."""
    if use != "task":
        return False
    others = (
        (column, header.uses.get(column), other)
        for row in cell.beside
        for column, other in filled.get(row, {}).items()
        if other is not cell and not _is_blank(other)
    )
    return any(use == "measure" or (use == "task" and column > cell.column) for column, use, other in others)


def _is_blank(cell: Cell) -> bool:
    return _rows()["blank"].fullmatch(cell.text) is not None


@cache
def _rows() -> dict[str, re.Pattern[str]]:
    return {key: re.compile(pattern) for key, pattern in table("tables")["rows"].items()}
