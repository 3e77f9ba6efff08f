"""Train, dev and test by document: stratified by genre, near-duplicates kept together, frozen by hash."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

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


def split(texts: list[Text], apart: Iterable[str] = ()) -> dict[str, Part | None]:
    """Place every text, by name; near-duplicates go to one part, those of an `apart` text to none (None).

    The result depends on names, genres and texts alone, not on their order. Parts are filled by
    characters, genre by genre, larger groups first.
    """
    ordered = sorted(texts, key=lambda text: text.name)
    apart_names = {f"\0{number}": text for number, text in enumerate(apart)}
    groups = _groups({**{text.name: text.text for text in ordered}, **apart_names})
    placed: dict[str, Part | None] = {}
    filled: dict[str, Counter[Part]] = defaultdict(Counter)
    by_name = {text.name: text for text in ordered}
    for group in sorted(groups, key=lambda group: _order(group, by_name)):
        own = [name for name in group if name in by_name]
        part = None if len(own) < len(group) else _emptiest(filled[by_name[own[0]].genre])
        for name in own:
            placed[name] = part
            if part:
                filled[by_name[own[0]].genre][part] += len(by_name[name].text)
    return placed


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
    path.write_text(json.dumps(parts, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _order(group: list[str], texts: Mapping[str, Text]) -> tuple[int, str]:
    size = sum(len(texts[name].text) for name in group if name in texts)
    return -size // 2000, sha256(group[0].encode()).hexdigest()


def _emptiest(filled: Counter[Part]) -> Part:
    """Return the part that lacks most of its share."""
    total = sum(filled.values())
    return max(SHARES, key=lambda part: (SHARES[part] * (total + 1) - filled[part], SHARES[part]))


def _groups(texts: Mapping[str, str]) -> list[list[str]]:
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
    return list(groups.values())


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


def shingles(text: str) -> set[str]:
    """Return the 12-grams of a text without its white space; a shorter text is one gram."""
    dense = "".join(text.split())
    return {dense[at : at + GRAM] for at in range(max(1, len(dense) - GRAM + 1))}
