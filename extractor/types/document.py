"""What reading a file gives: one text, its blocks, and where each block stands in the file."""

from dataclasses import dataclass
from typing import Literal

from extractor.types.issue import Issue
from extractor.types.place import Place
from extractor.types.span import Span

BlockKind = Literal["text", "cell", "noise"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text came from; `sha256` is that of the file's bytes."""

    path: str
    sha256: str
    media_type: str
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, table cell, or stretch of boilerplate (`noise`: kept, never extracted from)."""

    span: Span
    kind: BlockKind = "text"
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Document:
    """A file as text. Every offset of the project counts code points of `text`.

    `plain` has the length of `text`: each code point in half width and Simplified form
    (`extractor.lang.fold`), so that one set of rules reads every writing.
    `blocks` are in text order and do not overlap; line breaks between them belong to none.
    """

    source: Source
    text: str
    plain: str
    blocks: tuple[Block, ...]
    issues: tuple[Issue, ...] = ()
