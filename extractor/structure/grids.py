"""The cells of a document's tables, whatever format they came from, in rows."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from extractor.types import Block, Document

_SPACES = re.compile(r"\s+")


class Cell(NamedTuple):
    """A cell that is not blank: the indexes of its blocks, where it begins, what it fills, its text without space."""

    blocks: tuple[int, ...]
    row: int
    column: int
    rows: int
    columns: int
    text: str

    @property
    def under(self) -> range:
        """The columns that it fills."""
        return range(self.column, self.column + self.columns)

    @property
    def beside(self) -> range:
        """The rows that it fills."""
        return range(self.row, self.row + self.rows)


class Grid(NamedTuple):
    """A table: its rows that begin a cell, each with its cells from left to right; `width` in columns."""

    rows: tuple[tuple[Cell, ...], ...]
    width: int


def grids(document: Document) -> Iterator[Grid]:
    """Yield the tables of a document that say where their cells stand, in text order."""
    tables: dict[int, list[int]] = {}
    for index, block in enumerate(document.blocks):
        if block.kind == "cell" and block.place.row is not None and block.place.column is not None:
            tables.setdefault(block.place.table or 0, []).append(index)
    for indexes in tables.values():
        cells = sorted(_cells(document, indexes), key=lambda cell: (cell.row, cell.column))
        rows = tuple(tuple(row) for _, row in groupby(cells, key=lambda cell: cell.row))
        yield Grid(rows, max(cell.under.stop for cell in cells) - 1)


def _cells(document: Document, indexes: list[int]) -> Iterator[Cell]:
    held: dict[tuple[int, int], list[int]] = {}
    for index in indexes:
        held.setdefault(_at(document.blocks[index]), []).append(index)
    for (row, column), own in held.items():
        block = document.blocks[own[0]]
        text = "".join(document.blocks[index].span.of(document.plain) for index in own)
        yield Cell(tuple(own), row, column, block.rows, block.columns, _SPACES.sub("", text))


def _at(block: Block) -> tuple[int, int]:
    return block.place.row or 0, block.place.column or 0
