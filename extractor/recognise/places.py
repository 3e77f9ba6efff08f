"""Where mentions stand in files that are not plain text."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from extractor.lang.indicator_tables import FIGURES, INDICATOR, YEAR
from extractor.types import Document, Mention

PLAIN = ("text/plain", "text/markdown")


def placed(document: Document, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions with the place of the block that each begins in; of plain text, those of tables alone."""
    is_plain = document.source.media_type in PLAIN
    blocks = document.blocks
    found = (
        (mention, bisect_right(blocks, mention.span.start, key=lambda b: b.span.start) - 1) for mention in mentions
    )
    return tuple(
        mention
        if at < 0 or (is_plain and mention.made_by not in (INDICATOR, YEAR, *FIGURES))
        else replace(mention, place=blocks[at].place)
        for mention, at in found
    )
