"""Slots whose score is so low that a person should check them, marked in tables and reports."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extractor.export.names import COLUMN_NAMES
from extractor.types import Mention, Record

MARKED_BELOW = 0.7
"""Where a score is calibrated, more than three in ten slots marked are wrong."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A slot to check: the key of its column, its words, its score (0 to 1)."""

    column: str
    text: str
    score: float

    @property
    def words(self) -> str:
        """The doubt as people read it."""
        return f"{COLUMN_NAMES[self.column]}“{self.text}”（置信度 {self.score:.2f}）"


def doubts(record: Record, mentions: Mapping[str, Mention]) -> Iterator[Doubt]:
    """Yield the slots of a record that score below `MARKED_BELOW`, its TARGET first."""
    target = mentions[record.target]
    slots = [("target", target.text, target.score)]
    slots += [("deadlines", mentions[slot.mention].text, slot.score) for slot in record.deadlines]
    slots += [(slot.role, slot.name, slot.score) for slot in record.agencies]
    slots += [("metrics", mentions[metric.value].text, metric.score) for metric in record.metrics]
    yield from (Doubt(*slot) for slot in slots if slot[2] < MARKED_BELOW)
