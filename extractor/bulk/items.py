"""What passes between the parts of a bulk run."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec

from extractor.read.rows import Row

Rows = dict[str, list[dict[str, Any]]]
"""Rows by table name, each a plain value that JSON holds."""


@dataclass(frozen=True, slots=True)
class Item:
    """One document to extract, with its bytes.

    `key` is its name in the data set and unique there: a path, `archive.zip!/member` or `texts.jsonl#7` (row, from 1).
    `data` is a file's bytes, "" for a `row` of a table, which holds its text; an `error` (code, message) says that
    there is neither. `consumed` is how many bytes of all sources were read up to it.
    """

    key: str
    data: bytes
    row: Row | None = None
    error: tuple[str, str] | None = None
    consumed: int = 0
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        content = msgspec.json.encode(self.row[1:]) if self.row else self.data
        object.__setattr__(self, "sha256", sha256(content).hexdigest() if self.error is None else "")

    @property
    def weight(self) -> int:
        """Bytes of the document, about."""
        return 3 * len(self.row.text) if self.row else len(self.data)


class Entry(NamedTuple):
    """A document as the manifest remembers it: what it was and what became of it."""

    key: str
    sha256: str
    status: str
    code: str = ""
    message: str = ""


class Outcome(NamedTuple):
    """What extraction made of an item."""

    entry: Entry
    rows: Rows
    characters: int
