"""Line breaks of a file that cut a sentence in two."""

import re

from extractor.lang.wrapping import full_line_of, goes_on
from extractor.types import Document, Place, Sentence, Span

WRAPPED = 25
_PAGE = re.compile(r"[-—–\s]*\d{1,3}[-—–\s]*")
_PAIRS = (("(", ")"), ("[", "]"), ("〔", "〕"), ("【", "】"))
_STOPS = frozenset(',;:。!?、.)]〕】”"')


class Breaks:
    """The line breaks of one policy's `span` of a document."""

    def __init__(self, document: Document, span: Span) -> None:
        self._document = document
        self._full = full_line_of(document, span)

    def is_page_number(self, sentence: Sentence) -> bool:
        """Say whether a line is the number of a page, in a file that is broken at the width of its page."""
        return self._full is not None and _PAGE.fullmatch(self._document.plain, *sentence.span) is not None

    def cut(self, sentence: Sentence, following: Sentence) -> bool:
        """Say whether the line break behind `sentence` cuts it: it goes on in the next block, no bracket is open."""
        apart = sentence.section != following.section or sentence.block == following.block
        if apart or cell_of(self._document, sentence):
            return False
        text = self._document.blocks[sentence.block].span.of(self._document.plain).rstrip()
        if self._full and len(text) >= self._full:
            return goes_on(self._document.plain, sentence.span.end, following.span.start)
        torn = any(text.count(opener) > text.count(closer) for opener, closer in _PAIRS)
        return len(text) >= WRAPPED and "," in text and text[-1] not in _STOPS and not torn


def cell_of(document: Document, sentence: Sentence) -> Place | None:
    """Return where a sentence's table cell stands, None outside tables."""
    block = document.blocks[sentence.block]
    return block.place if block.kind == "cell" and block.place.row is not None else None
