"""Mentions straight from the cells of tables of tasks and indicators, whatever recogniser read the rest."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from extractor.recognise.figures import SCORE, read_figures
from extractor.recognise.rules.agencies import in_column
from extractor.recognise.rules.deadlines import times
from extractor.recognise.rules.tables import pattern
from extractor.types import Block, Document, Label, Mention, Policy, Role, Span

MADE_BY = "tables"
_NEXT = re.compile(
    r"(?:[;。,\n]|^)\s*(?:\(?\d{1,2}[.、)](?!\d)|\([一二三四五六七八九十]+\)|[①-⑳]|[一二三四五六七八九十]+[、是])"
)
_EDGE = " \t\n\u3000;,。、"
_BLANK = re.compile(r"[无/\\\-—–\s]*|暂无")
_AGENCIES = ("lead", "resp", "coop", "supv")
_HEADINGS = ("section", "group", "task")


def read_cells(document: Document, policy: Policy, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions of a policy with those of its tables of tasks and indicators in place of the recogniser's.

    A measure's cell is one TARGET with what stands inside it, the cells of agencies and deadlines hold
    nothing else. Ids are given anew where there is such a table.
    """
    first = bisect_left(document.blocks, policy.span.start, key=lambda block: block.span.start)
    last = bisect_right(document.blocks, policy.span.end, key=lambda block: block.span.end)
    blocks = [block for block in document.blocks[first:last] if block.column]
    if not blocks:
        return tuple(mentions)
    found = [mention for cell in _cells(blocks) for mention in _read(document, cell)]
    figures = tuple(read_figures(document, policy, blocks))
    found += figures
    targets = [mention.span for mention in found if mention.label == "TARGET"]
    starts = [block.span.start for block in blocks]
    own = [blocks[bisect_right(starts, figure.span.start) - 1] for figure in figures]
    tables = {block.place.table for block in own if block.column == "figure"}
    heads = [block for block in blocks if block.column in ("head", "unit") and block.place.table in tables]
    read = {block.span for block in (*own, *heads)}
    for mention in mentions:
        at = bisect_right(starts, mention.span.start) - 1
        block = blocks[at] if at >= 0 and mention.span.start < blocks[at].span.end else None
        if block is None or (block.span not in read and _stays(mention, block, targets)):
            found.append(mention)
    return _renamed(sorted(found, key=lambda m: (m.span.start, -m.span.end, m.label != "TARGET")))


def _cells(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield the blocks of each cell of commitments, agencies and deadlines."""
    cell: list[Block] = []
    for block in blocks:
        if cell and _at(block) != _at(cell[-1]):
            yield cell
            cell = []
        cell.append(block)
    yield cell


def _at(block: Block) -> tuple[int | None, ...]:
    return block.place.table, block.place.row, block.place.column


def _read(document: Document, cell: Sequence[Block]) -> Iterator[Mention]:
    column = cell[0].column
    if column == "target":
        yield _mention(document, "TARGET", _bare(document.plain, cell[0].span.start, cell[-1].span.end))
    elif column == "deadline":
        for block in cell:
            yield from (_mention(document, "DEADLINE", span) for span in _times(document.plain, block.span))
    elif column in _AGENCIES:
        for block in cell:
            for start, end, role in in_column(document.plain, *block.span):
                yield _mention(document, "AGENCY", Span(start, end), role or cast(Role, column))


def _mention(document: Document, label: Label, span: Span, role: Role | None = None) -> Mention:
    return Mention("", label, span, span.of(document.text), SCORE, f"{MADE_BY}/{label.lower()}", role=role)


def _bare(plain: str, start: int, end: int) -> Span:
    """Return a cell's text without its number, where it has only one, and without its last stop."""
    while end > start and plain[end - 1] in _EDGE:
        end -= 1
    number = pattern("clauses", "numbering").match(plain, start, end)
    if number and number.end() < end and not _NEXT.search(plain, number.end(), end):
        start = number.end()
    return Span(start, end)


def _times(plain: str, span: Span) -> Iterator[Span]:
    """Yield the times of a cell; all of it where they leave digits over or adjoin, or where none is found."""
    if _BLANK.fullmatch(plain, *span):
        return
    found = sorted(Span(time.start, time.end) for time in times(plain, *span, None).ahead)
    edges = [span.start, *(edge for time in found for edge in time), span.end]
    rest = "".join(plain[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    if found and (rest or len(found) == 1) and not any(letter.isdigit() for letter in rest):
        yield from found
    else:
        yield _bare(plain, *span)


def _stays(mention: Mention, block: Block, targets: Sequence[Span]) -> bool:
    """Say whether what the recogniser found in a cell of that column is kept."""
    if mention.label == "TARGET" or block.column in (*_AGENCIES, "deadline"):
        return False
    if block.column == "target":
        at = bisect_right(targets, (mention.span.start, mention.span.end)) - 1
        return any(target.contains(mention.span) for target in targets[max(0, at) : at + 2])
    return mention.label in ("AGENCY", "DEADLINE") if block.column in _HEADINGS else True


def _renamed(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    names = {mention.id: f"m{number}" for number, mention in enumerate(mentions, 1) if mention.id}
    return tuple(
        replace(mention, id=f"m{number}", indicator=names.get(mention.indicator or ""))
        for number, mention in enumerate(mentions, 1)
    )
