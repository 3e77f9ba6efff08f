"""Precision, recall and F1 of mentions, by exact and by overlapping spans."""

import heapq
from collections.abc import Iterable, Sequence

from extractor.score.counts import Counts, compare
from extractor.types import LABELS, Label, Mention, Span

ByLabel = dict[str, Counts]


def strict(gold: Sequence[Mention], predicted: Sequence[Mention]) -> ByLabel:
    """Count mentions of the same label and span, for each label."""
    return {label: compare(_spans(gold, label), _spans(predicted, label)) for label in LABELS}


def overlap(gold: Sequence[Mention], predicted: Sequence[Mention]) -> ByLabel:
    """Count mentions of the same label that share a character, each used once at most."""
    return {label: _overlapping(_spans(gold, label), _spans(predicted, label)) for label in LABELS}


def matched(gold: Sequence[Mention], predicted: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """Return the (gold, predicted) pairs of the same label and span, each mention once."""
    waiting: dict[tuple[Label, Span], list[Mention]] = {}
    for mention in reversed(predicted):
        waiting.setdefault((mention.label, mention.span), []).append(mention)
    found = []
    for mention in gold:
        same = waiting.get((mention.label, mention.span))
        if same:
            found.append((mention, same.pop()))
    return found


def _spans(mentions: Iterable[Mention], label: Label) -> list[Span]:
    return [mention.span for mention in mentions if mention.label == label]


def _overlapping(gold: list[Span], predicted: list[Span]) -> Counts:
    right = pairs_of_overlap(gold, predicted)
    return Counts(right, len(predicted) - right, len(gold) - right)


def pairs_of_overlap(left: Sequence[Span], right: Sequence[Span]) -> int:
    """Return the size of the largest one-to-one matching of overlapping spans.

    Sweep by position. The span that ends first takes the earliest-ending partner that has
    begun: every other span that this partner meets is met by the later-ending partners too,
    so no better use for it is lost, also when spans of one side overlap each other.
    """
    sides = (left, right)
    events = sorted(
        (position, kind, side, index)
        for side, spans in enumerate(sides)
        for index, span in enumerate(spans)
        if span.width > 0
        for position, kind in ((span.start, 1), (span.end, 0))
    )
    begun: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    gone: tuple[set[int], set[int]] = (set(), set())
    pairs = 0
    for _, kind, side, index in events:
        if kind:
            heapq.heappush(begun[side], (sides[side][index].end, index))
        elif index not in gone[side]:
            gone[side].add(index)
            pairs += _take_first(begun[1 - side], gone[1 - side])
    return pairs


def _take_first(begun: list[tuple[int, int]], gone: set[int]) -> int:
    while begun:
        _, index = heapq.heappop(begun)
        if index not in gone:
            gone.add(index)
            return 1
    return 0
