"""How firmly a task is ordered, and how much of it, by the cue words of its clause."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from extractor.compare.words import either, table
from extractor.export.rows import Row
from extractor.lang.fold import fold

PLAIN = 3
NAMES = {4: "硬性要求", 3: "一般要求", 2: "力争", 1: "鼓励"}
"""What a task without a cue word of its own is called."""
REACH = 10
"""A cue that is an everyday verb, too (支持, 要求), counts when it begins in so many first characters of a TARGET."""
_CLEAR = {4, 2}
"""Ranks whose words are cues wherever they stand."""
WHOLE = 1
"""The extent of a task that does not tell it."""
_CLAUSE_END = re.compile(r"[,;:。()]")


class Shift(NamedTuple):
    """How far an order moves (above 0: firmer), and the words that tell it."""

    by: int
    old: str
    new: str


def shift(old: Row, new: Row) -> Shift | None:
    """Return how an order moves: by its firmness (力争 → 确保), or, where that stays, by its extent (基本 → 全面)."""
    before, after = firmness(old), firmness(new)
    if before != after:
        return Shift(after - before, cue(old) or NAMES[before], cue(new) or NAMES[after])
    mine, theirs = _extents(old), _extents(new)
    lost, gained = min(mine - theirs, key=_extent, default=""), min(theirs - mine, key=_extent, default="")
    by = _extent(gained) - _extent(lost)
    return Shift(by, lost, gained) if by else None


def firmness(row: Row) -> int:
    """Return 4 (必须, 确保), 3 (a plain order, 要), 2 (力争) or 1 (鼓励, 可)."""
    word = cue(row)
    if word:
        return _ranks()[fold(word)]
    strengths = {metric.strength for metric in row.metrics} - {None}
    if len(strengths) != 1:
        return PLAIN
    return 4 if strengths == {"hard"} else 2


def cue(row: Row) -> str:
    """Return the weaker of the last cue word before a TARGET, in its clause, and the first inside; "" without one."""
    target = fold(row.target)
    inside = [match[0] for match in _cues().finditer(target) if match.start() < REACH or _ranks()[match[0]] in _CLEAR]
    before = _cues().findall(_head(row))
    return min(before[-1:] + inside[:1], key=_ranks().__getitem__, default="")


def without_cues(text: str, names: Iterable[str]) -> str:
    """Return folded text without cue words, and without the plain words and names of agencies at its head."""
    plain = re.compile(f"^{either((*table('modality')['plain'], *names))}+")
    return plain.sub("", _parts().sub("", _cues().sub("", text)))


def _head(row: Row) -> str:
    """Return what stands before a TARGET in its clause."""
    sentence, target = fold(row.sentence), fold(row.target)
    return _CLAUSE_END.split(sentence.partition(target)[0])[-1] if target in sentence else ""


def _extents(row: Row) -> Counter[str]:
    return Counter(_parts().findall(_head(row) + fold(row.target)))


def _extent(word: str) -> int:
    return _ranks("extents").get(word, WHOLE)


@cache
def _ranks(name: str = "ranks") -> dict[str, int]:
    return {word: int(rank) for rank, words in table("modality")[name].items() for word in words}


@cache
def _cues() -> re.Pattern[str]:
    return re.compile(either(_ranks()) + f"(?!{either(table('modality')['not_before'])})")


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(either(_ranks("extents")) + f"(?!{either(table('modality')['names']['words'])})")
