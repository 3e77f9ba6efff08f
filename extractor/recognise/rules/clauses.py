"""The clauses of a policy as rules see them: cut free of numbering and responsibility lists."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from extractor.recognise.rules.tables import pattern, table
from extractor.recognise.rules.words import verb_class
from extractor.types import Policy, Section, Sentence

ClauseKind = Literal["plain", "topic", "manner", "purpose", "past", "staffing", "silent", "heading"]

LONGEST_OPENING = 300
LONGEST_READ = 1000
LONGEST_CAPTION = 24
ENDS = frozenset("。;!?…")
SILENT, QUIET, PLANNED = (frozenset(table("clauses")["functions"][key]) for key in ("silent", "quiet", "planned"))
BLANK = "〓"
_TITLE = re.compile(r"《[^《》\n]{1,160}》")
_QUOTE = re.compile(r"“[^“”\n]{1,80}”")


class Clause(NamedTuple):
    """`plain[start:end]`, the `mark` behind it, its sentence, and whether it is the last there.

    `planned` says that its section lists goals, tasks or safeguards.
    """

    start: int
    end: int
    mark: str
    sentence: int
    kind: ClauseKind
    last: bool
    planned: bool = False


@lru_cache(1)  # the policies of a compilation share one text
def blank_titles(plain: str) -> str:
    """Return `plain` with the inside of 《》 blanked out, same length."""
    return _TITLE.sub(lambda found: f"《{BLANK * (len(found[0]) - 2)}》", plain)


def blank_quotes(plain: str) -> str:
    """Return `plain` with the inside of “” blanked out, same length."""
    return _QUOTE.sub(lambda found: f"“{BLANK * (len(found[0]) - 2)}”", plain)


def clauses(
    plain: str, policy: Policy, sentences: Sequence[Sentence], lists: Sequence[tuple[int, int]]
) -> Iterator[Clause]:
    """Yield the clauses of all sentences in text order; `lists` are the responsibility lists."""
    functions = _functions(policy)
    cut = 0
    for index, sentence in enumerate(sentences):
        after = sentences[index + 1] if index + 1 < len(sentences) else None
        function = functions.get(sentence.section, "other")
        kind = _sentence_kind(plain, sentence, after, function)
        final = len(sentence.clauses) - 1
        for number, (start, end) in enumerate(sentence.clauses):
            while cut < len(lists) and lists[cut][1] <= start:
                cut += 1
            if end - start > LONGEST_READ:
                continue
            for a, b in _outside(start, end, lists, cut):
                begin, stop = _trim(plain, a, b)
                if begin < stop:
                    yield Clause(begin, stop, _mark(plain, b), index, kind, number == final, function in PLANNED)


def _functions(policy: Policy) -> dict[str, str]:
    """Return the function of every section; in the text before the first heading sentences decide."""
    if policy.genre == "academic":
        return {section.id: "background" for section in policy.sections}
    return {section.id: _function(section) for section in policy.sections}


def _function(section: Section) -> str:
    if section.level == 0:
        return "other"
    commands = verb_class(section.title, 0, len(section.title)) == "act" and not _p("reflection").search(section.title)
    return "tasks" if commands and section.function in QUIET else section.function


def _sentence_kind(plain: str, sentence: Sentence, after: Sentence | None, function: str) -> ClauseKind:
    start, end = sentence.span
    if sentence.heading or _is_caption(plain, sentence, after):
        return "heading"
    if _p("formula").search(plain[start:end]) or not _may_promise(plain, start, end, function):
        return "silent"
    if plain[end - 1] == ":" and _p("addressees").search(plain, start, end):
        return "silent"
    if plain[end - 1] not in ENDS and (after is None or after.block != sentence.block) and _is_lone(plain, sentence):
        return "silent"
    opening = plain[start : min(end, start + LONGEST_OPENING)]
    if _p("preamble").match(opening) or (_p("situation").match(opening) and not _p("modal").search(opening)):
        return "silent"
    return "plain"


def _may_promise(plain: str, start: int, end: int, function: str) -> bool:
    if function in QUIET:
        return bool(_p("duty").match(plain, start, end) or _p("goal").match(plain, start, end))
    return function not in SILENT or (function == "principle" and bool(_p("goal").match(plain, start, end)))


def _is_caption(plain: str, sentence: Sentence, after: Sentence | None) -> bool:
    """Say whether a dash opens a short sentence that names what the rest of its paragraph is about."""
    return (
        plain.startswith("——", sentence.span.start)
        and len(sentence.clauses) == 1
        and sentence.span.width <= LONGEST_CAPTION
        and after is not None
        and after.block == sentence.block
    )


def _is_lone(plain: str, sentence: Sentence) -> bool:
    """Say whether a paragraph without end mark is a title, an addressee, a signature or a date."""
    return len(sentence.clauses) == 1 and bool(_p("lone").search(plain[sentence.span.start : sentence.span.end]))


def _outside(start: int, end: int, lists: Sequence[tuple[int, int]], cut: int) -> list[tuple[int, int]]:
    parts, at = [], start
    while cut < len(lists) and lists[cut][0] < end:
        parts.append((at, max(at, lists[cut][0])))
        at = max(at, lists[cut][1])
        cut += 1
    parts.append((at, end))
    return [(a, b) for a, b in parts if a < b]


def _trim(plain: str, start: int, end: int) -> tuple[int, int]:
    number = _p("numbering").match(plain, start, end)
    start = number.end() if number else start
    tail = _p("tail").search(plain, max(start, end - 8), end)
    end = tail.start() if tail else end
    while end > start and plain[end - 1] in " 。;,:":
        end -= 1
    return start, end


def _mark(plain: str, end: int) -> str:
    return plain[end : end + 2].lstrip()[:1]


def _p(key: str) -> re.Pattern[str]:
    return pattern("clauses", key)
