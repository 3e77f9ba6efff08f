"""Line breaks that a page's width made: left out where a text is read, kept where it is pointed into.

A Result counts the characters of the file's own text. `joined` gives the same Result over the text as it is read,
`parted` goes back.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate

from extractor.types import Policy, Result, Span

Move = Callable[[Span], Span]


class Gaps:
    """Stretches of a text, in order, that are left out of the text as it is read."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]
        self._before = [0, *accumulate(span.width for span in spans)]
        self._seams = [start - before for start, before in zip(self._starts, self._before, strict=False)]

    def cut(self, text: str) -> str:
        """Return the text without the stretches."""
        ends = [0, *(span.end for span in self._spans)]
        return "".join(text[end:start] for end, start in zip(ends, [*self._starts, len(text)], strict=True))

    def inward(self, span: Span) -> Span:
        """Return where a span of the whole text stands in the one without the stretches."""
        return Span(self._inner(span.start), self._inner(span.end))

    def outward(self, span: Span) -> Span:
        """Return where a span of the text without the stretches stands in the whole one; no stretch is at its edges."""
        find = bisect_right if span.width else bisect_left
        return Span(
            span.start + self._before[find(self._seams, span.start)],
            span.end + self._before[bisect_left(self._seams, span.end)],
        )

    def _inner(self, at: int) -> int:
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return at
        return at - self._before[index] - min(at - self._starts[index], self._spans[index].width)


def joined(result: Result) -> Result:
    """Return a result over its text as it is read, without the line breaks that a page's width made."""
    if not result.gaps:
        return result
    gaps = Gaps(result.gaps)
    return _moved(result, gaps.cut(result.text), gaps.inward, ())


def parted(result: Result, text: str, gaps: tuple[Span, ...]) -> Result:
    """Return a result over a text as it is read as one over the whole `text`, which has `gaps` besides."""
    return _moved(result, text, Gaps(gaps).outward, gaps) if gaps else result


def _moved(result: Result, text: str, move: Move, gaps: tuple[Span, ...]) -> Result:
    return replace(
        result,
        text=text,
        documents=tuple(_policy(policy, text, move) for policy in result.documents),
        issues=tuple(replace(one, span=move(one.span)) if one.span else one for one in result.issues),
        gaps=gaps,
    )


def _policy(policy: Policy, text: str, move: Move) -> Policy:
    return replace(
        policy,
        span=move(policy.span),
        sections=tuple(
            replace(one, span=move(one.span), heading=move(one.heading) if one.heading else None)
            for one in policy.sections
        ),
        mentions=tuple(
            replace(one, span=span, text=span.of(text))
            for one, span in ((one, move(one.span)) for one in policy.mentions)
        ),
    )
