"""How far lists of responsibilities reach: which TARGETs each of them binds.

A list binds the TARGETs in front of it in its paragraph, back to the list before; several lists
with nothing between them bind the same. At the head of its paragraph it binds those behind it, up
to the next list. In a paragraph of its own it binds the TARGETs of its section since the last such
paragraph.
"""

import sys
from collections.abc import Iterator
from typing import NamedTuple

from extractor.assemble.layout import Layout, Paragraph, Row
from extractor.assemble.lists import Listing, listings
from extractor.types import Mention

HEAD, END = "paragraph_head", "paragraph_end"
END_OF_TEXT = sys.maxsize


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
    waiting: list[Mention] = []
    section, closed = "", False
    for paragraph in layout.paragraphs:
        targets = tuple(paragraph.targets)
        if layout.titled(paragraph.section) != section or (closed and targets):
            waiting = []
        section, closed = layout.titled(paragraph.section), closed and not targets
        waiting.extend(targets)
        found = listings(layout.plain, paragraph)
        if found and not targets:
            closed = True
            yield Scoped(paragraph, tuple(Reach(listing, tuple(waiting), END) for listing in found))
        else:
            yield Scoped(paragraph, tuple(_reaches(found, Row(targets))))


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
