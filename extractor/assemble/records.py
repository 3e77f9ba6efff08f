"""One Record a TARGET."""

from collections.abc import Iterator, Sequence
from math import prod

from extractor.assemble.agencies import bind_agencies
from extractor.assemble.confidence import scored
from extractor.assemble.deadlines import bind_deadlines
from extractor.assemble.layout import lay_out
from extractor.assemble.metrics import bind_metrics, link_values
from extractor.assemble.scope import scoped
from extractor.types import AgencySlot, DeadlineSlot, Document, Mention, Metric, Policy, Record, Section, Sentence

DIGITS = 4


def records(
    document: Document, policy: Policy, sentences: tuple[Sentence, ...], mentions: tuple[Mention, ...]
) -> tuple[Record, ...]:
    """Return one Record for each TARGET, in text order, ids r1, r2, …; its slots are in text order too.

    `score` is the TARGET's score times the geometric mean of the scores of all mentions in its
    slots: a record is as sure as its TARGET at best, and one doubtful slot among many costs little.
    """
    layout = lay_out(document, policy, sentences, mentions)
    paragraphs = tuple(scoped(layout))
    deadlines = bind_deadlines(layout, paragraphs)
    agencies = bind_agencies(layout, paragraphs)
    links = link_values(layout)
    by_id = {mention.id: mention for mention in mentions}
    targets = sorted((m for m in mentions if m.label == "TARGET"), key=lambda m: m.span)
    sections = _sections(policy.sections, targets)
    found = []
    for number, target in enumerate(targets, 1):
        due = tuple(sorted(deadlines[target.id], key=lambda slot: by_id[slot.mention].span))
        who = tuple(sorted(agencies[target.id], key=lambda slot: by_id[slot.mention].span))
        what = tuple(bind_metrics(layout, target, links))
        score = _score(target, [by_id[name] for name in _used(due, who, what)])
        found.append(scored(Record(f"r{number}", target.id, sections[target.id], due, who, what, score), by_id))
    return tuple(found)


def _used(due: tuple[DeadlineSlot, ...], who: tuple[AgencySlot, ...], what: tuple[Metric, ...]) -> Iterator[str]:
    """Yield the ids of the mentions in the slots of a record."""
    yield from (slot.mention for slot in due)
    yield from (slot.mention for slot in who)
    yield from (name for metric in what for name in (metric.value, metric.indicator) if name)


def _score(target: Mention, slots: Sequence[Mention]) -> float:
    mean = prod(mention.score for mention in slots) ** (1 / len(slots)) if slots else 1.0
    return round(target.score * mean, DIGITS)


def _sections(sections: tuple[Section, ...], targets: list[Mention]) -> dict[str, str]:
    """Return TARGET id → id of the innermost section that it begins in ("" without sections)."""
    names: dict[str, str] = {}
    open_sections: list[Section] = []
    waiting = list(reversed(sections))
    for target in targets:
        while waiting and waiting[-1].span.start <= target.span.start:
            open_sections.append(waiting.pop())
        while open_sections and open_sections[-1].span.end <= target.span.start:
            open_sections.pop()
        names[target.id] = open_sections[-1].id if open_sections else ""
    return names
