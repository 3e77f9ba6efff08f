"""Where mentions stand in files that are not plain text."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from extractor.types import Document, Mention

PLAIN = ("text/plain", "text/markdown")


def placed(document: Document, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions with the place of the block that each begins in; plain text has no other than its offsets."""
    if document.source.media_type in PLAIN:
        return tuple(mentions)
    starts = [block.span.start for block in document.blocks]
    found = ((mention, bisect_right(starts, mention.span.start) - 1) for mention in mentions)
    return tuple(replace(mention, place=document.blocks[at].place) if at >= 0 else mention for mention, at in found)
