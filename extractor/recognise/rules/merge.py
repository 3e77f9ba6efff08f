"""Candidates of all labels into mentions that keep the guideline's constraints."""

from collections.abc import Iterable, Sequence

from extractor.recognise.rules.found import Found
from extractor.types import Document, Mention, Span


def merge(found: Iterable[Found], document: Document) -> tuple[Mention, ...]:
    """Return mentions by start (longer first), ids m1…: slots and TARGETs each without overlap.

    Where two meet, the higher score wins, then the longer, then the earlier; a slot that crosses
    the edge of a TARGET is left out.
    """
    ranked = sorted(set(found), key=lambda one: (-one.score, one.start - one.end, one.start, one.label, one.rule))
    targets = _disjoint([one for one in ranked if one.label == "TARGET"])
    slots = _uncrossed(_disjoint([one for one in ranked if one.label != "TARGET"]), targets)
    kept = sorted(targets + slots, key=lambda one: (one.start, -one.end, one.label != "TARGET"))
    return _mentions(kept, document)


def _disjoint(found: Sequence[Found]) -> list[Found]:
    """Keep the first of any that overlap, in the order given; return them by start."""
    owned: set[int] = set()
    kept = []
    for one in found:
        place = range(one.start, one.end)
        if one.start < one.end and owned.isdisjoint(place):
            owned.update(place)
            kept.append(one)
    kept.sort()
    return kept


def _uncrossed(slots: Sequence[Found], targets: Sequence[Found]) -> list[Found]:
    kept, index = [], 0
    for slot in slots:
        while index < len(targets) and targets[index].end <= slot.start:
            index += 1
        near = targets[index] if index < len(targets) else None
        apart = near is None or slot.end <= near.start
        if apart or (near is not None and near.start <= slot.start and slot.end <= near.end):
            kept.append(slot)
    return kept


def _mentions(kept: Sequence[Found], document: Document) -> tuple[Mention, ...]:
    ids = {(one.start, one.end): f"m{number}" for number, one in enumerate(kept, 1) if one.label == "INDICATOR"}
    return tuple(
        Mention(
            id=f"m{number}",
            label=one.label,
            span=Span(one.start, one.end),
            text=document.text[one.start : one.end],
            score=one.score,
            made_by=f"rules/{one.rule}",
            kind=one.kind,
            indicator=ids.get(one.link) if one.link else None,
            role=one.role,
        )
        for number, one in enumerate(kept, 1)
    )
