"""A finding: one thing to look at, with the records and the place that it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.export.columns import section_words
from extractor.export.rows import Row
from extractor.types import Policy, Section, Span

Severity = Literal["error", "warning", "note"]
Code = Literal[
    "before-date",
    "lead-also-coop",
    "numbers-disagree",
    "no-lead",
    "no-deadline",
    "unresolved-deadline",
    "count-differs",
    "several-resp",
    "count-agrees",
    "no-date",
    "no-text",
]
SEVERITIES: dict[Severity, str] = {"error": "矛盾", "warning": "缺漏", "note": "提示"}
CODES: dict[Code, tuple[Severity, str]] = {
    "before-date": ("error", "时限早于成文日期"),
    "lead-also-coop": ("error", "牵头单位又是配合单位"),
    "numbers-disagree": ("error", "数值前后不一"),
    "no-lead": ("warning", "没有牵头或责任单位"),
    "no-deadline": ("warning", "没有时限"),
    "unresolved-deadline": ("warning", "时限未能推算"),
    "count-differs": ("warning", "自报数目与抽取不符"),
    "several-resp": ("note", "多个责任单位，未写明牵头"),
    "count-agrees": ("note", "自报数目与抽取相符"),
    "no-date": ("note", "没有成文日期"),
    "no-text": ("note", "没有全文"),
}
"""Severity and name of every code, the gravest first; findings are listed in this order."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. `span` counts code points of the file's text and covers what the finding is about.

    `records` are ids in `document`; `sentence` is the text around the span, `place` its heading path
    ("" before the first heading, and for what concerns a document as a whole).
    """

    code: Code
    severity: Severity
    message: str
    file: str
    document: str
    span: Span
    records: tuple[str, ...] = ()
    sentence: str = ""
    place: str = ""


def of_document(  # noqa: PLR0913, PLR0917 -- one parameter a field
    code: Code, message: str, file: str, document: str, span: Span, sentence: str = "", place: str = ""
) -> Finding:
    """Return a finding about a document as a whole, or about words of it that belong to no record."""
    return Finding(code, CODES[code][0], message, file, document, span, (), sentence, place)


def of_rows(code: Code, message: str, rows: Sequence[Row]) -> Finding:
    """Return a finding about records of one document; it stands where the first of them does."""
    row = rows[0]
    records = tuple(dict.fromkeys(one.record for one in rows))
    return Finding(
        code,
        CODES[code][0],
        message,
        row.file,
        row.document,
        Span(row.start, row.end),
        records,
        row.sentence,
        section_words(row),
    )


def heading_path(policy: Policy, span: Span) -> str:
    """Return the headings over a span as people read them, outermost first."""
    return " › ".join(section.number + section.title for section in around(policy, span) if section.heading)


def around(policy: Policy, span: Span) -> list[Section]:
    """Return the sections that a span stands in, outermost first."""
    return [section for section in policy.sections if section.span.contains(span)]
