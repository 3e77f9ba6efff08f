"""The row of a task table: which agencies and dates stand beside a TARGET."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from extractor.assemble.roles import Played, bracketed, first_leads, listed_roles, ordered
from extractor.types import ROLES, Block, Document, Mention, Policy, Role

ROW = "row"
_COLUMNS = (*ROLES, "deadline")
_SAME = re.compile(r"\(?同上\)?。?")
_Row = tuple[int | None, int]
"""A row of a table, or a column of it."""


class Beside(NamedTuple):
    """What the cells of a TARGET's rows say; cells that fill several rows say it of each."""

    agencies: tuple[Played, ...] = ()
    deadlines: tuple[Mention, ...] = ()


def beside(document: Document, policy: Policy, mentions: Iterable[Mention]) -> dict[str, Beside]:
    """Return TARGET id → what stands beside it, for those in task tables; 同上 says what the cell above says."""
    held = _held(document, policy, mentions)
    order = first_leads(document.plain, policy.span)
    rows: dict[_Row, dict[int, Beside]] = {}
    above: dict[_Row, Beside] = {}
    for index, inside in held.items():
        block = document.blocks[index]
        if block.column in _COLUMNS:
            column = block.place.table, block.place.column or 0
            same = _SAME.fullmatch(document.plain, *block.span) is not None
            said = above.get(column, Beside()) if same else _read(document.plain, block, inside, order)
            above[column] = said
            for row in _rows(block):
                rows.setdefault(row, {})[index] = said
    found: dict[str, Beside] = {}
    for index, inside in held.items():
        block = document.blocks[index]
        if block.column == "target":
            cells = {at: said for row in _rows(block) for at, said in rows.get(row, {}).items()}
            said = _together(cells)
            found.update((mention.id, said) for mention in inside if mention.label == "TARGET")
    return found


def _held(document: Document, policy: Policy, mentions: Iterable[Mention]) -> Mapping[int, list[Mention]]:
    """Return the index of each marked block → the mentions that begin in it."""
    first = bisect_left(document.blocks, policy.span.start, key=lambda block: block.span.start)
    last = bisect_right(document.blocks, policy.span.end, key=lambda block: block.span.end)
    marked = [at for at in range(first, last) if document.blocks[at].column]
    held: dict[int, list[Mention]] = {at: [] for at in marked}
    ahead = iter(marked)
    at = next(ahead, None)
    for mention in sorted(mentions, key=lambda mention: mention.span.start):
        while at is not None and document.blocks[at].span.end <= mention.span.start:
            at = next(ahead, None)
        if at is not None and document.blocks[at].span.start <= mention.span.start:
            held[at].append(mention)
    return held


def _read(plain: str, block: Block, inside: list[Mention], order: tuple[Role, Role] | None) -> Beside:
    """Read a cell; where a name has its role in brackets, those without have that of the column."""
    agencies = [mention for mention in inside if mention.label == "AGENCY"]
    if block.column in ROLES and bracketed().search(plain, *block.span):
        agencies = [replace(mention, role=block.column) for mention in agencies]
    dates = tuple(mention for mention in inside if mention.label == "DEADLINE")
    return Beside(ordered(listed_roles(plain, block.span, agencies), order), dates)


def _rows(block: Block) -> Iterator[_Row]:
    first = block.place.row or 0
    return ((block.place.table, row) for row in range(first, first + block.rows))


def _together(cells: dict[int, Beside]) -> Beside:
    said = [cells[at] for at in sorted(cells)]
    return Beside(
        tuple(played for one in said for played in one.agencies), tuple(date for one in said for date in one.deadlines)
    )
