"""Tables of Word: the row and column of each cell, merged ones once, and which tables hold data."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml.etree import _Element

from extractor.read.grid import LONG_CELL, MOST_OF_TABLE, WIDEST
from extractor.read.word_names import W, child_value, is_on, number_of

Row = list["Slot"]
_WRAPPERS = tuple(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


class Cell(NamedTuple):
    """Where a cell of a data table begins, counted from 1, and how much of the grid it fills."""

    table: int
    row: int
    column: int
    rows: int
    columns: int


@dataclass(slots=True)
class Slot:
    """A cell with the column that its left edge stands in; `layout` makes it grow as merged cells go on."""

    column: int
    node: _Element
    columns: int
    rows: int = 1

    def at(self, table: int, row: int) -> Cell:
        """Return the place of the cell in its table."""
        return Cell(table, row, self.column, self.rows, self.columns)


def layout(table: _Element) -> list[Row]:
    """Return the rows of a table; a merged cell stands where it begins, deleted rows and cells are left out."""
    merged: dict[int, Slot] = {}
    rows = (node for node in _inside(table, f"{W}tr") if not is_on(node.find(f"{W}trPr"), "del"))
    return [_row(node, merged) for node in rows]


def is_data(rows: list[Row]) -> bool:
    """Say whether a table holds data: two rows, a row of two cells, no cell with nearly all text."""
    sizes = [sum(len(text.text or "") for text in slot.node.iter(f"{W}t")) for row in rows for slot in row]
    page_like = bool(sizes) and max(sizes) > LONG_CELL and max(sizes) > MOST_OF_TABLE * sum(sizes)
    return len(rows) > 1 and any(len(row) > 1 for row in rows) and not page_like


def _row(node: _Element, merged: dict[int, Slot]) -> Row:
    """Return the cells of a row that begin in it; `merged` are the cells above that may go on, by column."""
    row: Row = []
    properties = node.find(f"{W}trPr")
    column = 1 + (0 if properties is None else number_of(child_value(properties, "gridBefore"), 0, WIDEST))
    for cell in _inside(node, f"{W}tc"):
        own = cell.find(f"{W}tcPr")
        if is_on(own, "cellDel"):
            continue
        width = 1 if own is None else max(1, number_of(child_value(own, "gridSpan"), 1, WIDEST))
        slot = Slot(column, cell, width)
        if row and own is not None and child_value(own, "hMerge") == "continue":
            row[-1].columns += width
        elif not _goes_on(own, slot, merged):
            row.append(slot)
        column += width
    return row


def _goes_on(properties: _Element | None, slot: Slot, merged: dict[int, Slot]) -> bool:
    """Say whether a cell only continues the one above."""
    down = None if properties is None else properties.find(f"{W}vMerge")
    if down is None:
        merged.pop(slot.column, None)
        return False
    if down.get(f"{W}val") != "restart" and slot.column in merged:
        merged[slot.column].rows += 1
        return True
    merged[slot.column] = slot
    return False


def _inside(node: _Element, tag: str) -> Iterator[_Element]:
    """Yield the children of that tag, also those in wrappers (content controls, tracked changes)."""
    for child in node.iterchildren("*"):
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)
