"""A text with its annotation: gold, silver or a correction; the same values as a prediction."""

from dataclasses import dataclass

from extractor.types.mention import Mention
from extractor.types.record import Record


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotated text. Each TARGET has one record, in text order, with the slots that bind it.

    `date` (YYYY[-MM[-DD]]) is what its collection knows of the document's date; the text's own goes before it.
    """

    name: str
    text: str
    mentions: tuple[Mention, ...]
    records: tuple[Record, ...]
    date: str | None = None
