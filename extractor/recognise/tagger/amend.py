"""What the rules mend in what the network found."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractor.lang.change import where_change_begins
from extractor.types import Block, Mention, Policy, Span

_PLEDGE = re.compile("力争|争取|确保|努力|务必")
_SENTENCE_END = re.compile(r"[。!?]|[,;:][^\n]*\n|\n[^\n]*[,;:]")
_LATER = re.compile("[,;:。!?]")
_CLAUSE = re.compile(r"[,;:。!?\n]")
_JOINT = re.compile("[、和及与]")
_STOP = re.compile(r"[;。!?\n]")
_NEAR, _LIST = 12, 60
_CLOSING = re.compile(r"[(\[【〔](?=[^)\n]{0,60}(?:单位|部门|科室|牵头|负责))[^()\[\]【】〔〕\n]+[)\]】〕]。?$")
_LONGEST_CLOSING = 200
_OF_FIELD = ("rules/deadline.open", "rules/deadline.field")


class Found(NamedTuple):
    """A span of the text before it is a mention; `indicator` is the start of its INDICATOR, -1 for none."""

    span: Span
    label: str
    attribute: str | None
    score: float
    indicator: int = -1


def kind_of(plain: str, value: Span, kind: str | None) -> str | None:
    """Return the kind of a VALUE: where a change begins (由58%提高到65%), it is no target."""
    return "actual" if kind == "target" and where_change_begins(plain, *value) is not None else kind


def without_beginnings(found: Sequence[Found], plain: str) -> list[Found]:
    """Leave out DEADLINEs that only date where a change begins: 2025年 in 由2025年的88%提高到95%."""
    begun = {
        one.span.start - len(when)
        for one in found
        if one.label == "VALUE" and (when := where_change_begins(plain, *one.span))
    }
    return [one for one in found if one.label != "DEADLINE" or one.span.start not in begun]


def is_linked(plain: str, value: Span, indicator: Span) -> bool:
    """Say whether a VALUE can be of an INDICATOR: of one before it in its sentence, or behind it in its clause."""
    if indicator.start < value.start:
        return not _SENTENCE_END.search(plain, indicator.end, value.start)
    return not _LATER.search(plain, value.end, indicator.start)


def overlooked(policy: Policy, ruled: Iterable[Mention], found: Iterable[Found], plain: str) -> list[Found]:
    """Return the rules' DEADLINEs of the headings and the fields (完成时限:) in which `found` has none, and the other
    members of a list of which it has one (2025年、2027年分别达到).
    """
    headings = [section.heading for section in policy.sections if section.heading]
    starts = [heading.start for heading in headings]

    def heading_of(span: Span) -> Span | None:
        at = bisect_right(starts, span.start) - 1
        return headings[at] if at >= 0 and headings[at].contains(span) else None

    seen = {one.span for one in found if one.label == "DEADLINE"}
    dated = {heading_of(span) for span in seen} | {None}
    edges = {edge for span in seen for edge in span}

    def is_new(one: Mention) -> bool:
        if one.made_by in _OF_FIELD:
            return not any(one.span.overlaps(span) for span in seen)
        return heading_of(one.span) not in dated or _in_list(plain, one.span, edges)

    due = (mention for mention in ruled if mention.label == "DEADLINE" and is_new(mention))
    return [Found(one.span, one.label, None, one.score) for one in due]


def _in_list(plain: str, one: Span, edges: set[int]) -> bool:
    """Say whether a list whose members each have their number (分别) joins `one` to a span with one of these edges."""
    before = one.start - 1 in edges and _JOINT.fullmatch(plain, one.start - 1, one.start)
    behind = one.end + 1 in edges and _JOINT.fullmatch(plain, one.end, one.end + 1)
    if edges.intersection(range(one.start, one.end + 1)) or not (before or behind):
        return False
    return "分别" in _STOP.split(plain[one.end : one.end + _LIST])[0]


def around_values(ruled: Iterable[Mention], found: Sequence[Found], plain: str) -> list[Found]:
    """Return the rules' TARGETs that touch none in `found` and hold a VALUE of it, support or a pledged goal."""
    taken = sorted(one.span for one in found if one.label == "TARGET")
    ends = [span.end for span in taken]
    values = sorted((one.span.start, one.attribute) for one in found if one.label == "VALUE")

    def is_free(span: Span) -> bool:
        at = bisect_right(ends, span.start)
        return at == len(taken) or taken[at].start >= span.end

    def promises(span: Span) -> bool:
        kinds = {kind for _, kind in values[bisect_left(values, (span.start,)) : bisect_left(values, (span.end,))]}
        clause = _CLAUSE.split(plain[max(0, span.start - _NEAR) : span.start])[-1] + span.of(plain)
        return "support" in kinds or ("target" in kinds and _PLEDGE.search(clause) is not None)

    goals = (one for one in ruled if one.label == "TARGET" and is_free(one.span) and promises(one.span))
    return [Found(one.span, one.label, None, one.score) for one in goals]


def in_charged_lines(
    ruled: Sequence[Mention], found: Sequence[Found], blocks: Iterable[Block], plain: str
) -> list[Found]:
    """Return what the rules see in paragraphs that close with who does it (甲负责), where the network sees nothing.

    These are the TARGETs of a paragraph in which `found` has none, and the AGENCYs of such a bracket.
    """
    places = {label: sorted(one.span.start for one in found if one.label == label) for label in ("TARGET", "AGENCY")}
    starts = [one.span.start for one in ruled]

    def within(label: str, start: int, end: int) -> list[Mention]:
        return [one for one in ruled[bisect_left(starts, start) : bisect_left(starts, end)] if one.label == label]

    def is_empty(label: str, start: int, end: int) -> bool:
        return bisect_left(places[label], start) == bisect_left(places[label], end)

    kept: list[Mention] = []
    for start, end in (block.span for block in blocks if block.kind == "text"):
        close = _CLOSING.search(plain, max(start, end - _LONGEST_CLOSING), end)
        named = within("AGENCY", close.start(), end) if close else []
        if close and named:
            kept += named if is_empty("AGENCY", close.start(), end) else []
            kept += within("TARGET", start, close.start()) if is_empty("TARGET", start, end) else []
    return [Found(one.span, one.label, one.role, one.score) for one in kept]
