"""The unit of a number in a table of indicators: of its row, of its heading, or behind the name of its row."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from extractor.lang.indicator_tables import is_unit, unit_behind
from extractor.normalise.quantity import quantity
from extractor.types import Document, Quantity, Span

_Place = tuple[int | None, int]


def units_beside(document: Document, span: Span) -> Mapping[int, str]:
    """Return where each cell with a number begins → the unit that its table gives it, "" where it gives none."""
    rows: dict[_Place, str] = {}
    columns: dict[_Place, str] = {}
    named: dict[_Place, str] = {}
    units: dict[int, str] = {}
    blocks = document.blocks
    first = bisect_left(blocks, span.start, key=lambda block: block.span.start)
    last = bisect_right(blocks, span.end, key=lambda block: block.span.end)
    for block in (block for block in blocks[first:last] if block.column):
        text, table = block.span.of(document.plain), block.place.table
        row, column = block.place.row or 0, block.place.column or 0
        over = range(column, column + block.columns)
        beside = range(row, row + block.rows)
        if block.column == "unit":
            rows.update(((table, line), text.strip(" ()〔〕[]")) for line in beside)
        elif block.column == "head":
            columns.update(((table, line), unit_behind(text)[1]) for line in over)
        elif block.column == "indicator":
            named.update(((table, line), unit_behind(text)[1]) for line in beside)
        elif block.column == "figure":
            units[block.span.start] = (
                rows.get((table, row)) or named.get((table, row)) or columns.get((table, column), "")
            )
    return units


def with_unit(found: Quantity, unit: str) -> Quantity:
    """Return a quantity that names no unit with that of its table: 5 and 万人 make 50000 人."""
    if found.unit or not is_unit(unit):
        return found
    unit = unit[1:] if unit.startswith("1/") else unit
    one = quantity(unit if unit[0].isdigit() else f"1{unit}")
    if one is None or not one.unit:
        return found
    upper = None if found.upper is None else _times(found.upper, one.number)
    return replace(found, number=_times(found.number, one.number), unit=one.unit, upper=upper, written=one.written)


def _times(number: float, scale: float) -> int | float:
    product = Decimal(repr(number)) * Decimal(repr(scale))
    return int(product) if product == product.to_integral_value() else float(product)
