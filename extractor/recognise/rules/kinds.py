"""What a clause is by its own words: a commitment, or a side clause that leads to one."""

import re

from extractor.recognise.rules.clauses import Clause, ClauseKind
from extractor.recognise.rules.tables import pattern, verbs
from extractor.recognise.rules.words import acts_inside, verb_class

LONGEST = 300
SHORTEST_TOPIC = 2


def classify(plain: str, clause: Clause, head: int) -> ClauseKind:
    """Return what the clause is by its own words, which begin at `head`."""
    if clause.kind != "plain":
        return clause.kind
    if clause.end - head > LONGEST:
        return "silent"
    text = plain[head : clause.end]
    if _p("past").search(text):
        return "past"
    if _p("staffing").search(text):
        return "staffing"
    if _is_topic(text, _leads(clause)):
        return "topic"
    if text.startswith("坚持") and _leads(clause):
        return "manner" if head == clause.start else "plain"
    if _is_manner(text, clause):
        return "manner"
    if clause.mark == "," and _is_purpose(text):
        return "purpose"
    return "plain"


def _leads(clause: Clause) -> bool:
    return clause.mark == "," and not clause.last


def _is_topic(text: str, leads: bool) -> bool:
    if text.endswith("的"):
        return True
    if not leads:
        return False
    if (
        _p("topic_if").match(text)
        or (len(text) > SHORTEST_TOPIC and _p("topic").search(text))
        or (_p("topic_open").match(text) and _p("topic_close").search(text))
    ):
        return True
    opening = verb_class(text, 0, len(text))
    if _p("topic_to").match(text):
        tail = text.rpartition("的")[2] if "的" in text else text
        return (text[-2:] not in verbs() or 2 < len(tail) <= 10) and not _p("topic_acts").search(text)
    return bool(_p("topic_noun").search(text)) if opening is None else bool(_p("topic_lead").match(text))


def _is_manner(text: str, clause: Clause) -> bool:
    if not _p("manner").match(text):
        return False
    if _p("always_manner").search(text):
        return True
    if not _leads(clause) or _has_main_verb(text):
        return False
    if text.startswith("通过") or _p("manner_means").search(text):
        return True
    return bool(_p("manner_close").search(text) or _p("strong_manner").match(text)) and not acts_inside(text, 2)


def _has_main_verb(text: str) -> bool:
    ends = (found.end() for found in _p("closers").finditer(text))
    return any(verb_class(text, end, len(text)) in ("act", "grant", "noun") for end in ends if end < len(text))


def _is_purpose(text: str) -> bool:
    found = _p("purpose").match(text)
    return bool(found and verb_class(text, found.end(), len(text)) in ("act", "noun", "grant"))


def _p(key: str) -> re.Pattern[str]:
    return pattern("clauses", key)
