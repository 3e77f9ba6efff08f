"""Single line breaks of a file that cut a sentence in two."""

from extractor.types import Document, Place, Sentence

_SHORTEST = 25
_PAIRS = (("(", ")"), ("[", "]"), ("〔", "〕"), ("【", "】"))
_STOPS = frozenset(',;:。!?、.)]〕】”"')


def is_cut(document: Document, sentence: Sentence, following: Sentence) -> bool:
    """Say whether the line break behind `sentence` cuts it: it goes on in the next block, no bracket is open."""
    apart = sentence.section != following.section or sentence.block == following.block
    if apart or cell_of(document, sentence):
        return False
    text = document.blocks[sentence.block].span.of(document.plain).rstrip()
    torn = any(text.count(opener) > text.count(closer) for opener, closer in _PAIRS)
    return len(text) >= _SHORTEST and "," in text and text[-1] not in _STOPS and not torn


def cell_of(document: Document, sentence: Sentence) -> Place | None:
    """Return where a sentence's table cell stands, None outside tables."""
    block = document.blocks[sentence.block]
    return block.place if block.kind == "cell" and block.place.row is not None else None
