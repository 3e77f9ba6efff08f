"""Two versions, or two levels, of a policy, task by task."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.compare.align import align
from extractor.compare.changes import KINDS, Change, changes
from extractor.export.rows import Row


@dataclass(frozen=True, slots=True)
class Pair:
    """One task in both versions, or in one of them; without changes it says the same in both."""

    old: Row | None
    new: Row | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All tasks of both versions, in the order of the new one."""

    old_name: str
    new_name: str
    pairs: tuple[Pair, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many changes there are of each kind, by its Chinese name, in the order of `KINDS`."""
        found = Counter(change.kind for pair in self.pairs for change in pair.changes)
        return {name: found[kind] for kind, name in KINDS.items() if found[kind]}

    @property
    def same(self) -> int:
        """How many tasks are unchanged."""
        return sum(not pair.changes for pair in self.pairs)


def compare_rows(old: Iterable[Row], new: Iterable[Row], names: tuple[str, str] = ("", "")) -> Difference:
    """Return what differs between the rows of two files; `names` are those of the files."""
    before, after = list(old), list(new)
    pairs = tuple(_pair(before, after, one, other) for one, other in align(before, after))
    return Difference(*names, pairs)


def _pair(old: Sequence[Row], new: Sequence[Row], one: int | None, other: int | None) -> Pair:
    before = old[one] if one is not None else None
    after = new[other] if other is not None else None
    if before and after:
        return Pair(before, after, tuple(changes(before, after)))
    if after:
        return Pair(None, after, (Change("added", "", after.target),))
    assert before is not None
    return Pair(before, None, (Change("dropped", before.target, ""),))
