"""Lists of responsibilities: bracketed ones, and sentences that only name who does what by when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.assemble.cues import cues
from extractor.assemble.layout import Line, Paragraph
from extractor.assemble.roles import Played, clause_roles, listed_roles
from extractor.lang.brackets import PAIRS, top_level
from extractor.types import Mention, Span

_OPENERS = "([〔【"
_CLOSERS = {PAIRS[opener]: opener for opener in _OPENERS}
_BRACKET = re.compile("[" + re.escape(_OPENERS + "".join(_CLOSERS)) + "]")
_BREAK = re.compile(r"\s*\n\s*")
REACH = 200
_NEAR = re.compile(r"[,;。:、!\s]*")


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of responsibilities, where it stands, and what it says."""

    span: Span
    agencies: tuple[Played, ...]
    deadlines: tuple[Mention, ...]


def listings(plain: str, paragraph: Paragraph) -> tuple[Listing, ...]:
    """Return the lists of a paragraph in text order; they never overlap."""
    found: list[Listing] = []
    begun = False
    for line in paragraph.lines:
        if line.outside:
            found.extend(_of_line(plain, line, begun))
        begun = begun or bool(line.targets)
    return tuple(found)


def read_list(plain: str, span: Span, mentions: tuple[Mention, ...], over: str = "") -> Listing:
    """Read the list in `span`, whose AGENCY and DEADLINE mentions are given; `over` is its column's name."""
    agencies = [mention for mention in mentions if mention.label == "AGENCY"]
    deadlines = tuple(mention for mention in mentions if mention.label == "DEADLINE")
    return Listing(span, listed_roles(plain, span, agencies, over), deadlines)


def _of_line(plain: str, line: Line, begun: bool) -> Iterator[Listing]:
    torn = _torn_before(plain, line.span)
    whole = None if line.targets or torn else _whole(plain, line)
    if whole:
        yield whole
        return
    if torn:
        yield from _second_half(plain, line, torn)
    for opener, closer in [*top_level(plain, *line.span), *_torn_behind(plain, line.span)]:
        span = Span(opener, closer + 1)
        held = line.outside.within(*span)
        if held and plain[opener] in _OPENERS and not line.targets.touches(span):
            listing = read_list(plain, span, held)
            if listing.agencies or _closes_target(plain, span, line, begun):
                yield listing


def _torn_before(plain: str, span: Span) -> Span | None:
    """Return the bracket that a line or page break cut in two and that ends in `span`, if there is one."""
    closer = _BRACKET.search(plain, *span)
    if not closer or closer.group() not in _CLOSERS:
        return None
    before = list(_BRACKET.finditer(plain, max(0, span.start - REACH), span.start))
    if not before or before[-1].group() != _CLOSERS[closer.group()]:
        return None
    return Span(before[-1].start(), closer.end())


def _torn_behind(plain: str, span: Span) -> Iterator[tuple[int, int]]:
    """Yield the (opener, closer) of a bracket that begins in `span` and that the end of the line cuts in two."""
    brackets = list(_BRACKET.finditer(plain, *span))
    if brackets and brackets[-1].group() in _OPENERS:
        closer = _BRACKET.search(plain, span.end, span.end + REACH)
        if closer and _CLOSERS.get(closer.group()) == brackets[-1].group():
            yield brackets[-1].start(), closer.start()


def _second_half(plain: str, line: Line, torn: Span) -> Iterator[Listing]:
    """Yield the list in the part of a torn bracket that stands in `line`; a label may be torn too."""
    span = Span(line.span.start, torn.end)
    held = line.outside.within(*span)
    if held:
        over = _BREAK.sub("", plain[torn.start : held[0].span.start])
        yield read_list(plain, span, held, over)


def _whole(plain: str, line: Line) -> Listing | None:
    """Return a sentence without TARGET as a list: a table cell, a field, or 由甲牵头,乙配合."""
    if line.column is None and top_level(plain, *line.span)[:1] == [(line.span.start, line.span.end - 1)]:
        return None
    listing = read_list(plain, line.span, line.outside.mentions, line.column or "")
    if line.column is not None or _is_deadline_field(plain, listing) or _is_agency_field(plain, listing):
        return listing
    if any(played.said == "after" for played in listing.agencies):
        agencies = clause_roles(plain, line.span, [played.mention for played in listing.agencies])
        if any(played.said == "after" for played in agencies):
            return Listing(line.span, agencies, listing.deadlines)
    return None


def _is_agency_field(plain: str, listing: Listing) -> bool:
    """Say whether a sentence is a field such as 牵头单位:甲."""
    if not listing.agencies:
        return False
    return cues().field.search(plain, listing.span.start, listing.agencies[0].mention.span.start) is not None


def _is_deadline_field(plain: str, listing: Listing) -> bool:
    """Say whether a sentence is a field such as 完成时限:6月底前."""
    if not listing.deadlines:
        return False
    return cues().due.search(plain, listing.span.start, listing.deadlines[0].span.start) is not None


def _closes_target(plain: str, span: Span, line: Line, begun: bool) -> bool:
    """Say whether a bracket that holds only a DEADLINE stands right behind a TARGET."""
    before = line.targets.within(line.span.start, span.start)
    if not before:
        return begun and span.start == line.span.start
    return _NEAR.fullmatch(plain, before[-1].span.end, span.start) is not None
