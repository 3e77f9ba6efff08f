"""Clauses that are one TARGET together: one of them is no commitment alone."""

import re
from collections.abc import Iterator, Sequence

from extractor.recognise.rules.found import Found
from extractor.recognise.rules.reading import Reading
from extractor.recognise.rules.tables import pattern
from extractor.recognise.rules.targets import found_at


def join(plain: str, readings: Sequence[Reading]) -> Iterator[Found]:
    """Return the TARGETs, those joined that are no commitment apart."""
    held: Found | None = None
    for before, here in zip([None, *readings], readings, strict=False):
        goal = here.goal
        if before and before.clause.sentence == here.clause.sentence and _belongs(plain, before, here):
            goal = found_at(held.start if held else before.head, here.clause.end, "joined")
            held = None
        if held:
            yield held
        held = goal
    if held:
        yield held


def _belongs(plain: str, before: Reading, here: Reading) -> bool:
    """Say whether the clause before is no commitment without this one."""
    if before.clause.mark != ",":
        return False
    first, second = plain[before.head : before.clause.end], plain[here.head : here.clause.end]
    if before.kind in ("topic", "plain") and here.goal and first.startswith("对"):
        return _p("limited").fullmatch(second) is not None
    if before.goal and here.goal and _p("open_end").search(first):
        return True
    return bool(
        before.goal and here.goal is None and _p("open_object").search(first) and _p("late_object").search(second)
    )


def _p(key: str) -> re.Pattern[str]:
    return pattern("targets", key)
