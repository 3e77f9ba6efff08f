"""How firmly a number is promised: 确保 and 力争; 约束性 and 预期性."""

import re
from collections.abc import Iterable
from functools import cache

from extractor.assemble.wording import CLAUSE_END, any_of, table
from extractor.types import Nature, Strength


def read_strength(head: str) -> Strength | None:
    """Return what the last word in the clause of a number says of it; `head` is its sentence up to the number.

    A clause of such a word and a time alone (力争到2025年,) speaks for the clauses behind it, too.
    """
    word, fronted = _words()
    *opening, clause = CLAUSE_END.split(head)
    found = [match.lastgroup for match in word.finditer(clause)]
    found = found or [match.lastgroup for match in map(fronted.search, opening) if match]
    if not found:
        return None
    return "hard" if found[-1] == "hard" else "soft"


def read_nature(tail: str, noun_tail: str, opening: str, cells: Iterable[str], titles: Iterable[str]) -> Nature | None:
    """Return 约束性 or 预期性 where the text says it of a number.

    Looks behind the number in its clause, behind its noun, at the head of the sentence, into the cells of its
    table row, then at the headings over it, innermost first.
    """
    bracket, lead, alone = _places()
    matches = (bracket.match(tail), bracket.match(noun_tail), lead.match(opening), *map(alone.fullmatch, cells))
    for match in matches:
        if match:
            return _named(match[1])
    return next((nature for nature in map(_of_title, titles) if nature), None)


def _of_title(title: str) -> Nature | None:
    words = table("nature")
    held = [word for word in words.values() if word in title]
    return _named(held[0]) if len(held) == 1 else None


def _named(word: str) -> Nature:
    return "binding" if word == table("nature")["binding"] else "expected"


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = table("strength")
    either = rf"(?P<hard>{any_of(words['hard'])})|(?P<soft>{any_of(words['soft'])})"
    return re.compile(either), re.compile(rf"(?:{either}){words['time']}\s*$")


@cache
def _places() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    word = f"({any_of(table('nature').values())})(?:指标|目标|任务)?"
    return (
        re.compile(rf"[^,;:。(]{{0,24}}\({word}\)"),
        re.compile(rf"\s*(?:主要)?{word}[^,;。:]{{0,6}}:"),
        re.compile(word),
    )
