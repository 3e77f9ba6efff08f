"""What reading a file gives: one text, its blocks, and where each block stands in the file."""

from dataclasses import dataclass, field
from typing import Literal

from extractor.types.issue import Issue
from extractor.types.place import Place
from extractor.types.span import Span

BlockKind = Literal["text", "cell", "noise"]
Column = Literal[
    "title", "head", "section", "group", "task", "target", "lead", "resp", "coop", "supv", "deadline", "other",
    "indicator", "figure", "unit",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text came from; `sha256` is that of the file's bytes (of the text, for a row of a table).

    `fields` are the other columns of the row that the text stood in, by their headings.
    """

    path: str
    sha256: str
    media_type: str
    encoding: str | None = None
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, table cell, or stretch of boilerplate (`noise`: kept, never extracted from).

    A cell fills `rows` × `columns` of its table's grid from its place on (merged cells). `column` is
    what a cell of a table of tasks or indicators is for; the structure room sets it, None elsewhere. `level` is
    that of a heading as the file's own styles say it, 1 for the outermost.
    """

    span: Span
    kind: BlockKind = "text"
    place: Place = Place()
    rows: int = 1
    columns: int = 1
    column: Column | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file as text. Every offset of the project counts code points of `text`.

    `plain` has the length of `text`: each code point in half width and Simplified form
    (`extractor.lang.fold`), so that one set of rules reads every writing.
    `blocks` are in text order and do not overlap; line breaks between them belong to none. `marks` are stretches,
    in order, that are no text (** in Markdown).
    """

    source: Source
    text: str
    plain: str
    blocks: tuple[Block, ...]
    issues: tuple[Issue, ...] = ()
    marks: tuple[Span, ...] = ()
