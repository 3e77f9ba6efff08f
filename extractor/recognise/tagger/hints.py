"""What the rules found, as one number a token: the network learns when to believe them."""

from collections.abc import Iterable

from extractor.recognise.tagger.labels import POLICY_LAYERS, tags, type_of
from extractor.recognise.tagger.windows import Window
from extractor.types import Mention, Span

_TARGET, _SLOT = (tags(types) for types in POLICY_LAYERS)
SIZE = len(_TARGET) * len(_SLOT)
"""How many different hints there are; 0 says that the rules found nothing."""


class Hints:
    """The rules' mentions of one stretch of text, a byte a character."""

    def __init__(self, span: Span, mentions: Iterable[Mention]) -> None:
        self._first = span.start
        self._marks = bytearray(span.end - span.start)
        for mention in mentions:
            self._write(mention)

    def _write(self, mention: Mention) -> None:
        name = type_of(mention, mention.role)
        slot = mention.label != "TARGET"
        begin, inside = ((_SLOT if slot else _TARGET).index(f"{edge}-{name}") for edge in "BI")
        # a hint is target tag × slot tags + slot tag, so the two layers add up
        weight = 1 if slot else len(_SLOT)
        for at in range(mention.span.start - self._first, mention.span.end - self._first):
            self._marks[at] += weight * inside
        self._marks[mention.span.start - self._first] -= weight * (inside - begin)

    def of(self, window: Window) -> tuple[int, ...]:
        """Return one hint for each id of a window: that of the token's first character, 0 outside the core."""
        core = (self._marks[start - self._first] if start < end else 0 for start, end in window.offsets)
        return (*(0,) * window.first, *core, *(0,) * (len(window.ids) - window.first - len(window.offsets)))
