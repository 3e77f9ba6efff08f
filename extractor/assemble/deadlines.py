"""Which DEADLINE binds which TARGET.

Its own, inside it; else those in front of it in its sentence, where a frequency (每季度) binds its own clause only, and
a date goes on to the next clauses without one; else, and beside what counts from an event (30分钟内), those of a list;
else those at the head of its paragraph; else those of the innermost heading that names any, which also bind what says
only how often it recurs; else those of a statement about the whole document. A period in the words of a heading
(2013年工作安排) binds everything under it, whatever dates stand there.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.assemble.cells import ROW
from extractor.assemble.layout import Layout, Line, is_frequency
from extractor.assemble.scope import DOCUMENT, HEAD, Scoped
from extractor.lang.brackets import top_level
from extractor.lang.completion import DONE
from extractor.types import RECURRING, UNRESOLVED, DeadlineSlot, Mention

SENTENCE = "sentence"
NAME, OPENING = 16, 2
Bound = dict[str, list[DeadlineSlot]]
Dates = tuple[Mention, ...]
_JOINT = re.compile(r"\s*[,、和及与至]?\s*")
_CLAUSE_END = re.compile(r"[,;。:!?]")
_COLON = re.compile(r"[^,;。:]{0,8}:")
_ASIDE = ("其中", "比", "较", "由", "从", "为")
_ITEM = re.compile(r"\s*(?:[-—–]{1,2}|[●■◆•]|[一二三四五六七八九十]+是)")
_CONDITION = re.compile(r"(?:的|者|期?满后?),$|[,;](?:若|如果|否则|仍)")
_LATER = re.compile(r"[,;](?:逾期|此后|之后|其后|以后|今后)")


def bind_deadlines(layout: Layout, paragraphs: Sequence[Scoped]) -> Bound:
    """Return TARGET id → its deadline slots."""
    bound: Bound = {name: [] for name in layout.inside}
    for name, said in layout.beside.items():
        _add(bound[name], said.deadlines, ROW)
    dates: Dates = ()
    over: Dates = ()
    for before, scope in zip((None, *paragraphs), paragraphs, strict=False):
        over = (_announced(layout.plain, before) or over) if _is_item(layout.plain, scope) else ()
        dates = _bind_paragraph(layout, scope, dates if _goes_on(layout.plain, before, scope) else None, over, bound)
        _bind_lists(scope, bound)
    alone: Dates = ()
    section = ""
    for scope in paragraphs:
        here = layout.titled(scope.paragraph.section)
        alone = _alone(layout.plain, scope) or (alone if here == section else ())
        section = here
        heads = _heads(layout.plain, scope)
        above, where, period = _heading_deadlines(layout, scope.paragraph.section)
        for target in scope.paragraph.targets:
            slots = bound[target.id]
            _inherit(slots, [one for one in heads if one.span.start < target.span.start][-1:] or alone, HEAD)
            if period or all(slot.norm.startswith(RECURRING) for slot in slots):
                _add(slots, above, where)
    for reach in (reach for scope in paragraphs for reach in scope.lists if reach.inherited_from == DOCUMENT):
        for target in reach.targets:
            _inherit(bound[target.id], reach.listing.deadlines, DOCUMENT)
    return bound


def _goes_on(plain: str, before: Scoped | None, scope: Scoped) -> bool:
    """Say whether dates reach from one paragraph to the next: one sentence, or lines of one section that end with ;"""
    if before is None or scope.paragraph.goes_on:
        return scope.paragraph.goes_on
    line_by_line = plain[before.paragraph.lines[-1].span.end - 1] == ";"
    return line_by_line and before.paragraph.section == scope.paragraph.section


def _announced(plain: str, before: Scoped | None) -> Dates:
    """Return the date of a sentence that ends with a colon, behind which no TARGET stands in it."""
    line = before.paragraph.lines[-1] if before else None
    if line is None or plain[line.span.end - 1] != ":":
        return ()
    dates = [mention for mention in line.outside if mention.label == "DEADLINE" and not is_frequency(mention)]
    return tuple(dates[-1:]) if dates and not line.targets.within(dates[-1].span.end, line.span.end) else ()


def _is_item(plain: str, scope: Scoped) -> bool:
    return _ITEM.match(plain, *scope.paragraph.lines[0].span) is not None


def _bind_lists(scope: Scoped, bound: Bound) -> None:
    """Bind the deadlines of a paragraph's lists to what has none, or only counts from an event."""
    for reach in (reach for reach in scope.lists if reach.inherited_from != DOCUMENT):
        for target in reach.targets:
            if all(slot.norm == UNRESOLVED for slot in bound[target.id]):
                _add(bound[target.id], reach.listing.deadlines, reach.inherited_from)


