"""The rule tables: patterns with fragments (toml), verbs and adverbs (tsv, txt)."""

import re
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

_FRAGMENT = re.compile(r"\{([a-z_]+)\}")


class Rule(NamedTuple):
    """One pattern with the score that its finds carry; it needs one of the characters of `needs`."""

    id: str
    pattern: re.Pattern[str]
    score: float
    needs: re.Pattern[str]


@cache
def table(name: str) -> dict[str, Any]:
    """Return a toml table of the data folder."""
    return tomllib.loads(_text(f"{name}.toml"))


@cache
def pattern(name: str, key: str) -> re.Pattern[str]:
    """Return the compiled pattern `key` of the table's [patterns]."""
    content = table(name)
    return re.compile(_expand(content["patterns"][key], content.get("fragments", {})))


@cache
def rules(name: str) -> tuple[Rule, ...]:
    """Return the table's [[rule]] entries, in order."""
    content = table(name)
    fragments = content.get("fragments", {})
    return tuple(
        Rule(
            rule["id"],
            re.compile(_expand(rule["pattern"], fragments)),
            rule["score"],
            re.compile(f"[{rule['needs']}]"),
        )
        for rule in content["rule"]
    )


@cache
def verbs() -> dict[str, str]:
    """Return the class of every verb: act, grant, noun or state."""
    rows = (line.split("\t") for line in _lines("verbs.tsv"))
    return {row[0]: row[1] for row in rows}


@cache
def adverbs() -> frozenset[str]:
    """Return the adverbs that stand before a verb and stay in the TARGET."""
    return frozenset(_lines("adverbs.txt"))


def prefix(words: frozenset[str] | dict[str, str]) -> Callable[[str, int, int], int]:
    """Return a function (text, start, end) → end of the longest word that starts there, or start."""
    lengths: dict[str, list[int]] = {}
    for first, length in sorted({(word[0], len(word)) for word in words}, reverse=True):
        lengths.setdefault(first, []).append(length)

    def match(text: str, start: int, end: int) -> int:
        for length in lengths.get(text[start : start + 1], ()):
            if start + length <= end and text[start : start + length] in words:
                return start + length
        return start

    return match


def alternation(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of any of the words (two characters or more), grouped by first character."""
    tails: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (word[0], -len(word), word)):
        tails.setdefault(word[0], []).append(re.escape(word[1:]))
    return re.compile("|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in tails.items()))


def _expand(source: str, fragments: dict[str, str]) -> str:
    while _FRAGMENT.search(source):
        source = _FRAGMENT.sub(lambda found: f"(?:{fragments[found[1]]})", source)
    return source


def _lines(name: str) -> list[str]:
    return [line for line in _text(name).splitlines() if line and not line.startswith("#")]


def _text(name: str) -> str:
    return files("extractor.recognise.rules.data").joinpath(name).read_text("utf-8")
