"""Where the name of an organ, or of a class of bodies, ends."""

import re
from functools import cache
from typing import Literal, NamedTuple

from extractor.recognise.rules.tables import pattern, table, verbs
from extractor.recognise.rules.words import skip_adverbs, verb_class, verb_end

LONGEST = 24
Strength = Literal["strong", "weak", "place"]
_EXTENSIONS = frozenset("部局室委办处科队组署厅会院")
_EXTENSION = 8
_REGIONS = frozenset("省市县区镇乡村州地")
_SHORT_VERBS = frozenset("建抓设")


class Name(NamedTuple):
    """`plain[start:end]` reads as a name; `strong` ones act wherever a verb follows."""

    start: int
    end: int
    strong: bool


def acts(plain: str, start: int, end: int) -> Literal["must", "may", "verb"] | None:
    """Say how `plain[start:end]` goes on as the predicate of an agency, None if it does not."""
    if pattern("agencies", "must").match(plain, start, end):
        return "must"
    if _predicate(plain, start, end):
        return "verb"
    return "may" if pattern("agencies", "may").match(plain, start, end) else None


def _predicate(plain: str, start: int, end: int) -> bool:
    if verb_class(plain, start, end) not in ("act", "grant", "noun"):
        return False
    at = skip_adverbs(plain, start, end)
    stop = verb_end(plain, at, end)
    if stop - at < 2 and plain[at:stop] not in _SHORT_VERBS and at == start:
        return False
    return not pattern("agencies", "compound_noun").match(plain, stop, end)


def read_names(plain: str, start: int, end: int, *, named: bool = False) -> list[Name]:
    """Return the names of the list (甲、乙和丙) that opens `plain[start:end]`.

    `named` says that a cue before it announces names, so that the first may open with a verb.
    """
    names: list[Name] = []
    at = start
    while at < end and len(names) < 40:
        name = _compound(plain, at, end) or read_name(plain, at, end, later=named or bool(names))
        if not name:
            break
        names.append(name)
        sep = pattern("agencies", "sep").match(plain, name.end, end)
        if not sep:
            break
        at = sep.end()
    return names


def skip_others(plain: str, start: int, end: int) -> int:
    """Return the offset behind 等部门, 等有关单位 that closes a list of names."""
    hit = pattern("agencies", "bridge").match(plain, start, end)
    return hit.end() if hit else start


def _compound(plain: str, start: int, end: int) -> Name | None:
    hit = pattern("agencies", "compound").match(plain, start, end)
    if hit and _may_end(plain, hit.end(), end):
        return Name(start, hit.end(), plain[start] == "各" or plain[hit.end() - 1] in "府委会政")
    head = pattern("agencies", "compound_head").match(plain, start, end)
    name = read_name(plain, head.end(), end, later=True) if head else None
    return Name(start, name.end, strong=True) if name else None


def read_name(plain: str, start: int, end: int, *, later: bool = False) -> Name | None:
    """Return the name that opens `plain[start:end]`; `later` members of a list may open with a verb."""
    window = min(end, start + LONGEST)
    opening = None if later else _opening(plain, start, window)
    if opening in ("act", "grant", "state"):
        body = pattern("agencies", "body").match(plain, start, end)
        return Name(start, body.end(), strong=False) if body else None
    best: Name | None = None
    for stop, strength in _ends(plain, start, window):
        if best and stop - best.end > _EXTENSION:
            break
        if best and plain[stop - 1] not in _EXTENSIONS:
            continue
        if _fits(plain, start, stop, strength, opening is not None) and _may_end(plain, stop, end):
            local = plain[start] in _REGIONS and stop - start > 2
            heads = pattern("agencies", "heads").match(plain, stop, end)
            stop = heads.end() if heads else stop  # noqa: PLW2901
            best = Name(start, stop, strength == "strong" or local or _is_each(plain, start))
            if not _may_go_on(plain, stop, end):
                break
    return best


def _opening(plain: str, start: int, end: int) -> str | None:
    """Return the class of the verb (two characters or more) that opens the stretch."""
    stop = verb_end(plain, start, end)
    if stop > start:
        return verbs()[plain[start:stop]] if stop > start + 1 else None
    return "act" if verb_class(plain, start, end) else None


def _may_go_on(plain: str, stop: int, end: int) -> bool:
    """Say whether what follows is a verb that may open the second half of a name (市委组织部)."""
    if stop >= end or pattern("agencies", "must").match(plain, stop, end):
        return False
    return verb_class(plain, stop, end) == "noun"


def _ends(plain: str, start: int, window: int) -> list[tuple[int, Strength]]:
    found = []
    shut = start
    for hit in suffix_pattern().finditer(plain, start, window):
        if hit.start() < shut or hit.end() - start < 2:
            continue
        stop = hit.end()
        if plain[stop : stop + 1] == "(":
            close = plain.find(")", stop, stop + 18)
            shut = stop = close + 1 if close > 0 else stop
        found.append((stop, _strengths()[hit[0]]))
    return found


def _fits(plain: str, start: int, stop: int, strength: Strength, verbal: bool) -> bool:
    name = plain[start:stop]
    if verb_end(plain, start, stop) == stop:
        return False
    if pattern("agencies", "not_name").search(name) or re.search(
        r"[,;:。、“”\s〓0-9]", re.sub(r"\([^()]*\)", "", name)
    ):
        return False
    each = _is_each(plain, start)
    if strength == "place":
        return each
    if verbal and strength == "weak":
        return bool(pattern("agencies", "must").match(plain, stop))
    return True


def _is_each(plain: str, start: int) -> bool:
    return bool(pattern("agencies", "each").match(plain, start))


def _may_end(plain: str, stop: int, end: int) -> bool:
    if stop >= end or plain[stop] in "等 ":
        return True
    return bool(pattern("agencies", "sep").match(plain, stop, end)) or acts(plain, stop, end) is not None


@cache
def suffix_pattern() -> re.Pattern[str]:
    """Return the alternation of all name endings, longest first."""
    never = table("agencies")["not_before"]
    words = sorted(_strengths(), key=lambda word: (-len(word), word))
    return re.compile("|".join(f"{word}(?![{never[word]}])" if word in never else word for word in words))


@cache
def _strengths() -> dict[str, Strength]:
    words: dict[str, Strength] = {}
    strengths: tuple[Strength, ...] = ("place", "weak", "strong")
    for strength in strengths:
        words.update(dict.fromkeys(table("agencies")["suffixes"][strength].split(), strength))
    return words
