"""How right the records are: targets aligned one to one, then their slots."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from extractor.score.attributes import indicators
from extractor.score.counts import Counts, compare
from extractor.types import Annotation, Mention, Record, Span

SLOTS = ("deadline", "agency", "metric")
SAME_TARGET = 0.5

Slots = dict[str, list[Hashable]]


class Pair(NamedTuple):
    """A gold record and the predicted one that stands for it; one of them may be missing."""

    gold: Record | None
    predicted: Record | None


def records(gold: Annotation, predicted: Annotation) -> dict[str, Counts]:
    """Count aligned `target`s and the slots `deadline`, `agency` and `metric`.

    Slots are (norm), (agency text, role) and (indicator text, value norm), compared as written.
    Slots of a record without partner are all missed (gold) or all false (predicted).
    """
    pairs = align(gold, predicted)
    both = sum(1 for pair in pairs if pair.gold and pair.predicted)
    counts = {"target": Counts(both, len(predicted.records) - both, len(gold.records) - both)}
    wanted, given = slots(gold), slots(predicted)
    nothing: Slots = {slot: [] for slot in SLOTS}
    for slot in SLOTS:
        counts[slot] = Counts()
        for pair in pairs:
            a = wanted[pair.gold.id] if pair.gold else nothing
            b = given[pair.predicted.id] if pair.predicted else nothing
            counts[slot] += compare(a[slot], b[slot])
    return counts


def align(gold: Annotation, predicted: Annotation) -> list[Pair]:
    """Pair records whose TARGETs cover each other with IoU ≥ 0.5, best first, each once.

    Gold order first (also those without partner), then the predicted ones left over.
    """
    left = _target_spans(gold)
    right = _target_spans(predicted)
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(_candidates(left, right)):
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    pairs = [
        Pair(record, predicted.records[partner[i]] if i in partner else None) for i, record in enumerate(gold.records)
    ]
    return pairs + [Pair(None, record) for j, record in enumerate(predicted.records) if j not in taken]


def slots(annotation: Annotation) -> dict[str, Slots]:
    """Return record id → its slots as they are compared."""
    by_id = {mention.id: mention for mention in annotation.mentions}
    links = indicators(annotation)
    return {record.id: _slots(record, by_id, links) for record in annotation.records}


def _slots(record: Record, by_id: dict[str, Mention], links: dict[str, Mention]) -> Slots:
    return {
        "deadline": [slot.norm for slot in record.deadlines],
        "agency": [(by_id[slot.mention].text, slot.role) for slot in record.agencies],
        "metric": [
            (links[metric.value].text if metric.value in links else "", by_id[metric.value].norm)
            for metric in record.metrics
        ],
    }


def _target_spans(annotation: Annotation) -> list[Span]:
    by_id = {mention.id: mention.span for mention in annotation.mentions}
    return [by_id[record.target] for record in annotation.records]


def _candidates(left: Sequence[Span], right: Sequence[Span]) -> list[tuple[float, int, int]]:
    """Return (-IoU, left index, right index) of the pairs that may be aligned."""
    order = sorted(range(len(right)), key=lambda j: right[j])
    widest = max((span.width for span in right), default=0)
    found, first = [], 0
    for i in sorted(range(len(left)), key=lambda i: left[i]):
        while first < len(order) and right[order[first]].start + widest <= left[i].start:
            first += 1
        for j in order[first:]:
            if right[j].start >= left[i].end:
                break
            share = _iou(left[i], right[j])
            if share >= SAME_TARGET:
                found.append((-share, i, j))
    return found


def _iou(a: Span, b: Span) -> float:
    common = min(a.end, b.end) - max(a.start, b.start)
    return common / (a.width + b.width - common) if common > 0 else 0.0
