"""Documents to shards, cut where the documents' names say so.

A shard ends behind a document whose name hashes to a multiple of the wanted size, so that a document more or less
in the sources moves no boundary but its own: every other shard stays what it was, and is not done again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from extractor.bulk.items import Item

SIZE = 64
"""Documents in a shard, on average."""
LONGEST = 4
"""No shard has more than so many times the average, nor more than BYTES and one document."""
BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Shard:
    """Neighbours in the order of the sources; the first one's key is the shard's `name` in the manifest."""

    items: tuple[Item, ...]
    name: str


def cut(items: Iterable[Item], size: int = SIZE) -> Iterator[Shard]:
    """Yield the shards of a stream of items; only one shard's items are held."""
    held: list[Item] = []
    weight = 0
    for item in items:
        held.append(item)
        weight += item.weight
        if _ends(item.key, size) or len(held) >= LONGEST * size or weight >= BYTES:
            yield Shard(tuple(held), held[0].key)
            held, weight = [], 0
    if held:
        yield Shard(tuple(held), held[0].key)


def _ends(key: str, size: int) -> bool:
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") % size == 0
