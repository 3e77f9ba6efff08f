"""The output contract, schema 1: one Result a file."""

from dataclasses import dataclass
from typing import Literal

from extractor.types.document import Source
from extractor.types.issue import Issue
from extractor.types.policy import Policy
from extractor.types.span import Span

SCHEMA: Literal["1"] = "1"
Status = Literal["ok", "partial", "failed"]


@dataclass(frozen=True, slots=True)
class MadeWith:
    """What made a result: the same input and the same of these give the same bytes."""

    version: str
    model: str
    model_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """Everything extracted from one file. A failed file has an issue and no documents.

    `gaps` are the stretches of `text` that were left out for reading: the line breaks that the width of a page made
    inside sentences, with the indents and page numbers there, and the marks of Markdown inside lines
    (`extractor.lang.gaps.joined` leaves them out).
    """

    schema: Literal["1"]
    status: Status
    source: Source
    text: str
    documents: tuple[Policy, ...]
    issues: tuple[Issue, ...]
    made_with: MadeWith
    gaps: tuple[Span, ...] = ()
