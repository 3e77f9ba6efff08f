"""Automatic numbers of Word: numbering.xml and the counters that run through a document."""

import re
from dataclasses import dataclass, field

from lxml.etree import _Element

from extractor.read.number_formats import write_number
from extractor.read.word_names import W, child_value, number_of

LEVELS = 9
LONGEST_PATTERN = 60
MOST_START = 32767
_PLACE = re.compile(r"%([1-9])")
_CLOSED = re.compile(r"[^0-9A-Za-z０-９○〇\u4e00-\u9fff]$|^$")


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: `pattern` holds %1 … %9, `restart` is the level (from 1) that restarts it, 0 for none."""

    start: int = 1
    style: str = "decimal"
    pattern: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    paragraph_style: str | None = None


@dataclass(slots=True)
class _List:
    """A list in use: `key` names the counters it shares with others, `starts` are where it starts anew."""

    key: str
    levels: dict[int, _Level]
    starts: dict[int, int]
    begun: set[int] = field(default_factory=set)


class Numbering:
    """The lists of a document. `label` must be called for each numbered paragraph, in order."""

    def __init__(self, root: _Element | None) -> None:
        abstracts = (
            {} if root is None else {one.get(f"{W}abstractNumId", ""): one for one in root.iter(f"{W}abstractNum")}
        )
        linked = {child_value(one, "styleLink"): key for key, one in abstracts.items()}
        levels = {key: _levels(one) for key, one in abstracts.items()}
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, list[int | None]] = {}
        for one in () if root is None else root.iterchildren(f"{W}num"):
            key = child_value(one, "abstractNumId") or ""
            link = child_value(abstracts[key], "numStyleLink") if key in abstracts else None
            key = linked.get(link, key) if link else key
            self._lists[one.get(f"{W}numId", "")] = _list(one, key, levels.get(key, {}))

    def depth(self, number_id: str, paragraph_style: str) -> int:
        """Return the level (from 0) that a paragraph style stands for in a list."""
        found = self._lists.get(number_id)
        levels = found.levels if found else {}
        return next((depth for depth, level in levels.items() if level.paragraph_style == paragraph_style), 0)

    def label(self, number_id: str, depth: int) -> str:
        """Count one paragraph and return its number with what separates it from the text; "" for bullets."""
        used = self._lists.get(number_id)
        level = used.levels.get(depth) if used else None
        if used is None or level is None:
            return ""
        counters = self._counters.setdefault(used.key, [None] * LEVELS)
        counters[depth] = _next(used, level, depth, counters[depth])
        used.begun.add(depth)
        for below in range(depth + 1, LEVELS):
            restart = used.levels[below].restart if below in used.levels else None
            if restart is None or depth < restart:
                counters[below] = None
        if level.style == "bullet":
            return ""
        return _separate(_PLACE.sub(lambda hit: _write(used, level, counters, int(hit[1]) - 1), level.pattern), level)


def _next(used: _List, level: _Level, depth: int, last: int | None) -> int:
    if last is None or (depth in used.starts and depth not in used.begun):
        return used.starts.get(depth, level.start)
    return last + 1


def _write(used: _List, level: _Level, counters: list[int | None], depth: int) -> str:
    other = used.levels.get(depth, _Level())
    count = counters[depth]
    value = used.starts.get(depth, other.start) if count is None else count
    style = "decimal" if level.legal and other.style not in ("none", "bullet") else other.style
    return write_number(value, style)


def _separate(number: str, level: _Level) -> str:
    """Put a space behind a number that has no mark of its own (第一章, 1.1), as its tab shows."""
    number = number.strip()
    closed = level.suffix == "nothing" or _CLOSED.search(number)
    return number if closed and level.suffix != "space" else f"{number} " if number else ""


def _list(node: _Element, key: str, levels: dict[int, _Level]) -> _List:
    own, starts = dict(levels), {}
    for override in node.iterchildren(f"{W}lvlOverride"):
        depth = number_of(override.get(f"{W}ilvl"), 0, LEVELS - 1)
        start = child_value(override, "startOverride")
        if start is not None:
            starts[depth] = number_of(start, 1, MOST_START)
        own.update(_levels(override))
    return _List(key, own, starts)


def _levels(node: _Element) -> dict[int, _Level]:
    return {number_of(one.get(f"{W}ilvl"), 0, LEVELS - 1): _level(one) for one in node.iterchildren(f"{W}lvl")}


def _level(node: _Element) -> _Level:
    restart = child_value(node, "lvlRestart")
    legal = node.find(f"{W}isLgl")
    return _Level(
        start=number_of(child_value(node, "start"), 1, MOST_START),
        style=child_value(node, "numFmt") or "decimal",
        pattern=(child_value(node, "lvlText") or "")[:LONGEST_PATTERN],
        suffix=child_value(node, "suff") or "tab",
        restart=None if restart is None else number_of(restart, 0, LEVELS),
        legal=legal is not None and legal.get(f"{W}val") not in ("0", "false"),
        paragraph_style=child_value(node, "pStyle"),
    )
