"""What a data set holds: a file to which one line is added for every shard that is whole on the disk.

A line is `{"shard", "id", "made", "entries": [[key, sha256, status, code, message]…]}`, and a later line of a shard
replaces an earlier one; `id` null takes it away. A line that a kill cut short has no line break and is cut off, one
that a failing disk spoilt is passed over: what it held is done again. Only names and places of lines are held in
memory, never the entries.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from extractor.bulk.items import Entry


class Made(msgspec.Struct, frozen=True):
    """What made a shard: documents are done again when any of it changes."""

    version: str
    model: str
    model_sha256: str | None = None
    date: str | None = None


class Line(msgspec.Struct, frozen=True):
    """A shard that is done; `id` is the sha256 of its rows and names its files."""

    shard: str
    id: str | None
    made: Made | None = None
    entries: tuple[Entry, ...] = ()


_decoder = msgspec.json.Decoder(Line)


class Manifest:
    """The lines of a manifest file, by shard. Use `close` when done."""

    def __init__(self, path: Path) -> None:
        self._places: dict[str, tuple[int, str]] = {}
        self._stream: BinaryIO = path.open("a+b")
        self._load()

    def _load(self) -> None:
        self._stream.seek(0)
        place = 0
        for line in self._stream:
            if not line.endswith(b"\n"):
                break
            with suppress(msgspec.MsgspecError):
                self._note(_decoder.decode(line), place)
            place += len(line)
        self._stream.truncate(place)

    def _note(self, line: Line, place: int) -> None:
        if line.id is None:
            self._places.pop(line.shard, None)
        else:
            self._places[line.shard] = (place, line.id)

    def get(self, shard: str) -> Line | None:
        """Return the line in force of a shard, None when it has none."""
        found = self._places.get(shard)
        if found is None:
            return None
        self._stream.seek(found[0])
        return _decoder.decode(self._stream.readline())

    def add(self, line: Line) -> None:
        """Put a line in force; it is on the disk when this returns."""
        place = self._stream.seek(0, os.SEEK_END)
        self._stream.write(msgspec.json.encode(line) + b"\n")
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._note(line, place)

    def remove(self, shard: str) -> None:
        """Take a shard away."""
        self.add(Line(shard, None))

    def shards(self) -> Iterator[str]:
        """Yield the names of the shards in force, in the order of their last lines."""
        yield from sorted(self._places, key=lambda name: self._places[name])

    def ids(self) -> frozenset[str]:
        """Return the ids of all shards in force."""
        return frozenset(shard_id for _, shard_id in self._places.values())

    def entries(self, status: Literal["failed"] | None = None) -> Iterator[Entry]:
        """Yield the documents of all shards in force, or those of one status."""
        for name in self.shards():
            line = self.get(name)
            yield from (one for one in (line.entries if line else ()) if status in {None, one.status})

    def close(self) -> None:
        """Close the file."""
        self._stream.close()
