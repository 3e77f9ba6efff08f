"""Paragraphs and headings of one policy, with the mentions that stand in each."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from extractor.assemble.broken import cell_of, is_cut
from extractor.assemble.cells import Beside, beside
from extractor.types import RECURRING, Document, Mention, Policy, Section, Sentence, Span

Columns = dict[tuple[int | None, int | None], str]


class Row:
    """Mentions in text order that do not overlap, found by place."""

    def __init__(self, mentions: Sequence[Mention] = ()) -> None:
        self.mentions = tuple(mentions)
        self._starts = [mention.span.start for mention in self.mentions]

    def __bool__(self) -> bool:
        return bool(self.mentions)

    def __iter__(self) -> Iterator[Mention]:
        return iter(self.mentions)

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the mentions that begin in `[start, end)`."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def touches(self, span: Span) -> bool:
        """Say whether any mention shares a character with `span`."""
        at = bisect_left(self._starts, span.end)
        return at > 0 and self.mentions[at - 1].span.end > span.start


class Rows(NamedTuple):
    """All TARGETs of a policy, and its AGENCY and DEADLINE mentions that stand in none."""

    targets: Row
    outside: Row


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with its TARGETs, and the AGENCY and DEADLINE mentions in none of them.

    `column` is the folded text over a table's column (牵头单位), None outside tables.
    """

    span: Span
    targets: Row
    outside: Row
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The lines of one block and one section (of one row, in a table), without headings.

    `goes_on` marks one that continues the sentence of the paragraph before it, which ends with : or is
    itself an item that ends with ; — a bare number (一) may stand between, a titled heading not. Items
    numbered a level below the : go on behind a 。 too, up to the first that names an agency of its own.
    """

    section: str
    lines: tuple[Line, ...]
    goes_on: bool = False

    @property
    def targets(self) -> Iterator[Mention]:
        """The TARGETs of all lines, in text order."""
        return (target for line in self.lines for target in line.targets)


@dataclass(frozen=True)
class Layout:
    """Where everything stands; `plain` is the document's folded text.

    By id, `headed` gives the AGENCY and DEADLINE mentions of a section's heading, `inside` the mentions in a
    TARGET, `beside` what the other cells of its row in a task table say; `targets` are all TARGETs, `nouns` the
    INDICATORs in none.
    """

    plain: str
    policy: Policy
    targets: Row
    nouns: Row
    paragraphs: tuple[Paragraph, ...]
    headed: dict[str, tuple[Mention, ...]]
    inside: dict[str, tuple[Mention, ...]]
    beside: dict[str, Beside]

    @cached_property
    def sections(self) -> dict[str, Section]:
        """Section id → section."""
        return {section.id: section for section in self.policy.sections}

    def titled(self, section: str) -> str:
        """Return the innermost section around (or at) `section` whose heading has a title."""
        return next((name for name in self.upward(section) if self.sections[name].title), "")

    def upward(self, section: str) -> Iterator[str]:
        """Yield a section's id and those of the sections around it, innermost first."""
        at: str | None = section
        while at is not None and at in self.sections:
            yield at
            at = self.sections[at].parent


def is_frequency(deadline: Mention) -> bool:
    """Say whether a DEADLINE recurs (norm R/…)."""
    return (deadline.norm or "").startswith(RECURRING)


