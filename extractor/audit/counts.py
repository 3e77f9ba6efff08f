"""A document's own counts (共12项重点任务) against the headings and records that were found.

What a document calls a task may be a heading or a record, so a count is compared with the headings of each
level (and with those that have none under them) and with the records, and said to agree when one of them does.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from extractor.audit.cues import either, table
from extractor.audit.finding import Code, Finding, around, heading_path, of_document
from extractor.export.sentences import Sentences
from extractor.lang.fold import fold
from extractor.lang.numerals import NUMBER, parse_number, to_chinese
from extractor.types import Policy, Result, Span

_CLAUSE = re.compile(r"[,;。:!?\n]")
MOST = 9999


class Stated(NamedTuple):
    """A count as the document states it."""

    span: Span
    number: int


class Unit(NamedTuple):
    """What may be meant by a task, and how many of it there are."""

    name: str
    size: int


def own_counts(result: Result, policy: Policy, plain: str) -> Iterator[Finding]:
    """Yield count-agrees or count-differs for every count of tasks that a policy states of itself.

    `plain` is the folded text.
    """
    sentences = Sentences(result.text, plain)
    for stated in stated_counts(plain, policy.span):
        sentence = sentences.around(stated.span)
        scope = _scope(policy, stated, sentence)
        if scope is not None:
            code, message = _verdict(stated, stated.span.of(result.text), units(policy, scope))
            place = heading_path(policy, stated.span)
            yield of_document(code, message, result.source.path, policy.id, stated.span, sentence, place)


def stated_counts(plain: str, span: Span) -> Iterator[Stated]:
    """Yield the counts of tasks in `plain[span]`, folded text, that a cue says are the document's own."""
    for hit in _pattern().finditer(plain, *span):
        number = parse_number(hit["number"])
        head = _CLAUSE.split(plain[max(span.start, hit.start() - table("counts")["reach"]) : hit.start()])[-1]
        whole = number is not None and 1 < number <= MOST and number == int(number)
        if number is not None and whole and _is_own(head, hit):
            yield Stated(Span(*hit.span()), int(number))


def _is_own(head: str, hit: re.Match[str]) -> bool:
    """Say whether what stands in front of a count makes it one of the document's own tasks."""
    cue = _cue() if hit["noun"] else _bracketed()
    return bool(cue.search(head)) and not _foreign().search(head + hit[0])


def units(policy: Policy, scope: Span) -> list[Unit]:
    """Return the headings of tasks by level, the innermost ones, and the records in a stretch of a policy."""
    inside = [section for section in policy.sections if scope.contains(section.span) and section.span != scope]
    headed = [section for section in inside if section.heading]
    tasks = [section for section in headed if section.function == "tasks"] or headed
    parents = {section.parent for section in tasks}
    levels = Counter(section.level for section in tasks)
    found = [Unit(f"{to_chinese(level)}级标题", count) for level, count in sorted(levels.items())]
    if len(levels) > 1:
        found.append(Unit("最末级标题", sum(section.id not in parents for section in tasks)))
    targets = {mention.id: mention.span for mention in policy.mentions if mention.label == "TARGET"}
    return [*found, Unit("记录", sum(scope.contains(targets[record.target]) for record in policy.records))]


def _verdict(stated: Stated, text: str, found: Sequence[Unit]) -> tuple[Code, str]:
    said = "，".join(f"{unit.name} {unit.size} 个" for unit in found)
    nearest = min(found, key=lambda unit: abs(unit.size - stated.number))
    if nearest.size == stated.number:
        return "count-agrees", f"自报“{text}”，抽取到{said}；与{nearest.name}数相符"
    more = f"{'少' if nearest.size < stated.number else '多'} {abs(stated.number - nearest.size)} 个"
    return "count-differs", f"自报“{text}”，抽取到{said}；最接近的是{nearest.name}，{more}"


def _scope(policy: Policy, stated: Stated, sentence: str) -> Span | None:
    """Return what a count counts: the document, or the section it opens. None for a part of that."""
    cues = table("counts")
    over = around(policy, stated.span)
    here = over[-1] if over else None
    if re.search(cues["part"], fold(sentence)) or (here and here.function in cues["elsewhere"]):
        return None
    if here is None or here.heading is None or here.function != "tasks" or _whole().search(fold(sentence)):
        return policy.span
    return here.span if any(section.parent == here.id for section in policy.sections) else None


@cache
def _pattern() -> re.Pattern[str]:
    cues = table("counts")
    kinds, nouns, no_noun = (either(cues[name]) for name in ("classifiers", "nouns", "no_noun"))
    between = rf"[^,。;:、!?()\d\s]{{0,{cues['gap']}}}?"
    noun = rf"{between}(?P<noun>(?:(?:{nouns})(?!{no_noun}))+)"
    return re.compile(rf"(?P<number>{NUMBER}) ?(?:{kinds})(?:{noun}|(?=\)))")


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(either(table("counts")["cues"]))


@cache
def _bracketed() -> re.Pattern[str]:
    """Find what stands in front of a count in brackets: 重点任务(共."""
    return re.compile(rf"(?:{either(table('counts')['nouns'])})\((?:{either(table('counts')['cues'])})$")


@cache
def _foreign() -> re.Pattern[str]:
    return re.compile(either(table("counts")["not_own"]))


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(either(table("counts")["whole"]))
