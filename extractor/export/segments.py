"""A text cut where marks begin and end, so that nested and crossing marks draw alike."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from extractor.types import Span

T = TypeVar("T")


class Mark(NamedTuple, Generic[T]):
    """A span and what it means to the caller."""

    span: Span
    what: T


class Segment(NamedTuple, Generic[T]):
    """A stretch with the marks that cover it (wider ones first), and those that begin with it."""

    span: Span
    marks: tuple[Mark[T], ...]
    begins: tuple[Mark[T], ...]


def lines(text: str, span: Span, marks: Iterable[Mark[T]]) -> Iterator[tuple[Span, tuple[Mark[T], ...]]]:
    """Yield each line of `text[span]` that is not blank (without its break) and the marks it meets."""
    waiting = sorted((mark for mark in marks if mark.span.width), key=lambda mark: (mark.span.start, -mark.span.end))
    live: list[Mark[T]] = []
    taken, start = 0, span.start
    while start < span.end:
        stop = text.find("\n", start, span.end)
        line = Span(start, stop if stop >= 0 else span.end)
        live = [mark for mark in live if mark.span.end > line.start]
        while taken < len(waiting) and waiting[taken].span.start < line.end:
            live.append(waiting[taken])
            taken += 1
        if not line.of(text).isspace() and line.width:
            yield line, tuple(mark for mark in live if mark.span.overlaps(line))
        start = line.end + 1


def cut(span: Span, marks: Iterable[Mark[T]]) -> Iterator[Segment[T]]:
    """Yield segments that cover `span` without gaps; `marks` come wider first and are clipped to it."""
    inside = [mark for mark in marks if mark.span.width and mark.span.overlaps(span)]
    edges = {span.start, span.end}
    edges.update(edge for mark in inside for edge in mark.span if span.start < edge < span.end)
    order = sorted(edges)
    live: list[Mark[T]] = []
    taken = 0
    for start, end in pairwise(order):
        live = [mark for mark in live if mark.span.end > start]
        while taken < len(inside) and inside[taken].span.start <= start:
            live.append(inside[taken])
            taken += 1
        begins = tuple(mark for mark in live if mark.span.start == start)
        yield Segment(Span(start, end), tuple(live), begins)