def _bind_paragraph(layout: Layout, scope: Scoped, opened: Dates | None, over: Dates, bound: Bound) -> Dates:
    """Bind the deadlines of a paragraph's sentences; return those that the next may go on with.

    `over` are those of the sentence with a colon whose item this is (——, 一是): they hold in all its sentences.

    `opened` are those that it goes on with itself, None for one that begins anew. Of the items of a
    sentence (1.…;2.…;) each goes on with what stands before the first of them, and of lines that end
    with ; with the date at the head of the first.
    """
    listed = scope.listed
    dates = opened or ()
    for index, line in enumerate(scope.paragraph.lines):
        free = [m for m in line.outside if m.label == "DEADLINE" and m.id not in listed]
        dates = _bind_line(layout, line, free, (dates if index == 0 else ()) or over, bound)
    last = scope.paragraph.lines[-1].span
    if layout.plain[last.end - 1] == ":":
        return dates
    return tuple(m for m in dates if _opens(layout.plain, last.start, m)) if opened is None else opened


def _opens(plain: str, start: int, date: Mention) -> bool:
    """Say whether a date stands at the head of the sentence that begins at `start`."""
    return start <= date.span.start and not _CLAUSE_END.search(plain, start, date.span.start)


def _bind_line(layout: Layout, line: Line, free: Sequence[Mention], dates: Dates, bound: Bound) -> Dates:
    """Bind the deadlines of a sentence; return the dates in force at its end."""
    targets = line.targets.mentions
    at, begin, inner = 0, line.span.start, False
    for target in targets:
        gap = layout.plain[begin : target.span.start]
        dates, begin = _still(gap, dates, inner=inner), target.span.end
        here: list[Mention] = []
        while at < len(free) and free[at].span.start < target.span.start:
            here.append(free[at])
            at += 1
        own = tuple(mention for mention in layout.inside[target.id] if mention.label == "DEADLINE")
        recurring = () if own else tuple(mention for mention in here if is_frequency(mention))
        fresh = _last_run(layout.plain, [mention for mention in here if not is_frequency(mention)])
        outer = dates if fresh and fresh[-1].norm == UNRESOLVED else ()  # 五年累计 takes no year from what follows
        dates, inner = fresh or dates, inner and not fresh
        _add(bound[target.id], own, None)
        if all(is_frequency(mention) for mention in own):
            _add(bound[target.id], (*recurring, *(fresh if own or recurring else dates)), SENTENCE)
        dates = outer or dates
        if own and _leads(layout.plain, own[0], target):
            dates, inner = own[:1] if own[0].norm != UNRESOLVED else dates or own[:1], False
        elif own and not dates and _goes_further(layout.plain, own[0], target):
            dates, inner = own[:1], True
    _close(layout, targets, bound)
    behind = [mention for mention in free[at:] if not is_frequency(mention)]
    if targets:
        _inherit(bound[targets[-1].id], behind[:1] or free[at : at + 1], SENTENCE)
    return (behind[-1],) if behind else dates


def _close(layout: Layout, targets: Sequence[Mention], bound: Bound) -> None:
    """Bind the date of a last TARGET that ends with it (…,6月底前完成) to those in front of it that have none."""
    own = [one for one in layout.inside[targets[-1].id] if one.label == "DEADLINE"] if len(targets) > 1 else []
    ends = bool(own) and DONE.fullmatch(layout.plain, own[-1].span.end, targets[-1].span.end) is not None
    if not ends or own[-1].norm == UNRESOLVED:
        return
    for before, target in reversed(list(pairwise(targets))):
        if ";" in layout.plain[before.span.end : target.span.start] or bound[before.id]:
            return
        _add(bound[before.id], own, SENTENCE)


