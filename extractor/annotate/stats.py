"""Counts of an annotated set: documents, characters, mentions per label and genre."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from extractor.annotate.standoff import StandOff
from extractor.types import LABELS


def stats(documents: Iterable[StandOff]) -> dict[str, Any]:
    """Count stand-off documents; no text is needed.

    Returns `documents`, `characters`, `mentions` (label → n), `values` (kind → n), `roles`
    (role → n) and `genres` (genre → the first three of these).
    """
    genres: dict[str, Counter[str]] = defaultdict(Counter)
    values: Counter[str] = Counter()
    roles: Counter[str] = Counter()
    for document in documents:
        counter = genres[document.genre or "other"]
        counter["documents"] += 1
        counter["characters"] += document.chars
        counter.update(mark.label for mark in document.marks)
        values.update(mark.kind or "" for mark in document.marks if mark.label == "VALUE")
        roles.update(role for link in document.links.values() for _, role in link.agencies)
    total: Counter[str] = sum(genres.values(), Counter())
    return {
        **_shape(total),
        "values": dict(sorted(values.items())),
        "roles": dict(sorted(roles.items())),
        "genres": {genre: _shape(genres[genre]) for genre in sorted(genres)},
    }


def _shape(counter: Counter[str]) -> dict[str, Any]:
    return {
        "documents": counter["documents"],
        "characters": counter["characters"],
        "mentions": {label: counter[label] for label in LABELS},
    }
