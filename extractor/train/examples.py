"""Annotated documents to training examples, cut exactly as the tagger will see them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tokenizers import Tokenizer

from extractor.read import read_text
from extractor.recognise.tagger.labels import SLOT_TYPES, TARGET_TYPES, tags, type_of
from extractor.recognise.tagger.windows import Window, windows
from extractor.structure import policies
from extractor.tokenise import sentences
from extractor.types import Annotation, Document, Mention, Policy, Sentence

IGNORED = -100
_TARGET_TAGS = {tag: number for number, tag in enumerate(tags(TARGET_TYPES))}
_SLOT_TAGS = {tag: number for number, tag in enumerate(tags(SLOT_TYPES))}


@dataclass(frozen=True, slots=True)
class Prepared:
    """An annotated document with the stages before recognition done once."""

    annotation: Annotation
    document: Document
    policies: tuple[tuple[Policy, tuple[Sentence, ...]], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One window: token ids, tags of both layers (IGNORED outside the core), links as (VALUE, INDICATOR or 0)."""

    ids: tuple[int, ...]
    target: tuple[int, ...]
    slot: tuple[int, ...]
    links: tuple[tuple[int, int], ...]


def prepare(annotation: Annotation) -> Prepared:
    """Read, divide and split one annotated text."""
    document = read_text(annotation.text, annotation.name)
    return Prepared(annotation, document, tuple((policy, sentences(document, policy)) for policy in policies(document)))


def examples(prepared: Iterable[Prepared], tokenizer: Tokenizer, skip: int = 0) -> Iterator[Example]:
    """Yield the examples of prepared documents; `skip` shifts where windows are cut."""
    for item in prepared:
        roles = roles_of(item.annotation)
        for policy, split in item.policies:
            for window in windows(item.document, policy, split, tokenizer, skip):
                yield example(window, item.annotation.mentions, roles)


def roles_of(annotation: Annotation) -> dict[str, str]:
    """Return each AGENCY's role: the one it has in most of its records."""
    votes: dict[str, list[str]] = {}
    for record in annotation.records:
        for slot in record.agencies:
            votes.setdefault(slot.mention, []).append(slot.role)
    return {name: max(sorted(set(cast)), key=cast.count) for name, cast in votes.items()}


def example(window: Window, mentions: tuple[Mention, ...], roles: dict[str, str]) -> Example:
    """Label one window. A mention that is cut by the window's edge begins anew at it."""
    size = len(window.ids)
    target, slot = [IGNORED] * size, [IGNORED] * size
    for at in window.core:
        target[at] = slot[at] = 0
    starts = [start for start, _ in window.offsets]
    ends = [end for _, end in window.offsets]
    places: dict[str, int] = {}
    for mention in mentions:
        first, stop = bisect_right(ends, mention.span.start), bisect_left(starts, mention.span.end)
        if first < stop:
            layer, numbers = (target, _TARGET_TAGS) if mention.label == "TARGET" else (slot, _SLOT_TAGS)
            name = type_of(mention, roles.get(mention.id))
            begin = window.first + first
            layer[begin] = numbers[f"B-{name}"]
            layer[begin + 1 : window.first + stop] = [numbers[f"I-{name}"]] * (stop - first - 1)
            places[mention.id] = begin
    links = tuple(
        (places[mention.id], places.get(mention.indicator or "", 0))
        for mention in mentions
        if mention.label == "VALUE" and mention.id in places
    )
    return Example(window.ids, tuple(target), tuple(slot), links)
