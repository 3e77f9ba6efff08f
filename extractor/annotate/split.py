"""Train, dev and test by document: stratified by genre, near-duplicates kept together, frozen by hash."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from extractor.annotate import files
from extractor.annotate.standoff import digest
from extractor.errors import AnnotationError

GRAM = 12
ALIKE = 0.2
"""Two texts are near-duplicates when this share of the shorter one's 12-grams is in the other."""

Part = Literal["train", "dev", "test"]
PARTS: tuple[Part, ...] = ("train", "dev", "test")
SHARES: dict[Part, float] = {"train": 0.8, "dev": 0.1, "test": 0.1}
_COMMON = 50


@dataclass(frozen=True, slots=True)
class Text:
    """A document to place: `name`, its genre and its text."""

    name: str
    genre: str
    text: str


def split(texts: list[Text], apart: Iterable[str] = (), seen: Iterable[str] = ()) -> dict[str, Part | None]:
    """Place every text, by name; near-duplicates go to one part, those of an `apart` text to none (None).

    Names in `seen` (texts that rules were written by) are for training. The result depends on
    names, genres and texts alone, not on their order. Parts are filled by characters, larger
    groups first, each where its genre and the whole lack most; then a part that got nothing of a
    genre takes one group of it.
    """
    by_name = {text.name: text for text in sorted(texts, key=lambda text: text.name)}
    apart_names = {f"\0{number}": text for number, text in enumerate(apart)}
    groups = _groups({**{name: text.text for name, text in by_name.items()}, **apart_names})
    kept = [group for group in groups if not any(name in apart_names for name in group)]
    known = frozenset(seen)
    parts = _fill(sorted(kept, key=lambda group: _order(group, by_name)), by_name, known)
    placed: dict[str, Part | None] = dict.fromkeys(by_name)
    placed.update({name: part for group, part in parts.items() for name in group})
    return placed


Group = tuple[str, ...]


def _fill(groups: list[Group], texts: Mapping[str, Text], known: frozenset[str]) -> dict[Group, Part]:
    filled: dict[str, Counter[Part]] = defaultdict(Counter)
    overall: Counter[Part] = Counter()
    parts: dict[Group, Part] = {}
    fixed = [group for group in groups if known.intersection(group)]
    free = [group for group in groups if not known.intersection(group)]
    for group in (*fixed, *free):
        size = sum(len(texts[name].text) for name in group)
        genre = filled[texts[group[0]].genre]
        parts[group] = "train" if group in fixed else _emptiest(genre, overall, size)
        genre[parts[group]] += size
        overall[parts[group]] += size
    for name in sorted(filled):
        _represent(parts, [group for group in free if texts[group[0]].genre == name])
    return parts


def _represent(parts: dict[Group, Part], groups: list[Group]) -> None:
    """Give dev and test one group of a genre that has enough and passed them over: the middle one of train."""
    for part in PARTS[1:]:
        training = [group for group in groups if parts[group] == "train"]
        if len(training) > 2 and all(parts[group] != part for group in groups):
            parts[training[len(training) // 2]] = part


def _emptiest(genre: Counter[Part], overall: Counter[Part], size: int) -> Part:
    """Return the part that will lack most of its share, in the genre and over all, with `size` more to place."""

    def lack(filled: Counter[Part], part: Part) -> float:
        return SHARES[part] * (sum(filled.values()) + size) - filled[part]

    return max(PARTS, key=lambda part: lack(genre, part) + lack(overall, part))


def read_parts(path: Path) -> dict[str, dict[str, str]]:
    """Read a frozen split: part → document name → sha256 of its text. Raises AnnotationError."""
    try:
        parts: dict[str, dict[str, str]] = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise AnnotationError(f"读不到划分文件 {path}（{error}），请先运行 zhengce annotate split") from error
    return parts


def write_parts(texts: list[Text], placed: Mapping[str, Part | None], path: Path) -> None:
    """Freeze a split with the hash of every text."""
    digests = {text.name: digest(text.text) for text in texts}
    parts = {part: {name: digests[name] for name in sorted(placed) if placed[name] == part} for part in PARTS}
    files.write((json.dumps(parts, ensure_ascii=False, indent=1) + "\n").encode("utf-8"), path)


def _order(group: Group, texts: Mapping[str, Text]) -> tuple[int, str]:
    size = sum(len(texts[name].text) for name in group)
    return -size // 2000, sha256(group[0].encode()).hexdigest()


def _groups(texts: Mapping[str, str]) -> list[Group]:
    """Join near-duplicates, directly or through others."""
    parent = {name: name for name in texts}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for first, second in _alike(texts):
        a, b = sorted((root(first), root(second)))
        parent[b] = a
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted(texts):
        groups[root(name)].append(name)
    return [tuple(group) for group in groups.values()]


def _alike(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    grams = {name: shingles(text) for name, text in texts.items()}
    holders: dict[str, list[str]] = defaultdict(list)
    for name, found in grams.items():
        for gram in found:
            holders[gram].append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        if 1 < len(names) <= _COMMON:
            shared.update((a, b) for a in names for b in names if a < b)
    return sorted(pair for pair, count in shared.items() if count >= ALIKE * min(len(grams[name]) for name in pair))


def unlike(texts: Mapping[str, str], held: Iterable[str]) -> Iterator[str]:
    """Yield the names of texts that are neither among the names `held` nor near-duplicates of their texts."""
    kept_back = frozenset(held) & texts.keys()
    grams = set[str]().union(*(shingles(texts[name]) for name in kept_back))
    for name, text in texts.items():
        own = shingles(text) if grams else set()
        if name not in kept_back and len(own & grams) < ALIKE * max(1, len(own)):
            yield name


def shingles(text: str) -> set[str]:
    """Return the 12-grams of a text without its white space; a shorter text is one gram."""
    dense = "".join(text.split())
    return {dense[at : at + GRAM] for at in range(max(1, len(dense) - GRAM + 1))}
