"""Labelled texts for training, from our annotations or a user's own labels, divided into parts."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from extractor.annotate import forms, standoff
from extractor.annotate.split import PARTS, read_parts
from extractor.errors import AnnotationError
from extractor.recognise.tagger.labels import POLICY_LAYERS, Layers, type_of
from extractor.types import Annotation

UNSAID = -2


class Marked(NamedTuple):
    """A labelled span, code points `start` to `end`.

    `link` is the place in the list of the INDICATOR that a VALUE belongs to: None if to none, `UNSAID` if nobody said.
    """

    start: int
    end: int
    type: str
    link: int | None = None


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with its labelled spans."""

    name: str
    text: str
    spans: tuple[Marked, ...]


def read_labelled(path: Path, corpus: Path | None = None) -> Iterator[Labelled]:
    """Read annotations of any form that `zhengce annotate` knows, a saved dataset or Parquet file, or own labels.

    Own labels: one JSON object a line with `text` and `label`, either `[[start, end, type], …]`
    (doccano's sequence labelling) or `{type: {words: [[first, last], …]}}` (CLUENER, last included).
    Raises AnnotationError naming file and line.
    """
    if path.suffix == ".parquet" or (path / "dataset_info.json").is_file():
        yield from _dataset(path)
        return
    for file in forms.files_of(path):
        if file.suffix in (".json", ".jsonl") and _is_own(file):
            yield from _own_rows(file)
        else:
            yield from (from_annotation(annotation) for annotation in forms.read(file, corpus))


def _dataset(path: Path) -> Iterator[Labelled]:
    """Read what `datasets` saved: rows as `zhengce annotate convert --to datasets` writes them, or own labels."""
    import datasets  # noqa: PLC0415 (a second to import)

    rows = datasets.Dataset.from_parquet(str(path)) if path.suffix == ".parquet" else datasets.load_from_disk(path)
    for number, row in enumerate(rows, 1):
        if "label" in row:
            yield Labelled(f"{path.stem}:{number}", row["text"], tuple(_checked(row)))
        else:
            yield from_annotation(standoff.unite(standoff.from_row(row), row["text"]))


def _is_own(path: Path) -> bool:
    try:
        with path.open("rb") as lines:
            first = json.loads(lines.readline())
    except OSError as error:
        raise AnnotationError(f"读不到标注文件 {path}（{error.strerror}），请检查路径") from error
    except ValueError:
        return False
    return isinstance(first, dict) and "label" in first and "text" in first


def _own_rows(path: Path) -> Iterator[Labelled]:
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
                yield Labelled(f"{path.stem}:{number}", row["text"], tuple(_checked(row)))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise AnnotationError(
                    f"{path} 第 {number} 行读不懂（{error}）；每行应为 {{'text': …, 'label': [[起, 止, 类型], …]}}"
                ) from error


def _checked(row: dict[str, Any]) -> list[Marked]:
    spans = sorted(_own_spans(row["label"]))
    for span in spans:
        if not 0 <= span.start < span.end <= len(row["text"]):
            raise ValueError(f"标注 {span.start}–{span.end} 超出文本（{len(row['text'])} 字）")
    return spans


def _own_spans(label: Any) -> Iterator[Marked]:
    if isinstance(label, dict):
        yield from (
            Marked(first, last + 1, _whole(kind), UNSAID)
            for kind, names in label.items()
            for places in names.values()
            for first, last in places
        )
    else:
        yield from (Marked(int(start), int(end), _whole(str(kind)), UNSAID) for start, end, kind in label)


def _whole(kind: str) -> str:
    """Return our VALUE with the kind that one without has."""
    return "VALUE:target" if kind == "VALUE" else kind


def from_annotation(annotation: Annotation) -> Labelled:
    """Return an annotation's mentions as typed spans; an AGENCY has the role of most of its records."""
    roles = _roles_of(annotation)
    place = {mention.id: number for number, mention in enumerate(annotation.mentions)}
    spans = tuple(
        Marked(
            mention.span.start,
            mention.span.end,
            type_of(mention, roles.get(mention.id)),
            place.get(mention.indicator or ""),
        )
        for mention in annotation.mentions
    )
    return Labelled(annotation.name, annotation.text, spans)


def _roles_of(annotation: Annotation) -> dict[str, str]:
    votes: dict[str, list[str]] = {}
    for record in annotation.records:
        for slot in record.agencies:
            votes.setdefault(slot.mention, []).append(slot.role)
    return {name: max(sorted(set(cast)), key=cast.count) for name, cast in votes.items()}


def layers_of(texts: Iterable[Labelled]) -> Layers:
    """Return the layers that labelled texts need: ours for our labels, else as few as keep overlaps apart."""
    found: set[str] = set()
    apart: set[tuple[str, str]] = set()
    for text in texts:
        found.update(span.type for span in text.spans)
        apart.update(_overlaps(text.spans))
    if found <= {name for layer in POLICY_LAYERS for name in layer}:
        return POLICY_LAYERS
    layers: list[list[str]] = []
    for name in sorted(found):
        room = next((layer for layer in layers if not any((name, other) in apart for other in layer)), None)
        if room is None:
            layers.append([name])
        else:
            room.append(name)
    return tuple(tuple(layer) for layer in layers)


def _overlaps(spans: Sequence[Marked]) -> Iterator[tuple[str, str]]:
    around: list[Marked] = []
    for span in sorted(spans, key=lambda span: span.start):
        around = [first for first in around if span.start < first.end]
        for first in around:
            if span.type != first.type:
                yield first.type, span.type
                yield span.type, first.type
        around.append(span)


def divide(texts: Sequence[Labelled], splits: Path | None) -> dict[str, list[Labelled]]:
    """Return the parts by a frozen split; without one every tenth text is dev and there is no test."""
    if splits is None:
        held = set(range(9, len(texts), 10))
        return {
            "train": [text for number, text in enumerate(texts) if number not in held],
            "dev": [text for number, text in enumerate(texts) if number in held],
            "test": [],
        }
    parts = read_parts(splits)
    return {part: [text for text in texts if text.name in parts.get(part, {})] for part in PARTS}
