"""A clause that only says by when it is done (…,6月底前完成) belongs to the task in front of it (guideline §1)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.lang.completion import DONE
from extractor.types import Document, Mention, Span

_LEAD = re.compile(r"[,、]?(?:并|且|确保|力争|争取|计划|预计|要|须|应|于|在|将)*")
_CLAUSE_END = re.compile(r"[,;:。!?\n]")


def completed(document: Document, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions with such clauses joined to their TARGETs, where those have no DEADLINE of their own."""
    plain = document.plain
    targets = [mention for mention in mentions if mention.label == "TARGET"]
    dates = [mention.span for mention in mentions if mention.label == "DEADLINE"]
    done = {before.id: target for before, target in _pairs(plain, targets, dates)}
    gone = {target.id for target in done.values()}
    return tuple(
        _join(document, mention, done[mention.id]) if mention.id in done else mention
        for mention in mentions
        if mention.id not in gone
    )


def _pairs(plain: str, targets: Sequence[Mention], dates: Sequence[Span]) -> Iterator[tuple[Mention, Mention]]:
    for before, target in pairwise(targets):
        if DONE.fullmatch(plain, *target.span) and not _is_dated(plain, before.span, dates):
            gap = Span(before.span.end, target.span.start)
            between = [date for date in dates if gap.contains(date)]
            edges = [gap.start, *(edge for date in between for edge in date), gap.end]
            if between and all(_LEAD.fullmatch(plain, *part) for part in zip(edges[::2], edges[1::2], strict=True)):
                yield before, target


def _is_dated(plain: str, span: Span, dates: Sequence[Span]) -> bool:
    """Say whether a date stands in a TARGET, or in front of it in its clause."""
    return any(
        span.contains(date) or (date.end <= span.start and not _CLAUSE_END.search(plain, date.end, span.start))
        for date in dates
    )


def _join(document: Document, task: Mention, done: Mention) -> Mention:
    span = Span(task.span.start, done.span.end)
    return replace(task, span=span, text=span.of(document.text), score=min(task.score, done.score))