def lay_out(document: Document, policy: Policy, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> Layout:
    """Sort mentions into lines, headings and TARGETs. A heading that holds a TARGET is content."""
    ordered = sorted(mentions, key=lambda m: (m.span.start, -m.span.end))
    targets = [mention for mention in ordered if mention.label == "TARGET"]
    inside: dict[str, list[Mention]] = {target.id: [] for target in targets}
    outside: list[Mention] = []
    nouns: list[Mention] = []
    for mention, holder in _held(ordered, targets):
        if holder is not None:
            inside[holder.id].append(mention)
        elif mention.label in ("AGENCY", "DEADLINE"):
            outside.append(mention)
        elif mention.label == "INDICATOR":
            nouns.append(mention)
    rows = Rows(Row(targets), Row(outside))
    return Layout(
        document.plain,
        policy,
        rows.targets,
        Row(nouns),
        tuple(_paragraphs(document, policy, sentences, rows)),
        {
            section.id: rows.outside.within(*section.heading)
            for section in policy.sections
            if section.heading and not rows.targets.touches(section.heading)
        },
        {name: tuple(held) for name, held in inside.items()},
        beside(document, policy, (*rows.targets, *rows.outside)),
    )


def _held(ordered: Sequence[Mention], targets: Sequence[Mention]) -> Iterator[tuple[Mention, Mention | None]]:
    """Yield each mention that is no TARGET with the TARGET that contains it."""
    at = 0
    for mention in ordered:
        while at < len(targets) and targets[at].span.end <= mention.span.start:
            at += 1
        if mention.label != "TARGET":
            holds = at < len(targets) and targets[at].span.contains(mention.span)
            yield mention, targets[at] if holds else None


def _paragraphs(document: Document, policy: Policy, sentences: Sequence[Sentence], rows: Rows) -> Iterator[Paragraph]:
    columns = _columns(document)
    sections = {section.id: section for section in policy.sections}
    group: list[Sentence] = []
    goes_on = opened = False
    colon = ""
    for sentence in sentences:
        heading = sentence.heading and not rows.targets.touches(sentence.span)
        column = document.blocks[sentence.block].column
        if group and (heading or not _belongs(document, group, sentence)):
            yield Paragraph(group[0].section, _lines(document, group, rows, columns), goes_on)
            mark = document.plain[group[-1].span.end - 1]
            opened = mark == ":" or (goes_on and mark in ";,")
            colon = _colon(mark, sections[group[-1].section], colon, _names_agency(rows, group))
            group = []
        opened, colon = (False, "") if column else (opened, colon)
        if column not in (None, "target") and not heading:
            continue
        if heading:
            section = sections[sentence.section]
            opened = not section.title and (opened or (colon != "" and section.parent == colon))
        else:
            goes_on = goes_on if group else opened
            group.append(sentence)
    if group:
        yield Paragraph(group[0].section, _lines(document, group, rows, columns), goes_on)


def _colon(mark: str, here: Section, colon: str, named: bool) -> str:
    """Return the numbered section whose items go on, given how a paragraph in section `here` ends."""
    if mark == ":" and here.number:
        return here.id
    return "" if named or here.id == colon else colon


def _names_agency(rows: Rows, group: Sequence[Sentence]) -> bool:
    return any(mention.label == "AGENCY" for mention in rows.outside.within(group[0].span.start, group[-1].span.end))


def _belongs(document: Document, group: Sequence[Sentence], sentence: Sentence) -> bool:
    return _place(document, sentence) == _place(document, group[0]) or is_cut(document, group[-1], sentence)


def _columns(document: Document) -> Columns:
    """Return (table, column) → the folded text of that column's first cell."""
    cells = (block for block in reversed(document.blocks) if block.kind == "cell")
    return {(cell.place.table, cell.place.column): cell.span.of(document.plain) for cell in cells}


def _place(document: Document, sentence: Sentence) -> tuple[object, ...]:
    cell, marked = cell_of(document, sentence), document.blocks[sentence.block].column
    return (
        (sentence.section, cell.table, cell.row, marked and cell.column) if cell else (sentence.section, sentence.block)
    )


def _lines(document: Document, group: Sequence[Sentence], rows: Rows, columns: Columns) -> tuple[Line, ...]:
    lines: list[Line] = []
    last: Sentence | None = None
    for sentence in group:
        cell = cell_of(document, sentence)
        column = columns[cell.table, cell.column] if cell else None
        span = sentence.span
        if last and is_cut(document, last, sentence):
            span = Span(lines.pop().span.start, span.end)
        lines.append(Line(span, Row(rows.targets.within(*span)), Row(rows.outside.within(*span)), column))
        last = sentence
    return tuple(lines)
