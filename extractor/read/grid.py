"""Data tables of a page: which tables hold data, and the row and column of each cell."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.html import HtmlElement

CELLS = ("td", "th")
WIDEST = 200
LONGEST_SPAN = 65534
MOST_OF_TABLE = 0.6
LONG_CELL = 400


class Cell(NamedTuple):
    """A cell of a data table; all count from 1, columns as the grid shows them.

    `rows` and `columns` are how much of the grid it fills.
    """

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class _Table:
    number: int
    row: int = 0
    column: int = 0
    reserved: dict[int, int] = field(default_factory=dict)  # column → last row that a cell above fills


class Grid:
    """Numbers the cells of data tables while a page is walked in document order."""

    def __init__(self, root: HtmlElement) -> None:
        self.tables = set(_data_tables(root))
        self._open: _Table | None = None
        self._count = 0

    def enter(self, node: HtmlElement) -> Cell | None:
        """Take note of a start tag; return the cell that begins with it."""
        if node.tag == "table":
            if node in self.tables:
                self._count += 1
                self._open = _Table(self._count)
            return None
        if self._open is None:
            return None
        if node.tag == "tr":
            self._open.row, self._open.column = self._open.row + 1, 0
        return self._place(self._open, node) if node.tag in CELLS else None

    def leave(self, node: HtmlElement) -> bool:
        """Take note of an end tag; say whether a cell ends with it."""
        if node in self.tables:
            self._open = None
        return node.tag in CELLS and self._open is not None

    def _place(self, table: _Table, node: HtmlElement) -> Cell:
        table.row = max(table.row, 1)  # cells may stand before any row
        column = table.column + 1
        while table.reserved.get(column, 0) >= table.row:
            column += 1
        last = column + _number(node.get("colspan"), WIDEST) - 1
        down = _number(node.get("rowspan"), LONGEST_SPAN)
        if down > 1:
            filled = range(column, min(last, WIDEST) + 1)
            table.reserved.update(dict.fromkeys(filled, table.row + down - 1))
        table.column = last
        return Cell(table.number, table.row, column, down, last - column + 1)


def _number(value: str | None, most: int) -> int:
    digits = (value or "").strip()
    return max(1, min(most, int(digits))) if digits.isascii() and digits.isdigit() and len(digits) < 9 else 1


def _data_tables(root: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the tables that hold data: none inside, two rows and two columns, no cell with nearly all text."""
    outer = set()
    tables = list(root.iter("table"))
    for table in tables:
        outer.update(table.iterancestors("table"))
    for table in tables:
        if table not in outer and _is_grid(table):
            yield table


def _is_grid(table: HtmlElement) -> bool:
    rows = [[cell for cell in row if cell.tag in CELLS] for row in table.iter("tr")]
    sizes = [len("".join(cell.itertext())) for row in rows for cell in row]
    wide = sum(len(row) > 1 for row in rows)
    page_like = bool(sizes) and max(sizes) > LONG_CELL and max(sizes) > MOST_OF_TABLE * sum(sizes)
    return wide > 0 and len(rows) > 1 and not page_like and table.get("role") != "presentation"
