"""How firmly a task is ordered, by the cue words of its clause."""

import re
from functools import cache

from extractor.compare.words import either, table
from extractor.export.rows import Row
from extractor.lang.fold import fold

PLAIN = 3
NAMES = {4: "硬性要求", 3: "一般要求", 2: "力争", 1: "鼓励"}
"""What a task without a cue word of its own is called."""
REACH = 10
"""A cue inside a TARGET counts when it begins in so many of its first characters."""
_CLAUSE_END = re.compile(r"[,;:。()]")


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
    """Return the last cue word in the clause of a TARGET up to its first words; "" where there is none."""
    sentence, target = fold(row.sentence), fold(row.target)
    head = _CLAUSE_END.split(sentence.partition(target)[0])[-1] if target in sentence else ""
    inside = [match[0] for match in _pattern().finditer(target) if match.start() < REACH]
    before = [match[0] for match in _pattern().finditer(head)]
    return (before[-1:] + inside[:1] or [""])[-1]


def without_cues(text: str) -> str:
    """Return folded text without cue words, and without the plain verb at its head that may stand for one."""
    plain = re.compile(f"^{either(table('modality')['plain'])}")
    return plain.sub("", _pattern().sub("", text))


@cache
def _ranks() -> dict[str, int]:
    return {word: int(rank) for rank, words in table("modality")["ranks"].items() for word in words}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(either(_ranks()) + f"(?!{either(table('modality')['not_before'])})")
