"""Which DEADLINE binds which TARGET.

Its own, inside it; else the nearest one in front of it in its sentence, where a frequency (每季度)
binds its own clause only; else one of a list or at the head of its paragraph; else those of the
innermost heading that names any, which also bind what says only how often it recurs.
"""

import re
from collections.abc import Sequence

from extractor.assemble.layout import FREQUENCY, Layout, Line, is_frequency
from extractor.assemble.scope import HEAD, Scoped
from extractor.types import UNRESOLVED, DeadlineSlot, Mention

SENTENCE = "sentence"
NAME, OPENING = 16, 2
Bound = dict[str, list[DeadlineSlot]]
_CLAUSE_END = re.compile(r"[,;。:!?]")
_ALONE = re.compile(r"\s*,\s*")
_COLON = re.compile(r"[^,;。:]{0,8}:")


def bind_deadlines(layout: Layout, paragraphs: Sequence[Scoped]) -> Bound:
    """Return TARGET id → its deadline slots."""
    bound: Bound = {name: [] for name in layout.inside}
    date: Mention | None = None
    for scope in paragraphs:
        listed = scope.listed
        for index, line in enumerate(scope.paragraph.lines):
            free = [m for m in line.outside if m.label == "DEADLINE" and m.id not in listed]
            before = date if index == 0 and scope.paragraph.goes_on else None
            date = _bind_line(layout, line, free, before, bound)
        for reach in scope.lists:
            for target in reach.targets:
                _inherit(bound[target.id], reach.listing.deadlines, reach.inherited_from)
    for scope in paragraphs:
        head = _paragraph_head(layout.plain, scope)
        above, where = _heading_deadlines(layout, scope.paragraph.section)
        for target in scope.paragraph.targets:
            slots = bound[target.id]
            _inherit(slots, head, HEAD)
            if all(slot.norm.startswith(FREQUENCY) for slot in slots):
                _add(slots, above, where)
    return bound


def _bind_line(
    layout: Layout, line: Line, free: Sequence[Mention], date: Mention | None, bound: Bound
) -> Mention | None:
    """Bind the deadlines of a sentence; return the date in force at its end."""
    targets = line.targets.mentions
    at = 0
    for target in targets:
        here: list[Mention] = []
        while at < len(free) and free[at].span.start < target.span.start:
            if not is_frequency(free[at]):
                date = free[at]
            elif _same_clause(layout.plain, free[at], target):
                here.append(free[at])
            at += 1
        own = [mention for mention in layout.inside[target.id] if mention.label == "DEADLINE"]
        _add(bound[target.id], own, None)
        _inherit(bound[target.id], here or ([date] if date else []), SENTENCE)
        if own and _leads(own[0], target):
            date = own[0]
    behind = [mention for mention in free[at:] if not is_frequency(mention)]
    if targets:
        _inherit(bound[targets[-1].id], behind[:1], SENTENCE)
    return behind[-1] if behind else date


def _leads(own: Mention, target: Mention) -> bool:
    """Say whether a date opens its TARGET (确保年底前…), and so stands at the head of what follows."""
    return own.span.start - target.span.start <= OPENING and not is_frequency(own)


def _same_clause(plain: str, deadline: Mention, target: Mention) -> bool:
    between = plain[deadline.span.end : target.span.start]
    return not _CLAUSE_END.search(between) or _ALONE.fullmatch(between) is not None


def _paragraph_head(plain: str, scope: Scoped) -> list[Mention]:
    """Return the DEADLINE that opens the paragraph: 2015年6月底前:… or 准备阶段(3月至5月)。…"""
    line = scope.paragraph.lines[0]
    first = line.outside.mentions[:1]
    if not first or first[0].label != "DEADLINE" or first[0].id in scope.listed:
        return []
    span = first[0].span
    named = not line.targets and line.span.width - span.width <= NAME
    colon = span.start == line.span.start and _COLON.match(plain, span.end, line.span.end)
    return [first[0]] if named or colon else []


def _heading_deadlines(layout: Layout, section: str) -> tuple[list[Mention], str]:
    """Return the DEADLINEs of the innermost heading that has any, and where they stand."""
    for name in layout.upward(section):
        deadlines = [mention for mention in layout.headed.get(name, ()) if mention.label == "DEADLINE"]
        if deadlines:
            return deadlines, f"heading:{name}"
    return [], ""


def _inherit(slots: list[DeadlineSlot], deadlines: Sequence[Mention], inherited_from: str) -> None:
    if not slots:
        _add(slots, deadlines, inherited_from)


def _add(slots: list[DeadlineSlot], deadlines: Sequence[Mention], inherited_from: str | None) -> None:
    known = {slot.mention for slot in slots}
    slots.extend(_slot(mention, inherited_from) for mention in deadlines if mention.id not in known)


def _slot(mention: Mention, inherited_from: str | None) -> DeadlineSlot:
    return DeadlineSlot(mention.id, mention.norm or UNRESOLVED, inherited_from)
