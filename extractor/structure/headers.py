"""The header of a task table: what each of its columns is for, by the namings of data/tables.toml."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple, cast

from extractor.structure.grids import Cell, Grid
from extractor.structure.lexicons import table
from extractor.types import Column

Use = Literal["number", "group", "task", "goal", "measure", "lead", "resp", "coop", "supv", "deadline"]
AGENCIES: frozenset[Column] = frozenset(("lead", "resp", "coop", "supv"))
CONTENTS = frozenset(("task", "goal", "measure"))
LONGEST, DEEPEST, FIRST_ROWS = 24, 3, 4
KEPT = 4096
"""So many headings are remembered: a process may live for thousands of documents."""
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[:*★]")


class Header(NamedTuple):
    """The header in `depth` rows of a table: column number → what the column is for."""

    depth: int
    uses: dict[int, Use]


class _Naming(NamedTuple):
    """A heading as understood; `weak` is one that other tables have too."""

    use: Use | None
    weak: bool = False


def read_header(grid: Grid, at: int) -> Header | None:
    """Return the header of a task table that begins with row `at` of a table, None where none does."""
    first = grid.rows[at]
    if any(len(cell.text) > LONGEST for cell in first) or sum(_name(cell.text).use is not None for cell in first) < 2:
        return None
    depth = _depth(grid, at)
    rows = grid.rows[at : at + depth]
    named: dict[int, _Naming] = {}
    for cell in (cell for row in rows for cell in row):
        for column in cell.under:
            named[column] = _under(cell, named.get(column))
    if not _has_tasks(list(named.values()), [cell.text for row in rows for cell in row]):
        return None
    return Header(depth, {column: naming.use for column, naming in named.items() if naming.use})


def holds_data(grid: Grid) -> bool:
    """Say whether the headings are those of statistics, a budget, a roster or a list of services."""
    for row in grid.rows[:FIRST_ROWS]:
        short = len(row) > 1 and all(len(cell.text) <= LONGEST for cell in row)
        if short and any(_is_data(cell.text) for cell in row):
            return True
    return False


def _depth(grid: Grid, at: int) -> int:
    """Return how many rows a header takes: those that its cells fill, or that hold headings alone."""
    first = grid.rows[at]
    depth = min(DEEPEST, max(cell.rows for cell in first))
    split = any(1 < cell.columns < grid.width for cell in first)
    while depth < DEEPEST and at + depth < len(grid.rows):
        below = grid.rows[at + depth]
        headings = all(len(cell.text) <= LONGEST and _name(cell.text).use for cell in below)
        halves = split and all(len(cell.text) <= LONGEST and _bare(cell.text) for cell in below)
        if not (headings or halves):
            break
        depth += 1
    return min(depth, sum(row[0].row < first[0].row + depth for row in grid.rows[at:]))


def _under(cell: Cell, over: _Naming | None) -> _Naming:
    """Return what a heading says of a column, under the heading `over` it."""
    own = _name(cell.text)
    if over is None or own.use:
        return own
    if over.use in AGENCIES:
        return _Naming(_bare(cell.text) or over.use)
    return _Naming(None) if over.use == "deadline" else over


def _has_tasks(named: Sequence[_Naming], texts: Sequence[str]) -> bool:
    """Say whether headings are a task table's: contents with who does them or by when."""
    strong = any(naming.use in CONTENTS and not naming.weak for naming in named)
    content = any(naming.use in CONTENTS for naming in named)
    agency = any(naming.use in AGENCIES and naming.use != "supv" for naming in named)
    due = any(naming.use == "deadline" and not naming.weak for naming in named)
    timed = any(naming.use == "deadline" for naming in named)
    if any(_is_data(text) for text in texts):
        return strong and agency and timed
    return (strong and (agency or due)) or (content and agency and due)


@lru_cache(KEPT)
def _name(text: str) -> _Naming:
    bare = _BRACKETS.sub("", text)
    for use, weak, pattern in _namings():
        if pattern.fullmatch(bare):
            return _Naming(use, weak)
    return _Naming(None)


def _bare(text: str) -> Use | None:
    return next((cast(Use, use) for use, words in table("tables")["bare"].items() if text in words.split("|")), None)


@cache
def _namings() -> tuple[tuple[Use, bool, re.Pattern[str]], ...]:
    data = table("tables")
    found: list[tuple[Use, bool, str]] = [(cast(Use, use), False, text) for use, text in data["agencies"].items()]
    contents = data["contents"]
    found += [(use, False, contents[use]) for use in ("number", "measure", "goal", "group", "task")]
    found += [("task", True, contents["weak"])]
    found += [("deadline", kind == "weak", text) for kind, text in data["deadlines"].items()]
    return tuple((use, weak, re.compile(_expand(text))) for use, weak, text in found)


def _expand(text: str) -> str:
    for name, fragment in table("tables")["fragments"].items():
        text = text.replace(f"{{{name}}}", fragment)
    return text


@lru_cache(KEPT)
def _is_data(text: str) -> bool:
    return re.fullmatch(table("tables")["data"]["words"], _BRACKETS.sub("", text)) is not None
