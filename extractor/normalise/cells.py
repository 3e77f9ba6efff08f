"""The unit of a number in a table of indicators: of its own column, or in brackets behind the name."""

import re
from collections.abc import Mapping

from extractor.types import Document, Span

_BRACKETS = re.compile(r"[(〔\[]([^()〔〕\[\]]{1,12})[)〕\]]\s*[*★]?\s*$")
_NUMBER = re.compile(r"\d(?:[\d,.]*\d)?")


def units_beside(document: Document, span: Span) -> Mapping[int, str]:
    """Return where each cell with a number begins → the unit that its row gives, "" where it gives none."""
    marked = [block for block in document.blocks if block.column and span.contains(block.span)]
    units: dict[tuple[int | None, int | None], str] = {}
    for block in marked:
        text, row = block.span.of(document.plain).strip(), (block.place.table, block.place.row)
        bracket = _BRACKETS.search(text) if block.column == "indicator" else None
        if block.column == "unit" or bracket:
            units[row] = bracket[1] if bracket else text.strip("()〔〕[]")
    return {
        block.span.start: units.get((block.place.table, block.place.row), "")
        for block in marked
        if block.column == "figure"
    }


def with_unit(figure: str, unit: str) -> str:
    """Return a number as it would be written with its unit: 65左右 and % make 65%左右."""
    numbers = list(_NUMBER.finditer(figure))
    return f"{figure[: numbers[-1].end()]}{unit}{figure[numbers[-1].end() :]}" if numbers else figure
