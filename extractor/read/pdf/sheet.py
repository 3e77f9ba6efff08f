"""One page: its lines in the order of reading, and its ruled tables with the lines of each cell."""

import time
from collections.abc import Callable
from typing import NamedTuple

from extractor.read.pdf.chars import Char, is_broken, read_chars
from extractor.read.pdf.columns import Placed, order
from extractor.read.pdf.engine import pdfium
from extractor.read.pdf.lines import Line, join, segments, watermarks
from extractor.read.pdf.rules import Drawn, read_rules
from extractor.read.pdf.tables import Grid, find_grids
from extractor.types import Issue

MOST_OBJECTS = 20_000
SHOWN = 8
MOSTLY = 0.5


class Table(NamedTuple):
    """A table of one page; `lines` are those of each cell of the grid."""

    page: int
    grid: Grid
    lines: tuple[tuple[Line, ...], ...]


class Sheet(NamedTuple):
    """A page. `picture` is the share under its largest picture; `late` says that its time ran out."""

    number: int
    size: tuple[float, float]
    items: tuple[Placed | Table, ...]
    marks: tuple[Line, ...] = ()
    picture: float = 0.0
    broken: bool = False
    scanned: bool = False
    late: bool = False

    @property
    def lines(self) -> list[Line]:
        """Return the lines outside of tables, and the watermarks."""
        return [item.line for item in self.items if isinstance(item, Placed)] + list(self.marks)


def read_sheet(page: pdfium.PdfPage, number: int, most: int, seconds: float) -> Sheet:
    """Read a page of at most `most` characters; drawn tables are left out once `seconds` are over."""
    late = clock(seconds)
    view, chars = read_chars(page, most)
    drawn = read_rules(page, view, MOST_OBJECTS, late)
    return compose_in_time(number, view.size, chars, drawn, late)


def compose_in_time(
    number: int, size: tuple[float, float], chars: list[Char], drawn: Drawn, late: Callable[[], bool]
) -> Sheet:
    """Return the page as `compose`, without its tables once `late` says so."""
    sheet = compose(number, size, chars, drawn._replace(across=[], down=[]) if late() else drawn)
    return sheet._replace(late=late())


def late_issues(sheets: list[Sheet]) -> list[Issue]:
    """Say which pages took too long."""
    late = [sheet.number for sheet in sheets if sheet.late]
    message = f"{named(late)}超过每页的时限或已损坏，其中的表格或文字可能不全；请核对"
    return [Issue("read", "page", message)] if late else []


def named(numbers: list[int]) -> str:
    """Return what pages are called in messages."""
    more = f"等 {len(numbers)} 页" if len(numbers) > SHOWN else " 页"
    return f"第 {'、'.join(map(str, numbers[:SHOWN]))}{more}"


def compose(number: int, size: tuple[float, float], chars: list[Char], drawn: Drawn) -> Sheet:
    """Return the page that these characters and rules make, whatever format they came in."""
    grids = find_grids(drawn)
    upright = [char for char in chars if not char.slanted]
    outside, tables = _tables(upright, grids, number)
    rows = segments(outside, number)
    visible = [char.text for char in upright if not char.text.isspace()]
    broken = bool(visible) and sum(map(is_broken, visible)) > MOSTLY * len(visible)
    placed = order(rows, [table.grid.box for table in tables])
    items = _insert(placed, tables)
    return Sheet(number, size, items, tuple(watermarks(chars, number)), drawn.picture, broken)


def clock(seconds: float) -> Callable[[], bool]:
    """Return what says whether so many seconds have gone by from now."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def _tables(chars: list[Char], grids: list[Grid], page: int) -> tuple[list[Char], list[Table]]:
    """Part the characters into those outside of tables and those of each cell; empty grids are drawings."""
    outside: list[Char] = []
    inside: list[list[list[Char]]] = [[[] for _ in grid.cells] for grid in grids]
    for char in chars:
        x, y = (char.box.left + char.box.right) / 2, (char.box.top + char.box.bottom) / 2
        at = next((at for at, grid in enumerate(grids) if grid.box.holds(x, y)), None)
        if at is None:
            outside.append(char)
        else:
            inside[at][grids[at].at(x, y)].append(char)
    tables = []
    for grid, cells in zip(grids, inside, strict=True):
        lines = tuple(tuple(join(row) for row in segments(cell, page)) for cell in cells)
        if any(lines):
            tables.append(Table(page, grid, lines))
    return outside, tables


def _insert(placed: list[Placed], tables: list[Table]) -> tuple[Placed | Table, ...]:
    """Put each table before the first line below its upper edge that shares its width."""
    items: list[Placed | Table] = list(placed)
    for table in tables:
        box = table.grid.box
        at = next((at for at, item in enumerate(items) if isinstance(item, Placed) and _below(item.line, table)), None)
        tops = [at for at, item in enumerate(items) if isinstance(item, Table) and item.grid.box.top <= box.top]
        items.insert(max(len(items) if at is None else at, tops[-1] + 1 if tops else 0), table)
    return tuple(items)


def _below(line: Line, table: Table) -> bool:
    box = table.grid.box
    return line.box.top >= box.top and line.box.left < box.right and line.box.right > box.left
