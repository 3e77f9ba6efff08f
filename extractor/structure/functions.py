"""What a section is for: background, goals, tasks, safeguards … by title, lead, ancestors and place."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, cast

from extractor.lang.fold import fold
from extractor.structure.lexicons import patterns, table
from extractor.types import Function, Genre, Section

_LEAD = 220
_FIRST = 600
_FIRST_NUMBER = re.compile(r"(?<![0-9一二三四五六七八九十])[1一①⑴㈠⒈](?![0-9一二三四五六七八九十])|#")
_DEFAULT: dict[Genre, Function] = {"work_report": "achievements", "academic": "other"}


class _Rule(NamedTuple):
    function: Function
    pattern: re.Pattern[str]
    strong: bool


class _Rules(NamedTuple):
    titles: tuple[_Rule, ...]
    leads: tuple[_Rule, ...]
    preamble: re.Pattern[str]


def assign(plain: str, sections: Sequence[Section], genre: Genre) -> list[Function]:
    """Return the function of each section, in order."""
    functions: list[Function] = []
    strong: dict[str, Function] = {}
    planned = False
    for index, section in enumerate(sections):
        if _is_preamble(sections, index):
            functions.append(_preamble(plain, sections, index, genre))
            continue
        own, is_strong = _own(plain, section, genre)
        inherited = strong.get(section.parent or "")
        if own is None or (not is_strong and inherited):
            own = inherited or own or _default(genre, planned)
        elif section.level == 1 and (own in ("goals", "tasks") or "回顾" in section.title):
            planned = True
        if is_strong or inherited:
            strong[section.id] = own
        functions.append(own)
    return functions


def _is_preamble(sections: Sequence[Section], index: int) -> bool:
    """Say whether a section's own text stands before the first heading of a document or an attachment."""
    section = sections[index]
    if section.heading is None:
        return True
    if patterns("titles")["period"].fullmatch(section.title):
        return False
    unnumbered = section.level == 1 and (not section.number or section.number.startswith("附"))
    return unnumbered and index + 1 < len(sections) and sections[index + 1].parent == section.id


def _preamble(plain: str, sections: Sequence[Section], index: int, genre: Genre) -> Function:
    section = sections[index]
    following = sections[index + 1] if index + 1 < len(sections) else None
    end = following.span.start if following else section.span.end
    text = plain[max(section.span.start, end - _FIRST) : end]
    formal = _rules().preamble.search(text) is not None
    if following is None:
        return "formula" if formal and section.span.width < _FIRST else _default(genre, False)
    if not _opens(following.number) and not formal:
        return _default(genre, False)
    return "formula" if formal else "background"


def _opens(number: str) -> bool:
    """Say whether a heading's number begins a sequence; the text before 第八条 is no preamble."""
    return not number or number.startswith("附") or bool(_FIRST_NUMBER.search(number))


def _own(plain: str, section: Section, genre: Genre) -> tuple[Function | None, bool]:
    if section.title:
        return _by_title(section, genre)
    start = section.heading.end if section.heading else section.span.start
    lead = plain[start : min(start + _LEAD, section.span.end)].lstrip()
    for rule in _rules().leads:
        if rule.pattern.match(lead):
            return rule.function, rule.strong
    return None, False


def _by_title(section: Section, genre: Genre) -> tuple[Function | None, bool]:
    title = "".join(fold(section.title).split())
    for rule in _rules().titles:
        if rule.pattern.search(title):
            is_vague = rule.function == "tasks" and not rule.strong
            return (None, False) if is_vague and genre in _DEFAULT else (rule.function, rule.strong)
    return None, False


def _default(genre: Genre, planned: bool) -> Function:
    if genre == "work_report" and planned:
        return "tasks"
    return _DEFAULT.get(genre, "tasks")


@cache
def _rules() -> _Rules:
    data = table("functions")
    titles = tuple(_rule(row["function"], row["title"], row["strong"]) for row in data["rule"])
    leads = tuple(_rule(row["function"], row["text"], False) for row in data["lead"])
    return _Rules(titles, leads, re.compile(data["preamble"]["formula"], re.DOTALL))


def _rule(function: str, pattern: str, strong: bool) -> _Rule:
    return _Rule(cast(Function, function), re.compile(pattern), strong)
