"""The headings inside task tables: section rows, and groups and tasks over the measures of several rows."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractor.structure.grids import Grid, grids
from extractor.structure.lines import Line
from extractor.structure.markers import find_markers
from extractor.types import Column, Document, Policy, Section, Span

_STYLES = {"pcn": 1, "ar.": 2, "ar、": 2, "par": 3}
_HEAD, _GROUP, _TASK = -1, 1000, 2000


class _Heading(NamedTuple):
    """A cell that heads what stands from its start to `end` of the text; a lower rank stands over a higher."""

    span: Span
    number: int
    rank: int
    end: int


def with_tables(document: Document, policy: Policy) -> Policy:
    """Return the policy with the sections of its task tables among its own. `document` is marked."""
    added: list[Section] = []
    for grid in grids(document):
        headings = [one for one in _headings(document, grid) if policy.span.contains(one.span)]
        added += _nested(document.text, headings, policy.sections, len(added))
    if not added:
        return policy
    sections = sorted((*policy.sections, *added), key=lambda section: (section.span.start, section.level))
    return replace(policy, sections=tuple(sections))


def _headings(document: Document, grid: Grid) -> list[_Heading]:
    """Return the headings of a table in text order. One that stands behind its measure heads nothing."""
    blocks = document.blocks
    cells = [cell for row in grid.rows for cell in row]
    uses: list[Column | None] = [blocks[cell.blocks[0]].column for cell in cells]
    first: dict[int, int] = {}
    for cell, use in zip(cells, uses, strict=True):
        if use == "target":
            first.update((row, min(cell.column, first.get(row, cell.column))) for row in cell.beside)
    rows = [row[0].row for row in grid.rows]
    starts = [*(blocks[row[0].blocks[0]].span.start for row in grid.rows), blocks[cells[-1].blocks[-1]].span.end]
    found: list[_Heading] = []
    for cell, use in zip(cells, uses, strict=True):
        span = Span(blocks[cell.blocks[0]].span.start, blocks[cell.blocks[-1]].span.end)
        if use == "head":
            found.append(_Heading(span, 0, _HEAD, span.start))
        elif use == "section":
            found.append(_Heading(span, *_number(document.plain, span), starts[-1]))
        elif use in ("group", "task") and cell.column < max(first.get(row, 0) for row in cell.beside):
            rank = (_GROUP if use == "group" else _TASK) + cell.column
            end = starts[bisect_left(rows, cell.beside.stop)]
            found.append(_Heading(span, _number(document.plain, span)[0], rank, end))
    return [one for one in _closed(found) if one.rank != _HEAD]


def _closed(headings: Sequence[_Heading]) -> list[_Heading]:
    """Let every heading end where the next one of its rank or over it begins."""
    closed = list(headings)
    waiting: list[int] = []
    for index, heading in enumerate(headings):
        while waiting and headings[waiting[-1]].rank >= heading.rank:
            before = waiting.pop()
            closed[before] = closed[before]._replace(end=min(closed[before].end, heading.span.start))
        waiting.append(index)
    return closed


def _number(plain: str, span: Span) -> tuple[int, int]:
    """Return how long the number at the head of a cell is, and its rank."""
    markers = find_markers(plain, [Line(*span)])
    if markers and markers[0].start == span.start:
        return markers[0].end - span.start, _STYLES.get(markers[0].style, 0)
    return 0, 0


def _nested(text: str, headings: Sequence[_Heading], sections: Sequence[Section], count: int) -> Iterator[Section]:
    """Yield the sections of a table; each ends with the section around it at the latest."""
    open_sections: list[tuple[int, Section]] = []
    for number, heading in enumerate(headings, count + 1):
        while open_sections and (
            open_sections[-1][0] >= heading.rank or open_sections[-1][1].span.end <= heading.span.start
        ):
            open_sections.pop()
        around = open_sections[-1][1] if open_sections else _around(sections, heading.span.start)
        end = min(heading.end, around.span.end) if around else heading.end
        title = heading.span.start + heading.number
        section = Section(
            id=f"t{number}",
            parent=around.id if around and around.level else None,
            level=around.level + 1 if around else 1,
            number=text[heading.span.start : title].strip(),
            title="".join(text[title : heading.span.end].split("\n")),
            span=Span(heading.span.start, end),
            heading=heading.span,
            function="tasks",
        )
        open_sections.append((heading.rank, section))
        yield section


def _around(sections: Sequence[Section], start: int) -> Section | None:
    """Return the innermost section that holds a place."""
    at = bisect_right([section.span.start for section in sections], start)
    return next((section for section in reversed(sections[:at]) if section.span.end > start), None)
