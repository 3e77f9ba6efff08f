"""Annotations as doccano's JSONL for sequence labelling with relations.

doccano numbers entities itself and has no attributes: a VALUE's kind is part of its label
(`VALUE:target`), norms and our ids ride along in the row's `marks`, found again by label and span.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

from extractor.annotate.links import MADE_BY, join, links_from, relations_of
from extractor.types import Annotation, Mention, Span

Row = dict[str, Any]
_PREFIX = {"TARGET": "t", "AGENCY": "a", "DEADLINE": "d", "INDICATOR": "i", "VALUE": "v"}


def to_rows(annotations: Iterable[Annotation]) -> Iterator[Row]:
    """Yield one row a document; entity and relation numbers run through the whole file."""
    entity_numbers, relation_numbers = count(1), count(1)
    for annotation in annotations:
        number = {mention.id: next(entity_numbers) for mention in annotation.mentions}
        yield {
            "text": annotation.text,
            "entities": [
                {
                    "id": number[m.id],
                    "label": _label(m),
                    "start_offset": m.span.start,
                    "end_offset": m.span.end,
                }
                for m in annotation.mentions
            ],
            "relations": [
                {
                    "id": next(relation_numbers),
                    "from_id": number[source],
                    "to_id": number[target],
                    "type": kind,
                }
                for source, target, kind in relations_of(annotation)
            ],
            "name": annotation.name,
            "date": annotation.date or "",
            "marks": [[m.id, _label(m), m.span.start, m.span.end, m.norm] for m in annotation.mentions],
        }


def _label(mention: Mention) -> str:
    return f"{mention.label}:{mention.kind}" if mention.kind else mention.label


def from_row(row: Row) -> Annotation:
    """Read an exported row back. A span drawn or moved in doccano gets a new id and no norm."""
    carried = {**row.get("metadata", {}), **row}
    known = {(label, start, end): (name, norm) for name, label, start, end, norm in carried.get("marks") or ()}
    return _annotation(carried, known)


def _annotation(row: Row, known: dict[tuple[str, int, int], tuple[str, str | None]]) -> Annotation:
    entities = sorted(row["entities"], key=lambda e: (e["start_offset"], -e["end_offset"], e["label"] != "TARGET"))
    fresh = _fresh_ids(name for name, _ in known.values())
    names: dict[int, str] = {}
    norms: dict[int, str | None] = {}
    for entity in entities:
        key = (entity["label"], entity["start_offset"], entity["end_offset"])
        names[entity["id"]], norms[entity["id"]] = known.get(key) or (fresh(entity["label"]), None)
    relations = [(names[r["from_id"]], names[r["to_id"]], r["type"]) for r in row.get("relations", ())]
    indicators = {source: target for source, target, kind in relations if kind == "of"}
    mentions = tuple(
        _mention(entity, row["text"], names[entity["id"]], norms[entity["id"]], indicators) for entity in entities
    )
    return join(row.get("name", ""), row["text"], mentions, links_from(relations), row.get("date") or None)


def _fresh_ids(taken: Iterable[str]) -> Any:
    numbers = [int(found.group()) for name in taken if (found := re.search(r"\d+$", name))]
    counter = count(max(numbers, default=0) + 1)
    return lambda label: f"{_PREFIX[label.partition(':')[0]]}{next(counter)}"


def _mention(entity: Row, text: str, name: str, norm: str | None, indicators: dict[str, str]) -> Mention:
    label, _, kind = entity["label"].partition(":")
    span = Span(entity["start_offset"], entity["end_offset"])
    return Mention(name, label, span, span.of(text), 1.0, MADE_BY, kind or None, norm, indicators.get(name))
