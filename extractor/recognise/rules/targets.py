"""TARGET: the clauses that say what is to be done, without what leads them."""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from extractor.recognise.rules.clauses import Clause
from extractor.recognise.rules.found import Found
from extractor.recognise.rules.names import skip_others
from extractor.recognise.rules.tables import alternation, pattern, table, verbs
from extractor.recognise.rules.words import acts_inside, skip_adverbs, verb_class

SHORTEST = 4
LONGEST_LABEL = 8


class Openers(NamedTuple):
    """What may stand before a clause's own words, start to end: DEADLINEs and agencies."""

    times: Mapping[int, int]
    actors: Mapping[int, int]


def head_of(plain: str, clause: Clause, openers: Openers) -> int:
    """Return where the clause's own words begin, behind agencies, times, connectives and modals."""
    at, led = clause.start, False
    while at < clause.end:
        if at in openers.actors:
            at, led = skip_others(plain, openers.actors[at], clause.end), True
            continue
        step = _step(plain, at, clause.end, openers)
        if step == at and led:
            step = _led_step(plain, at, clause.end, openers)
        if step == at:
            break
        at = step
    return at


def _step(plain: str, at: int, end: int, openers: Openers) -> int:
    if at in openers.times:
        return openers.times[at]
    lead = pattern("clauses", "lead").match(plain, at, end)
    if lead:
        return lead.end()
    if plain[at] == "将" and verb_class(plain, at + 1, end) and not _disposes(plain, at + 1, end):
        return at + 1
    before_time = plain[at] in "在于" and at + 1 in openers.times
    before_name = plain[at] in "由、和与及" and at + 1 in openers.actors
    return at + 1 if before_time or before_name else at


def _led_step(plain: str, at: int, end: int, openers: Openers) -> int:
    """Skip 会同 before another agency and 牵头 before a verb."""
    together = plain.startswith("会同", at) and at + 2 in openers.actors
    leads = plain.startswith("牵头", at) and not plain.startswith("负责", at + 2) and verb_class(plain, at + 2, end)
    return at + 2 if together or leads else at


def _disposes(plain: str, start: int, end: int) -> bool:
    """Say whether 将 takes what follows as its object (将…纳入), so that it does not mean "will"."""
    return pattern("clauses", "disposal").search(plain, start + 2, end) is not None


def target(plain: str, clause: Clause, head: int, *, led: bool, valued: bool) -> Found | None:
    """Return the TARGET of a plain clause, else None.

    `led` says that an agency opens the clause, `valued` that it holds a planned VALUE.
    """
    if clause.end - head < (2 if led or valued or head > clause.start else SHORTEST):
        return None
    text = plain[head : clause.end]
    opening = verb_class(plain, head, clause.end)
    if _p("duty_only").fullmatch(text) or (clause.mark == ":" and _announces(text)):
        return None
    if opening in ("act", "grant", "noun") and (len(text) > 2 or head > clause.start):
        return found_at(head, clause.end, "duty" if led else "verb")
    if not valued and (_p("copula").match(text) or pattern("clauses", "report").match(text)):
        return None
    if _p("object").match(text, skip_adverbs(text, 0, len(text))) and _verb_inside().search(text, 1):
        return found_at(head, clause.end, "object")
    states = pattern("clauses", "state").search(text) or pattern("clauses", "modal").search(text)
    if valued or led or states or (clause.planned and acts_inside(text, 2)):
        return found_at(head, clause.end, "subject")
    return None


def _announces(text: str) -> bool:
    """Say whether a clause before a colon is a label (工作要求:) or announces a list."""
    return len(text) <= LONGEST_LABEL or _p("lead_to").search(text) is not None


def found_at(start: int, end: int, rule: str) -> Found:
    """Return the TARGET `plain[start:end]` that `rule` found."""
    return Found(start, end, "TARGET", f"target.{rule}", table("targets")["scores"][rule])


@cache
def _verb_inside() -> re.Pattern[str]:
    return alternation(verb for verb, kind in verbs().items() if len(verb) > 1 and kind != "state")


def _p(key: str) -> re.Pattern[str]:
    return pattern("targets", key)
