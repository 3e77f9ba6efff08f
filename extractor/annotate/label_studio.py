"""Annotations as Label Studio tasks, relations included; `CONFIG` is the labelling interface.

Source of the form: Label Studio's JSON export of text labels, per-region choices and text areas,
and relations. Offsets count code points.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.resources import files
from typing import Any

from extractor.annotate.links import MADE_BY, join, links_from, relations_of
from extractor.errors import AnnotationError
from extractor.types import Annotation, Mention, Span

Region = dict[str, Any]
CONFIG = files("extractor.annotate.data").joinpath("label_studio.xml").read_text("utf-8")


def to_tasks(annotations: Iterable[Annotation]) -> list[dict[str, Any]]:
    """Return tasks to import: one a document, its annotation filled in."""
    return [
        {
            "data": {"text": annotation.text, "name": annotation.name, "date": annotation.date or ""},
            "annotations": [{"result": [*_regions(annotation), *_arrows(annotation)]}],
        }
        for annotation in annotations
    ]


def _regions(annotation: Annotation) -> Iterator[Region]:
    for mention in annotation.mentions:
        place = {"start": mention.span.start, "end": mention.span.end, "text": mention.text}
        base = {"id": mention.id, "to_name": "text"}
        yield {**base, "from_name": "label", "type": "labels", "value": {**place, "labels": [mention.label]}}
        if mention.kind:
            yield {
                **base,
                "from_name": "kind",
                "type": "choices",
                "value": {**place, "choices": [mention.kind]},
            }
        if mention.norm:
            yield {
                **base,
                "from_name": "norm",
                "type": "textarea",
                "value": {**place, "text": [mention.norm]},
            }


def _arrows(annotation: Annotation) -> Iterator[Region]:
    for source, target, label in relations_of(annotation):
        yield {
            "type": "relation",
            "from_id": source,
            "to_id": target,
            "direction": "right",
            "labels": [label],
        }


def from_tasks(tasks: Iterable[dict[str, Any]]) -> Iterator[Annotation]:
    """Read exported tasks back; a task without annotation is skipped.

    Raises AnnotationError when a span's text is not the task's text at its offsets.
    """
    for task in tasks:
        kept = [a for a in task.get("annotations", ()) if not a.get("was_cancelled")]
        if kept:
            yield _annotation(task["data"], kept[-1]["result"])


def _annotation(data: dict[str, Any], result: list[Region]) -> Annotation:
    text, name = data["text"], data.get("name", "")
    kinds = {r["id"]: r["value"]["choices"][0] for r in result if r["type"] == "choices"}
    norms = {r["id"]: r["value"]["text"][0] for r in result if r["type"] == "textarea"}
    relations = [(r["from_id"], r["to_id"], label) for r in result if r["type"] == "relation" for label in r["labels"]]
    indicators = {source: target for source, target, label in relations if label == "of"}
    bare = (_mention(region, text, name) for region in result if region["type"] == "labels")
    full = (replace(m, kind=kinds.get(m.id), norm=norms.get(m.id), indicator=indicators.get(m.id)) for m in bare)
    mentions = tuple(sorted(full, key=lambda m: (m.span.start, -m.span.end, m.label != "TARGET")))
    return join(name, text, mentions, links_from(relations), data.get("date") or None)


def _mention(region: Region, text: str, name: str) -> Mention:
    value, key = region["value"], region["id"]
    span = Span(value["start"], value["end"])
    if value.get("text", span.of(text)) != span.of(text):
        raise AnnotationError(f"{name} 的 {key} 位置与文本不符：“{value['text']}”≠“{span.of(text)}”，请重新导出")
    return Mention(key, value["labels"][0], span, span.of(text), 1.0, MADE_BY)
