"""The four tables of a data set, and a Result as their rows.

`file` (the source's key) and `document` join the tables. Offsets count code points of the source's text, as in the
output contract; a document's own `text` begins at its `start`. `fields`, the other columns of the row that a document
stood in, are one JSON object, since their names differ from source to source.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

import msgspec

from extractor.bulk.items import Rows
from extractor.export.json import without_surrogates
from extractor.export.rows import Row, flatten
from extractor.types import Issue, Mention, Policy, Result


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One policy document; a source that gave none has one row with its status and no `document`."""

    file: str
    status: str
    sha256: str
    media_type: str
    encoding: str | None
    version: str
    model: str
    model_sha256: str | None
    document: str | None = None
    title: str | None = None
    doc_number: str | None = None
    issuer: str | None = None
    addressees: str | None = None
    date: str | None = None
    region: str | None = None
    region_code: str | None = None
    admin_level: str | None = None
    genre: str | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MentionRow:
    """One mention; `op number upper unit` are the quantity of a VALUE."""

    file: str
    document: str
    mention: str
    label: str
    start: int
    end: int
    text: str
    score: float
    made_by: str
    kind: str | None
    role: str | None
    norm: str | None
    indicator: str | None
    op: str | None
    number: float | None
    upper: float | None
    unit: str | None
    note: str | None
    page: int | None
    paragraph: int | None
    table: int | None
    row: int | None
    column: int | None


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One problem of a source."""

    file: str
    stage: str
    code: str
    severity: str
    message: str
    start: int | None
    end: int | None


TABLES: dict[str, type] = {"documents": DocumentRow, "mentions": MentionRow, "records": Row, "issues": IssueRow}
"""The dataclass of each table: its fields are the columns."""


def tabulate(result: Result) -> Rows:
    """Return the rows of a result, plain values in which lone surrogates are U+FFFD and numbers floats."""
    found: dict[str, list[Any]] = {
        "documents": list(_documents(result)),
        "mentions": [_mention(result, policy, one) for policy in result.documents for one in policy.mentions],
        "records": list(flatten(result)),
        "issues": [_issue(result, issue) for issue in result.issues],
    }
    plain: Rows = without_surrogates(msgspec.to_builtins(found))
    for metric in (metric for record in plain["records"] for metric in record["metrics"]):
        metric["number"], metric["upper"] = _float(metric["number"]), _float(metric["upper"])
    for row in (*plain["documents"], *plain["records"]):
        row["fields"] = msgspec.json.encode(row["fields"]).decode()
    return plain


def _documents(result: Result) -> Iterator[DocumentRow]:
    source, made = result.source, result.made_with
    base = (source.path, result.status, source.sha256, source.media_type, source.encoding)
    author = (made.version, made.model, made.model_sha256)
    if not result.documents:
        yield DocumentRow(*base, *author, fields=source.fields)
    for policy in result.documents:
        yield DocumentRow(
            *base,
            *author,
            document=policy.id,
            title=policy.title,
            doc_number=policy.doc_number,
            issuer=policy.issuer,
            addressees=policy.addressees,
            date=policy.date,
            region=policy.region,
            region_code=policy.region_code,
            admin_level=policy.admin_level,
            genre=policy.genre,
            start=policy.span.start,
            end=policy.span.end,
            text=policy.span.of(result.text),
            fields=source.fields,
        )


def _mention(result: Result, policy: Policy, one: Mention) -> MentionRow:
    quantity, place = one.quantity, one.place
    return MentionRow(
        file=result.source.path,
        document=policy.id,
        mention=one.id,
        label=one.label,
        start=one.span.start,
        end=one.span.end,
        text=one.text,
        score=one.score,
        made_by=one.made_by,
        kind=one.kind,
        role=one.role,
        norm=one.norm,
        indicator=one.indicator,
        op=quantity.op if quantity else None,
        number=_float(quantity.number) if quantity else None,
        upper=_float(quantity.upper) if quantity else None,
        unit=quantity.unit if quantity else None,
        note=one.note,
        page=place.page if place else None,
        paragraph=place.paragraph if place else None,
        table=place.table if place else None,
        row=place.row if place else None,
        column=place.column if place else None,
    )


def _issue(result: Result, issue: Issue) -> IssueRow:
    start, end = issue.span or (None, None)
    return IssueRow(result.source.path, issue.stage, issue.code, issue.severity, issue.message, start, end)


def _float(number: int | float | None) -> float | None:
    """Return a number as every column type holds it; one that no float holds is left out, its `norm` has it."""
    try:
        value = None if number is None else float(number)
    except OverflowError:
        return None
    return value if value is None or isfinite(value) else None