def _last_run(plain: str, dates: Sequence[Mention]) -> Dates:
    """Return the last date with those right in front of it (于9月底和12月底, 自落户当年起,连续5年)."""
    first = len(dates) - 1
    while first > 0 and _JOINT.fullmatch(plain, dates[first - 1].span.end, dates[first].span.start):
        first -= 1
    return tuple(dates[max(first, 0) :])


def _still(gap: str, dates: Dates, *, inner: bool) -> Dates:
    """Return the dates that hold behind a gap between TARGETs.

    One from deep in a TARGET (`inner`) goes past no ; and none past its own end (逾期, 此后). One without norm, which
    hangs on an event, goes past no new condition (仍不合格的,).
    """
    if (inner and ";" in gap) or _LATER.search(gap):
        return ()
    return tuple(date for date in dates if date.norm != UNRESOLVED) if _CONDITION.search(gap) else dates


def _goes_further(plain: str, own: Mention, target: Mention) -> bool:
    """Say whether a date deep in a TARGET holds for those behind it, where no other is in force: it has a norm, and is
    no base (比2020年提高), no part (其中2024年5个) and in no bracket.
    """
    before = plain[target.span.start : own.span.start]
    aside = before.endswith(_ASIDE) or before.count("(") > before.count(")")
    return own.norm not in (None, UNRESOLVED) and not is_frequency(own) and not aside


def _leads(plain: str, own: Mention, target: Mention) -> bool:
    """Say whether a date opens its TARGET (确保年底前…), and so stands at the head of what follows.

    A goal further off does not: 为到2010年翻番打基础.
    """
    opens = own.span.start - target.span.start <= OPENING
    return opens and not is_frequency(own) and not plain.endswith("为", target.span.start, own.span.start)


def _heads(plain: str, scope: Scoped) -> list[Mention]:
    """Return the DEADLINEs that open the paragraph or a part of it: 2015年6月底前:… or 准备阶段(3月至5月)。…"""
    found: list[Mention] = []
    for index, line in enumerate(scope.paragraph.lines):
        first = line.outside.mentions[:1]
        if not first or first[0].label != "DEADLINE" or first[0].id in scope.listed:
            continue
        span = first[0].span
        named = not line.targets and line.span.width - span.width <= NAME
        opens = span.start == line.span.start
        colon = opens and index == 0 and _COLON.match(plain, span.end, line.span.end)
        found += [first[0]] if colon or (named and (opens or index == 0)) else []
    return found


def _alone(plain: str, scope: Scoped) -> Dates:
    """Return the DEADLINE that is all of a paragraph: it stands over those below it."""
    line = scope.paragraph.lines[0]
    only = line.outside.mentions
    if len(scope.paragraph.lines) > 1 or len(only) != 1 or only[0].label != "DEADLINE" or only[0].id in scope.listed:
        return ()
    rest = plain[line.span.start : only[0].span.start] + plain[only[0].span.end : line.span.end]
    return () if rest.strip(" :。-—()\n") else only


def _heading_deadlines(layout: Layout, section: str) -> tuple[list[Mention], str, bool]:
    """Return the DEADLINEs of the innermost heading that has any, where they stand, and whether in its words."""
    for name in layout.upward(section):
        deadlines = [mention for mention in layout.headed.get(name, ()) if mention.label == "DEADLINE"]
        heading = layout.sections[name].heading
        if deadlines and heading:
            brackets = top_level(layout.plain, *heading)
            return deadlines, f"heading:{name}", not any(a < deadlines[0].span.start < b for a, b in brackets)
    return [], "", False


def _inherit(slots: list[DeadlineSlot], deadlines: Sequence[Mention], inherited_from: str) -> None:
    if not slots:
        _add(slots, deadlines, inherited_from)


def _add(slots: list[DeadlineSlot], deadlines: Sequence[Mention], inherited_from: str | None) -> None:
    known = {slot.mention for slot in slots}
    slots.extend(_slot(mention, inherited_from) for mention in deadlines if mention.id not in known)


def _slot(mention: Mention, inherited_from: str | None) -> DeadlineSlot:
    return DeadlineSlot(mention.id, mention.norm or UNRESOLVED, inherited_from)
