"""A document's own counts (共12项重点任务) against the headings and records that were found.

What a document calls a task may be a row of a table, a heading or a record, so a count is compared with the rows,
with the headings of each level (and those that have none under them) and with the records, and said to agree when
one of them does. Where sections hold the tasks, what stands in the others is not counted.
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
from extractor.types import Mention, Policy, Result, Section, Span

_CLAUSE = re.compile(r"[,;。:!?\n]")
_HEADS = re.compile(r"\)[ \t]*(?:\n|$)")
MOST = 9999
ROWS = "表格行"


class Stated(NamedTuple):
    """A count as the document states it; `pointed` is one that says that what it counts is attached (见附件)."""

    span: Span
    number: int
    pointed: bool = False


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
        pointed = _pointed().match(plain, hit.end()) is not None
        if number is not None and whole and _is_own(head, hit, pointed=pointed):
            yield Stated(Span(*hit.span()), int(number), pointed)


def _is_own(head: str, hit: re.Match[str], *, pointed: bool) -> bool:
    """Say whether what stands around a count makes it one of the document's own tasks; one that ends a heading is."""
    if not hit["noun"] and _HEADS.match(hit.string, hit.end()) and _opened().search(head):
        return True
    cue = _cue() if hit["noun"] else _bracketed()
    return (pointed or cue.search(head) is not None) and not _foreign().search(head + hit[0])


def units(policy: Policy, scope: Span) -> list[Unit]:
    """Return the rows of task tables, the headings of tasks by level, the innermost ones, and the records in a scope.

    What stands outside of the sections of tasks, where there are any, is not counted.
    """
    targets = {mention.id: mention for mention in policy.mentions if mention.label == "TARGET"}
    places = [targets[record.target] for record in policy.records if scope.contains(targets[record.target].span)]
    headed = [one for one in policy.sections if one.heading and scope.contains(one.span) and one.span != scope]
    headed = [one for one in headed if not _only_names(policy, one, places)]
    marked = [section for section in headed if section.function == "tasks"]
    if marked:
        places = [target for target in places if any(section.span.contains(target.span) for section in marked)]
    tasks = marked or headed
    parents = {section.parent for section in tasks}
    levels = Counter(section.level for section in tasks)
    rows = {(target.place.table, target.place.row) for target in places if target.place and target.place.row}
    found = [Unit(ROWS, len(rows))] if rows else []
    found += [Unit(f"{to_chinese(level)}级标题", count) for level, count in sorted(levels.items())]
    if len(levels) > 1:
        found.append(Unit("最末级标题", sum(section.id not in parents for section in tasks)))
    return [*found, Unit("记录", len(places))]


def _only_names(policy: Policy, section: Section, targets: Sequence[Mention]) -> bool:
    """Say whether a section is an attachment that is named and not there: 附件:任务清单(略)."""
    here = section.span
    return _is_attached(section) and not any(here.contains(target.span) for target in targets)


def _is_attached(section: Section) -> bool:
    return section.number.startswith(table("counts")["attachment"])


def _verdict(stated: Stated, text: str, found: Sequence[Unit]) -> tuple[Code, str]:
    said = "，".join(f"{unit.name} {unit.size} 个" for unit in found)
    nearest = min(found, key=lambda unit: abs(unit.size - stated.number))
    if nearest.size == stated.number:
        return "count-agrees", f"自报“{text}”，抽取到{said}；与{nearest.name}数相符"
    more = f"{'少' if nearest.size < stated.number else '多'} {abs(stated.number - nearest.size)} 个"
    return "count-differs", f"自报“{text}”，抽取到{said}；最接近的是{nearest.name}，{more}"


def _scope(policy: Policy, stated: Stated, sentence: str) -> Span | None:
    """Return what a count counts: the document, what is attached, or the section it opens. None for a part of that."""
    cues = table("counts")
    over = around(policy, stated.span)
    here = over[-1] if over else None
    if re.search(cues["part"], fold(sentence)) or (here and here.function in cues["elsewhere"]):
        return None
    if stated.pointed:
        attached = [section.span for section in policy.sections if _is_attached(section)]
        return Span(attached[0].start, attached[-1].end) if attached else None
    filled = here is not None and any(section.parent == here.id for section in policy.sections)
    if here is not None and here.heading and here.heading.contains(stated.span):
        return here.span if filled or units(policy, here.span)[0].name == ROWS else None
    if here is None or here.heading is None or here.function != "tasks" or _whole().search(fold(sentence)):
        return policy.span
    return here.span if filled else None


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
def _opened() -> re.Pattern[str]:
    """Find what stands in front of a count in brackets that end a heading: 四、守牢底线(共."""
    return re.compile(rf"\((?:{either(table('counts')['cues'])})$")


@cache
def _pointed() -> re.Pattern[str]:
    return re.compile(table("counts")["pointed"])


@cache
def _foreign() -> re.Pattern[str]:
    return re.compile(either(table("counts")["not_own"]))


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(either(table("counts")["whole"]))
