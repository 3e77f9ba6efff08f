"""Administrative divisions of China, from province to county, and the region a name belongs to.

Functions take folded text (`extractor.lang.fold.fold`).
"""

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple, cast

from extractor.types import AdminLevel


class Region(NamedTuple):
    """A division. `name` is its full path (江苏省常州市), `parent` the parent's code.

    `code` is the six-digit code of GB/T 2260; None (and the bare name) where several
    divisions bear the name and the context does not say which.
    """

    code: str | None
    name: str
    level: AdminLevel
    parent: str | None


class _Entry(NamedTuple):
    code: str
    name: str
    others: tuple[str, ...]
    level: AdminLevel
    parent: str


# Words of everyday use that are names of districts too: they count behind their city's name only.
_EVERYDAY = frozenset(
    ("城区", "郊区", "新城区", "矿区", "市中区", "城中区", "城关区", "东区", "西区", "南区", "北区", "集美区")
)
_COAST = "沿滨临"
_KIND = re.compile("省|市(?!场|区)|县(?!域)|区(?![域间划内])|旗")
_CENTRAL_BRANCH = re.compile(
    r"^(?:中共|中国共产党|共青团|政协|中国人民政治协商会议|中国人民银行|国家税务总局|国家统计局|国家金融监督管理总局"
    r"|国家外汇管理局|中华人民共和国|中国证券监督管理委员会|中国银行(?:业|保险)监督管理委员会)"
)


def find_region(text: str) -> Region | None:
    """Return the first region that `text` names, followed down as far as the text goes on naming it.

    `text` may be a bare name (合肥, 皖) or a running text, in which cities and counties count with their
    full names only (合肥市): 浙江杭州西湖区 gives 浙江省杭州市西湖区.
    """
    text = text.strip()
    if text in _abbreviations():
        return _region(_abbreviations()[text])
    for at in range(len(text)):
        length, entries = _first_name(text, at)
        if entries:
            return _follow(text, at + length, entries, text[at : at + length])
    return None


def region_of_organ(name: str) -> Region | None:
    """Return the region an organ's name begins with (常州市发展改革委), or None (国务院, 市财政局)."""
    name = _CENTRAL_BRANCH.sub("", name.strip())
    length, entries = _longest(name, 0, _names())
    if not entries:
        return None
    return _follow(name, length, entries, name[:length])


def length_of_region(text: str, short: bool = True) -> int:
    """Return how many characters at the start of `text` name regions (安徽省合肥市财政局 gives 6), else 0.

    Without `short` the first of them must be a full name (合肥市) or a province's.
    """
    length, codes = _longest(text, 0, _names() if short else _full_names())
    at = length
    while length:
        length, below = _longest(text, at, _names())
        codes = [code for code in below if any(_is_under(code, upper) for upper in codes)]
        if not codes:
            break
        at += length
    return at


def region_of_prefix(prefix: str) -> Region | None:
    """Return the province whose one-character name a document number begins with (皖政办), else None."""
    code = _abbreviations().get(prefix[:1])
    return _region(code) if code else None


def region_of_code(code: str) -> Region | None:
    """Return the region of a six-digit code, or None."""
    return _region(code) if code in _entries() else None


def _first_name(text: str, at: int) -> tuple[int, list[str]]:
    length, codes = _longest(text, at, _names() if at == 0 else _full_names())
    name = text[at : at + length]
    if at > 0 and (name in _EVERYDAY or (length == 2 and name[-1] in "市县区旗")):
        return 0, []
    if name.endswith("城市") and at > 0 and text[at - 1] in _COAST:
        return 0, []
    return length, codes


def _follow(text: str, at: int, codes: list[str], name: str) -> Region:
    """Go down from the divisions `codes` as long as the text names one below them."""
    while True:
        length, below = _longest(text, at, _names())
        below = [code for code in below if any(_is_under(code, upper) for upper in codes)]
        if not below:
            break
        codes, name, at = below, text[at : at + length], at + length
    if len(codes) == 1:
        return _region(codes[0])
    highest = min(codes, key=lambda code: _RANK[_entries()[code].level])
    entry = _entries()[highest]
    if sum(_entries()[code].level == entry.level for code in codes) == 1:
        return _region(highest)
    return Region(None, name, entry.level, None)


_RANK: dict[AdminLevel, int] = {"province": 0, "city": 1, "county": 2}


def _longest(text: str, at: int, names: dict[str, list[str]]) -> tuple[int, list[str]]:
    if text[at : at + 2] not in _heads():
        return 0, []
    for length in range(min(_longest_name(), len(text) - at), 1, -1):
        name = text[at : at + length]
        codes = [code for code in names.get(name, ()) if _fits(code, name, text, at + length)]
        if codes:
            return length, codes
    return 0, []


def _fits(code: str, name: str, text: str, end: int) -> bool:
    """Refuse a short name that another kind of division bears: 滨海市 is not 滨海县.

    A 县 may have become a 区 or 市 since, so those read as one.
    """
    entry = _entries()[code]
    kind = _KIND.match(text, end)
    if name == entry.name or not kind:
        return True
    if kind.group() in "省市":
        return entry.name.endswith(kind.group())
    return entry.level == "county"


def _is_under(code: str, upper: str) -> bool:
    entries = _entries()
    parent = entries[code].parent
    while parent and parent != upper:
        parent = entries[parent].parent
    return parent == upper


def _region(code: str) -> Region:
    entry = _entries()[code]
    name, parent = entry.name, entry.parent
    while parent:
        name = _entries()[parent].name + name
        parent = _entries()[parent].parent
    return Region(code, name, entry.level, entry.parent or None)


@cache
def _entries() -> dict[str, _Entry]:
    lines = files("extractor.lang.data").joinpath("regions.tsv").read_text("utf-8").splitlines()
    entries: dict[str, _Entry] = {}
    for line in lines:
        if not line.startswith("#"):
            code, name, others, level, parent = line.split("\t")
            entries.setdefault(
                code,
                _Entry(code, name, tuple(filter(None, others.split(","))), cast(AdminLevel, level), parent),
            )
    return entries


@cache
def _abbreviations() -> dict[str, str]:
    """One-character names of provinces."""
    return {other: entry.code for entry in _entries().values() for other in entry.others if len(other) == 1}


@cache
def _names() -> dict[str, list[str]]:
    """Full and short names of two characters and more."""
    names: dict[str, list[str]] = {}
    for entry in _entries().values():
        for name in (entry.name, *entry.others):
            if len(name) > 1:
                names.setdefault(name, []).append(entry.code)
    return names


@cache
def _full_names() -> dict[str, list[str]]:
    """Names that stand for themselves in running text: full ones, and the short ones of provinces."""
    names: dict[str, list[str]] = {}
    for entry in _entries().values():
        others = entry.others if entry.level == "province" else ()
        for name in (entry.name, *others):
            if len(name) > 1:
                names.setdefault(name, []).append(entry.code)
    return names


@cache
def _heads() -> frozenset[str]:
    """First two characters of every name."""
    return frozenset(name[:2] for name in _names())


@cache
def _longest_name() -> int:
    return max(map(len, _names()))
