"""From a window's scores to typed spans of the text: what the recogniser and the judge of training share."""

from collections.abc import Iterator
from typing import NamedTuple

from extractor.recognise.tagger.decode import Floats, read
from extractor.recognise.tagger.edges import mend
from extractor.recognise.tagger.labels import split_type
from extractor.recognise.tagger.windows import Window
from extractor.types import Span


class Located(NamedTuple):
    """A span of the text with its type and raw score; `token` is the core token at which it begins."""

    span: Span
    type: str
    score: float
    token: int


def locate(window: Window, scores: Floats, types: tuple[str, ...], plain: str) -> Iterator[Located]:
    """Yield the spans that `scores` of all tokens of a window, (length, tags), say of its core, their edges mended."""
    done = 0
    for one in read(scores[window.core.start : window.core.stop], types):
        span = Span(window.offsets[one.start][0], window.offsets[one.end - 1][1])
        if done <= span.start < span.end:
            name = types[one.type]
            span = mend(split_type(name)[0], span, plain)
            done = span.end
            yield Located(span, name, one.score, one.start)
