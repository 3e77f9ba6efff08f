"""What passes between the parts of a bulk run."""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

from extractor.errors import LimitError, UnreadableError
from extractor.read.rows import Row

_UNREAD = (UnreadableError.code, LimitError.code)
Rows = dict[str, list[dict[str, Any]]]
"""Rows by table name, each a plain value that JSON holds."""


@dataclass(frozen=True, slots=True)
class Item:
    """One document to extract, with its bytes.

    `key` is its name in the data set and unique there: a path, `archive.zip!/member` or `texts.jsonl#7` (row, from 1).
    `data` is a file's bytes, "" for a `row` of a table, which holds its text; an `error` (code, message) says that
    there is neither within the limits. `consumed` is how many bytes of all sources were read up to it.
    """

    key: str
    data: bytes
    row: Row | None = None
    error: tuple[str, str] | None = None
    consumed: int = 0
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        content = _written(self.row) if self.row else self.data
        object.__setattr__(self, "sha256", sha256(content).hexdigest() if self.error is None else "")

    @property
    def unread(self) -> bool:
        """Say whether its source could not be read, or not within the limits: it may be what it was."""
        return self.error is not None and self.error[0] in _UNREAD

    @property
    def weight(self) -> int:
        """Bytes of the document, about."""
        return 3 * len(self.row.text) if self.row else len(self.data)


def _written(row: Row) -> bytes:
    """Return a row but for its name; half an emoji is text as well."""
    return json.dumps(row[1:], ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


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
