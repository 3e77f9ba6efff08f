"""Deadlines before the document's date, and those that could not be resolved."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from extractor.audit.cues import table
from extractor.audit.finding import Finding, heading_path, of_document, of_rows
from extractor.export.rows import Row
from extractor.export.sentences import Sentences
from extractor.types import UNRESOLVED, Policy, Result, Span

_DAY = re.compile(r"\d{4}(?:-\d{2}){0,2}")
NO_REASON = "没有给出原因"


class _Due(NamedTuple):
    """A deadline as the records of one section share it."""

    text: str
    norm: str
    note: str | None
    section: tuple[str, ...]


def last_day(norm: str) -> str | None:
    """Return the end of a deadline's norm as it is written: ../2020-06-30 gives 2020-06-30, 2018 gives 2018.

    None where it has no end: open (2012/..), recurring (R/P3M), unresolved.
    """
    end = norm.rpartition("/")[2]
    return end if not norm.startswith("R") and _DAY.fullmatch(end) else None


def is_before(end: str, date: str) -> bool:
    """Say whether every day of `end` lies before every day of `date`; both are YYYY[-MM[-DD]]."""
    size = min(len(end), len(date))
    return end[:size] < date[:size]


def is_lasting(note: str | None) -> bool:
    """Say whether the note on a deadline without a date says that there is none to find (长期坚持)."""
    return note in table("dates")["lasting"]


def early(rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield before-date for the rows of one document, or no-date where there is no date to compare with."""
    date = rows[0].date if rows else None
    if date is None:
        if any(last_day(norm) for row in rows for norm in row.deadline_norms):
            message = "没有成文日期，未核对时限是否早于它；可用 --date 给出"
            yield of_document("no-date", message, rows[0].file, rows[0].document, Span(rows[0].start, rows[0].end))
        return
    for due, found in _shared(rows).items():
        end = last_day(due.norm)
        if end and is_before(end, date):
            yield of_rows("before-date", f"时限“{due.text}”（{due.norm}）早于成文日期 {date}", found)


def unresolved(rows: Iterable[Row]) -> Iterator[Finding]:
    """Yield unresolved-deadline with its reason; what is to be done for good lacks nothing."""
    for due, found in _shared(rows).items():
        if due.norm == UNRESOLVED and not is_lasting(due.note):
            yield of_rows("unresolved-deadline", f"时限“{due.text}”未能推算：{due.note or NO_REASON}", found)


def unbound(result: Result, policy: Policy, plain: str) -> Iterator[Finding]:
    """Yield unresolved-deadline for the deadlines of a policy that stand in no record; `plain` is the folded text."""
    bound = {slot.mention for record in policy.records for slot in record.deadlines}
    sentences = Sentences(result.text, plain)
    for mention in policy.mentions:
        free = mention.norm == UNRESOLVED and mention.id not in bound and not is_lasting(mention.note)
        if mention.label == "DEADLINE" and free:
            message = f"时限“{mention.text}”未能推算：{mention.note or NO_REASON}；它不属于任何记录"
            where = sentences.around(mention.span), heading_path(policy, mention.span)
            yield of_document("unresolved-deadline", message, result.source.path, policy.id, mention.span, *where)


def _shared(rows: Iterable[Row]) -> dict[_Due, list[Row]]:
    groups: dict[_Due, list[Row]] = {}
    for row in rows:
        section = (*row.section_numbers, *row.section_titles)
        for text, norm, note in zip_longest(row.deadlines, row.deadline_norms, row.deadline_notes):
            groups.setdefault(_Due(text, norm, note, section), []).append(row)
    return groups
