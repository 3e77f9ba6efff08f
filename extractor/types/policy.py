"""One policy document inside a file: its metadata and its heading tree."""

from dataclasses import dataclass
from typing import Literal

from extractor.types.mention import Mention
from extractor.types.record import Record
from extractor.types.span import Span

Genre = Literal["plan", "opinion", "outline", "work_report", "notice", "speech", "measures", "academic", "other"]
AdminLevel = Literal["central", "province", "city", "county", "township"]
Function = Literal[
    "background",
    "principle",
    "goals",
    "tasks",
    "safeguards",
    "achievements",
    "problems",
    "definitions",
    "formula",
    "other",
]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that stands under it, subsections included.

    `level` is 0 for the text before the first heading, 1 for the outermost headings.
    `heading` covers number and title (a run-in heading: up to and with its first 。);
    it is None for level 0. `span` covers heading and content. `number` and `title` are as written.
    """

    id: str
    parent: str | None
    level: int
    number: str
    title: str
    span: Span
    heading: Span | None = None
    function: Function = "other"


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy document. A field is None or empty when the text does not say it.

    `date` is ISO 8601 (YYYY, YYYY-MM or YYYY-MM-DD), `region` a full name (安徽省合肥市),
    `region_code` its six-digit division code (GB/T 2260). `sections` is in text order,
    parents first, and covers `span` without gaps.
    """

    id: str
    title: str
    span: Span
    sections: tuple[Section, ...]
    doc_number: str | None = None
    issuer: str | None = None
    addressees: str | None = None
    date: str | None = None
    region: str | None = None
    region_code: str | None = None
    admin_level: AdminLevel | None = None
    genre: Genre = "other"
    mentions: tuple[Mention, ...] = ()
    records: tuple[Record, ...] = ()
