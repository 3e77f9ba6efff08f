"""The names that one name stands for where several numbers follow it: 城乡居民收入分别达到甲和乙."""

import re
from collections.abc import Sequence
from functools import cache

from extractor.compare.words import table

_LINK = re.compile(r"[、,]|以及|(?<=.{2})[和与及](?=.{2})")
_ORDINAL, _SIBLING = "第", 2


def names_of(name: str, count: int) -> Sequence[str]:
    """Return the `count` names that a folded name stands for, in order; none where it cannot be told.

    城乡居民收入 and 城镇、农村居民收入 are two that share an end; 进出口、出口 are two as they stand.
    """
    words: dict[str, list[str]] = table("canonical")["several"]["words"]
    for word, parts in words.items():
        if word in name and len(parts) == count:
            return [name.replace(word, part, 1) for part in parts]
    items = [item for item in _LINK.split(name) if item]
    if len(items) != count or count < 2:
        return ()
    return _sharing(items) or (items if all(len(item) >= _SIBLING for item in items) else ())


def list_before(text: str) -> str:
    """Return what stands before 分别 in the text between a name and its numbers, "" where that is not there."""
    found = _each().search(text)
    return re.sub(table("canonical")["several"]["tail"], "", text[: found.start()]) if found else ""


def _sharing(items: Sequence[str]) -> Sequence[str]:
    """Return 城镇 and 农村居民收入 with the end that the last has: what stands behind a word like the others."""
    *first, last = items
    if first[0].startswith(_ORDINAL) and not last.startswith(_ORDINAL):
        last = _ORDINAL + last
    siblings: list[str] = table("canonical")["several"]["siblings"]
    if not (all(item in siblings for item in first) and last[:_SIBLING] in siblings):
        return ()
    return [*(item + last[_SIBLING:] for item in first), last]


@cache
def _each() -> re.Pattern[str]:
    return re.compile(table("canonical")["several"]["each"])
