"""What a number says of its indicator, where it is no level of it: an old target, a share of a target, a gap."""

import re
from functools import cache
from typing import Literal

from extractor.compare.words import table

Sense = Literal["planned", "ratio", "gap"]
_DIGIT = re.compile(r"\d")


def sense_of(head: str, value: str, tail: str, unit: str | None) -> Sense | None:
    """Return what a number is if not what its indicator comes to; `head` and `tail` are its folded sentence.

    `planned` is a target that a report looks back on (未达到6%的预期目标), `ratio` what share of a target was done
    (完成年度目标的108.9%), `gap` how far from others or a target (高于全省1.2个百分点).
    """
    digit = _DIGIT.search(value)
    head += value[: digit.start()] if digit else ""
    if unit == "%" and _pattern("ratio", "before").search(head):
        return "ratio"
    if unit in table("senses")["gap"]["units"] and any(pattern.search(head) for pattern in _gaps()):
        return "gap"
    aimed = _pattern("planned", "set").search(head) and _pattern("planned", "behind").match(tail)
    named = _pattern("planned", "before").search(head) or _pattern("planned", "missed").match(tail)
    return "planned" if aimed or named else None


def is_bounded(value: str) -> bool:
    """Say whether an old target says itself that it is a bound (6万人以上); what stands in front of it compares."""
    return re.search(table("senses")["planned"]["bounds"], value) is not None


@cache
def _pattern(sense: str, key: str) -> re.Pattern[str]:
    data = table("senses")[sense]
    return re.compile(data[key].replace("{words}", data.get("words", "")))


@cache
def _gaps() -> tuple[re.Pattern[str], ...]:
    data = table("senses")["gap"]
    return tuple(re.compile(pattern.replace("{others}", data["others"])) for pattern in data["before"])
