"""The sentence around a span."""

from bisect import bisect_right

from extractor.lang.boundaries import sentence_spans
from extractor.types import Span


class Sentences:
    """Finds the sentence around a span; remembers the last line, so that a long line is split once."""

    def __init__(self, text: str, plain: str) -> None:
        self._text, self._plain = text, plain
        self._line = Span(0, -1)
        self._spans: list[tuple[int, int]] = []

    def around(self, span: Span) -> str:
        """Return the sentence that `span` begins in, stretched to hold the whole span."""
        if not self._line.contains(span):
            start = self._plain.rfind("\n", 0, span.start) + 1
            end = self._plain.find("\n", span.end)
            self._line = Span(start, end if end >= 0 else len(self._plain))
            self._spans = sentence_spans(self._plain, *self._line)
        index = bisect_right(self._spans, span.start, key=lambda found: found[0]) - 1
        if index < 0:
            return span.of(self._text)
        start, end = self._spans[index]
        return self._text[start : max(end, span.end)]
