"""VALUE: comparator, number, unit; its kind by the words around it."""

import re
from collections.abc import Sequence

from extractor.lang.change import where_change_begins
from extractor.recognise.rules.clauses import Clause
from extractor.recognise.rules.found import Found
from extractor.recognise.rules.tables import pattern, rules
from extractor.types import Kind

_NEAR = 14
SMALL = "一二两三四五六七八九"
LONGEST_SMALL = 4


def values(plain: str, clause: Clause, times: Sequence[tuple[int, int]], *, done: bool) -> list[Found]:
    """Return the VALUEs of a clause by start, none over another or over a time.

    `done` says that the clause reports: its VALUEs are actual, and small numbers in words count nothing.
    """
    found: list[Found] = []
    if not _p("needs").search(plain, clause.start, clause.end):
        return found
    taken = list(times)
    kind = _kind_of(plain, clause, done)
    for rule in rules("values"):
        if not rule.needs.search(plain, clause.start, clause.end):
            continue
        for hit in rule.pattern.finditer(plain, clause.start, clause.end):
            start = hit.start() + (len(hit[0]) - len(hit[0].lstrip()))
            if any(a < hit.end() and start < b and not (start < a and b < hit.end()) for a, b in taken):
                continue
            taken.append((start, hit.end()))
            small = done and rule.id == "value.han" and plain[start] in SMALL and hit.end() - start < LONGEST_SMALL
            if not small and not _is_described(plain, start, hit.end(), clause):
                own = "actual" if where_change_begins(plain, start, hit.end()) is not None else kind
                found.append(Found(start, hit.end(), "VALUE", rule.id, rule.score, kind=own))
    found.sort()
    return found


def _is_described(plain: str, start: int, end: int, clause: Clause) -> bool:
    before = plain[max(clause.start, start - _NEAR) : start]
    after = plain[end : clause.end]
    if _p("excluded").search(before) or _p("described").search(after):
        return True
    value = plain[start:end]
    if _p("age").search(value):
        return True
    tail = value[-2:] if value.endswith(("以上", "以下")) else ""
    if _p("before_threshold").search(before) and _p("after_threshold").search(tail + after):
        return True
    if value.removesuffix(tail).endswith(("户", "人")) and _p("settlement").search(tail + after):
        return True
    return bool(_p("measured").search(value.removesuffix(tail)) and _p("recipient").search(tail + after))


def _kind_of(plain: str, clause: Clause, done: bool) -> Kind:
    if done:
        return "actual"
    span = clause.start, clause.end
    return "support" if _p("granted").search(plain, *span) and not _p("budget").search(plain, *span) else "target"


def _p(key: str) -> re.Pattern[str]:
    return pattern("values", key)
