"""How far lists of responsibilities reach: which TARGETs each of them binds.

A list binds the TARGETs in front of it in its paragraph, back to the list before; several lists
with nothing between them bind the same. At the head of its paragraph it binds those behind it, up
to the next list. In a paragraph of its own it binds the TARGETs of its section since the last such
paragraph; on the line of a heading, all under that without a list; behind the last sentence of a section
with a title and without another list, all of it.
A statement (以下均由甲落实, 以上任务均于年底前完成) binds as far as it says; 以下, to the end of the chapter.
A TARGET that another does separately (办法由甲另行制定) is left out.
"""

import sys
from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from extractor.assemble.cues import cues
from extractor.assemble.layout import Layout, Line, Paragraph, Row
from extractor.assemble.lists import Listing, listings, read_list
from extractor.types import Mention, Span

HEAD, END, DOCUMENT = "paragraph_head", "paragraph_end", "document"
END_OF_TEXT = sys.maxsize
Found = list[tuple[Paragraph, tuple[Listing, ...]]]


class Reach(NamedTuple):
    """A list, the TARGETs it binds, and where it stands for them."""

    listing: Listing
    targets: tuple[Mention, ...]
    inherited_from: str


class Scoped(NamedTuple):
    """A paragraph with the lists found in it and what they bind."""

    paragraph: Paragraph
    lists: tuple[Reach, ...]

    @property
    def listed(self) -> frozenset[str]:
        """The ids of the mentions that stand in one of the lists."""
        return frozenset(
            name
            for reach in self.lists
            for name in (
                *(played.mention.id for played in reach.listing.agencies),
                *(mention.id for mention in reach.listing.deadlines),
            )
        )


def scoped(layout: Layout) -> Iterator[Scoped]:
    """Yield the paragraphs of a policy with the reach of their lists."""
    found = [(paragraph, tuple(_lists(layout.plain, paragraph))) for paragraph in layout.paragraphs]
    whole = dict(_closing(layout, found))
    apart = frozenset(_exceptions(layout))
    waiting: list[Mention] = []
    served: set[str] = set()
    section, closed = "", False
    for at, (paragraph, lists) in enumerate(found):
        targets = tuple(paragraph.targets)
        if layout.titled(paragraph.section) != section or (closed and targets):
            waiting = []
        section, closed = layout.titled(paragraph.section), closed and not targets
        waiting.extend(targets)
        if lists and not targets and not waiting and _is_headed(layout, paragraph):
            below = tuple(_below(layout, paragraph.section, found[at + 1 :]))
            reaches = [Reach(listing, below, f"heading:{paragraph.section}") for listing in lists]
        elif lists and not targets:
            closed = True
            reached = waiting if _alone(layout.plain, paragraph, lists) else [t for t in waiting if t.id not in served]
            reaches = [Reach(listing, tuple(reached), END) for listing in lists]
        elif at in whole:
            reaches = [Reach(listing, whole[at], END) for listing in lists]
        else:
            reaches = list(_reaches(lists, Row(targets)))
        served.update(target.id for reach in reaches for target in reach.targets)
        reaches += _statements(layout, paragraph)
        yield Scoped(paragraph, tuple(_without(reach, apart) for reach in reaches))


def _is_headed(layout: Layout, paragraph: Paragraph) -> bool:
    """Say whether a paragraph follows its heading on the same line: 二、强化监管。(甲牵头)"""
    section = layout.sections.get(paragraph.section)
    heading = section.heading if section else None
    return heading is not None and not layout.plain[heading.end : paragraph.lines[0].span.start].strip(" ")


def _below(layout: Layout, section: str, found: Found) -> Iterator[Mention]:
    """Yield the TARGETs under a section whose paragraphs have no lists of their own."""
    for paragraph, lists in found:
        if section not in layout.upward(paragraph.section):
            return
        yield from () if lists else paragraph.targets


def _alone(plain: str, paragraph: Paragraph, lists: tuple[Listing, ...]) -> bool:
    """Say whether no sentence stands in front of the lists of a paragraph; else its TARGET was not seen."""
    return "。" not in plain[paragraph.lines[0].span.start : lists[0].span.start]


def _without(reach: Reach, apart: frozenset[str]) -> Reach:
    return reach._replace(targets=tuple(target for target in reach.targets if target.id not in apart))


def _reaches(found: tuple[Listing, ...], targets: Row) -> Iterator[Reach]:
    begin = 0
    last: tuple[Mention, ...] = ()
    forward = False
    for listing, following in zip(found, (*found, None)[1:], strict=True):
        before = targets.within(begin, listing.span.start)
        after = targets.within(listing.span.end, following.span.start if following else END_OF_TEXT)
        forward = bool(after) and (forward or not (before or last))
        if not forward:
            last = before or last
        yield Reach(listing, after if forward else last, HEAD if forward else END)
        begin = listing.span.end


