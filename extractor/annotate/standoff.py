"""The stand-off form: labels by offset, without a character of the text they stand on.

One JSON object a line and document, so that texts which the project does not ship can be
annotated: `sha256` is that of the text in UTF-8, offsets count its code points.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from extractor.annotate import files
from extractor.annotate.links import MADE_BY, Links, join, links_from, links_of, relations_of
from extractor.errors import AnnotationError
from extractor.types import Annotation, Kind, Label, Mention, Span

CORPUS_VARIABLE = "ZHENGCE_CORPUS"


@dataclass(frozen=True, slots=True)
class Mark:
    """One labelled span; the last three fields belong to VALUE (norm also to DEADLINE)."""

    id: str
    label: Label
    span: Span
    norm: str | None = None
    kind: Kind | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class StandOff:
    """The annotation of one document; `links` are by TARGET id. `file` is relative to the corpus folder.

    `date` is that of `Annotation`.
    """

    file: str
    sha256: str
    chars: int
    genre: str
    marks: tuple[Mark, ...]
    links: dict[str, Links]
    date: str | None = None


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(StandOff)


def separate(annotation: Annotation, genre: str = "") -> StandOff:
    """Take the labels off their text; `annotation.name` becomes `file`."""
    marks = tuple(
        Mark(mention.id, mention.label, mention.span, mention.norm, mention.kind, mention.indicator)
        for mention in annotation.mentions
    )
    links = {name: link for name, link in links_of(annotation).items() if link.deadlines or link.agencies}
    return StandOff(
        annotation.name, digest(annotation.text), len(annotation.text), genre, marks, links, annotation.date
    )


def unite(standoff: StandOff, text: str) -> Annotation:
    """Put the labels back on their text. Raises AnnotationError when it is another text."""
    found = digest(text)
    if found != standoff.sha256:
        raise AnnotationError(
            f"{standoff.file} 的文本与标注不符（应为 {standoff.sha256[:12]}…，实为 {found[:12]}…），请换回原来的语料"
        )
    mentions = tuple(
        Mention(mark.id, mark.label, mark.span, mark.span.of(text), 1.0, MADE_BY, mark.kind, mark.norm, mark.of)
        for mark in standoff.marks
    )
    return join(standoff.file, text, mentions, standoff.links, standoff.date)


def digest(text: str) -> str:
    """Return the sha256 of a text in UTF-8."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def dump(rows: Iterable[StandOff], path: Path) -> None:
    """Write one document a line."""
    files.write(b"".join(_encoder.encode(row) + b"\n" for row in rows), path)


def read(path: Path) -> Iterator[StandOff]:
    """Read a stand-off file. Raises AnnotationError naming the line that does not fit."""
    for number, line in enumerate(files.read_bytes(path).splitlines(), 1):
        try:
            yield _decoder.decode(line)
        except (msgspec.DecodeError, msgspec.ValidationError) as error:
            raise AnnotationError(f"{path} 第 {number} 行不是有效的离线标注：{error}") from error


def load(path: Path, corpus: Path | None = None) -> Iterator[Annotation]:
    """Read a stand-off file and join it with its texts under `corpus` (default: $ZHENGCE_CORPUS)."""
    folder = corpus or corpus_folder()
    for standoff in read(path):
        source = folder / standoff.file
        if not source.is_file():
            raise AnnotationError(f"语料文件夹 {folder} 里没有 {standoff.file}，请用 --corpus 指定正确的文件夹")
        yield unite(standoff, files.read_text(source))


def corpus_folder() -> Path:
    """Return the corpus folder that the environment names. Raises AnnotationError when none is."""
    named = os.environ.get(CORPUS_VARIABLE)
    if not named:
        raise AnnotationError(f"没有指定语料文件夹：请加 --corpus 文件夹，或设置环境变量 {CORPUS_VARIABLE}")
    return Path(named)


def to_row(annotation: Annotation) -> dict[str, Any]:
    """Return text and labels as one flat row that `datasets.load_dataset("json", …)` opens.

    `mentions` is a list of {id, label, start, end, norm, kind, of}, `links` one of {target, other, type}
    with type `deadline` or a role; `date` is "" where none is known.
    """
    return {
        "name": annotation.name,
        "text": annotation.text,
        "date": annotation.date or "",
        "mentions": [
            {
                "id": m.id,
                "label": m.label,
                "start": m.span.start,
                "end": m.span.end,
                "norm": m.norm or "",
                "kind": m.kind or "",
                "of": m.indicator or "",
            }
            for m in annotation.mentions
        ],
        "links": [
            {"target": source, "other": target, "type": kind}
            for source, target, kind in relations_of(annotation)
            if kind != "of"
        ],
    }


def from_row(row: dict[str, Any]) -> StandOff:
    """Read a row of `to_row` back."""
    marks = tuple(
        Mark(m["id"], m["label"], Span(m["start"], m["end"]), m["norm"] or None, m["kind"] or None, m["of"] or None)
        for m in row["mentions"]
    )
    links = links_from((link["target"], link["other"], link["type"]) for link in row["links"])
    return StandOff(row["name"], digest(row["text"]), len(row["text"]), "", marks, links, row.get("date") or None)