def _lists(plain: str, paragraph: Paragraph) -> Iterator[Listing]:
    """Yield the lists of a paragraph without statements, and without the offices of a body's members."""
    found = listings(plain, paragraph)
    starts = [listing.span.start for listing in found]
    for line in paragraph.lines:
        lists = found[bisect_left(starts, line.span.start) : bisect_left(starts, line.span.end)]
        if lists and not line.targets and cues().roster.match(plain, *line.span):
            continue
        staffing = cues().staffing.search(plain, *line.span) if lists else None
        stated = next(_stated(plain, line), None) if lists else None
        for listing in lists:
            if not staffing or staffing.start() > listing.span.start:
                yield from _up_to(listing, stated[0] if stated else END_OF_TEXT)


def _up_to(listing: Listing, end: int) -> Iterator[Listing]:
    agencies = tuple(played for played in listing.agencies if played.mention.span.start < end)
    deadlines = tuple(mention for mention in listing.deadlines if mention.span.start < end)
    if agencies or deadlines:
        yield Listing(listing.span, agencies, deadlines)


def _closing(layout: Layout, found: Found) -> Iterator[tuple[int, tuple[Mention, ...]]]:
    """Yield the index of each paragraph whose lists close a titled section, and all TARGETs of that section."""
    for name, run in groupby(enumerate(found), lambda item: item[1][0].section):
        items = list(run)
        section = layout.sections.get(name)
        listed = [at for at, (_, lists) in items if lists]
        held = [at for at, (paragraph, _) in items if any(paragraph.targets)]
        if section and section.title and len(held) > 1 and listed == held[-1:] and _closes(layout, *found[listed[0]]):
            yield listed[0], tuple(target for _, (paragraph, _) in items for target in paragraph.targets)


def _closes(layout: Layout, paragraph: Paragraph, lists: tuple[Listing, ...]) -> bool:
    """Say whether lists stand behind the last sentence of a paragraph, and nothing behind them."""
    span = lists[0].span
    end = paragraph.lines[-1].span.end
    before = layout.plain[paragraph.lines[0].span.start : span.start].rstrip()[-1:]
    return before in tuple("。;.") and not layout.plain[lists[-1].span.end : end].strip(" 。.;\n")


def _exceptions(layout: Layout) -> Iterator[str]:
    """Yield the ids of the TARGETs that an agency of their own does separately."""
    for line in (line for paragraph in layout.paragraphs for line in paragraph.lines):
        at = line.span.start
        for target in line.targets:
            named = (*line.outside.within(at, target.span.start), *layout.inside[target.id])
            at = target.span.end
            if any(m.label == "AGENCY" for m in named) and cues().exception.search(layout.plain, *target.span):
                yield target.id


def _stated(plain: str, line: Line) -> Iterator[tuple[int, str, tuple[Mention, ...]]]:
    """Yield where a statement begins in a sentence, how far it reaches (`WAYS`), and the mentions it binds."""
    match = cues().standing.search(plain, *line.span) if line.outside else None
    if match and not line.targets.touches(Span(match.start(), line.span.end)):
        held = line.outside.within(match.start(), line.span.end)
        if held:
            yield match.start(), str(match.lastgroup), held


def _statements(layout: Layout, paragraph: Paragraph) -> Iterator[Reach]:
    for line in paragraph.lines:
        for start, way, held in _stated(layout.plain, line):
            listing = read_list(layout.plain, Span(start, line.span.end), held)
            if way == "others":
                listing = Listing(listing.span, (), listing.deadlines)
            yield Reach(listing, layout.targets.within(*_reached(layout, paragraph, way, line, start)), DOCUMENT)


def _reached(layout: Layout, paragraph: Paragraph, way: str, line: Line, start: int) -> tuple[int, int]:
    """Return from where to where a statement that begins at `start` reaches."""
    if way == "forward":
        return line.span.end, _end(layout, paragraph.section)
    if way == "attached":
        own = layout.sections.get(paragraph.section)
        return own.span.end if own else line.span.end, END_OF_TEXT
    return 0, start if way == "back" else END_OF_TEXT


def _end(layout: Layout, section: str) -> int:
    """Return where the section around `section` ends, to which 以下 reaches; without one, the text."""
    around = list(layout.upward(section))[1:2]
    return layout.sections[around[0]].span.end if around else END_OF_TEXT
