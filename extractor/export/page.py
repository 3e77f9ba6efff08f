"""What the HTML report shows of one result, ready for its template."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.export.names import ADMIN_LEVELS, GENRES, KINDS, LABELS, ROLES, SEVERITIES, STAGES, STATUSES
from extractor.export.rows import Row, flatten
from extractor.export.segments import Mark, Segment, cut, lines
from extractor.lang.gaps import joined
from extractor.types import LABELS as LABEL_ORDER
from extractor.types import Mention, Policy, Result, Section


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with its classes; `anchor` and `number` start the sentence of a record."""

    text: str
    classes: str
    title: str
    anchor: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text; `kind` is its class: title, h1 to h4, p; flush when it brings its own indent."""

    kind: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A record in the table: its number in the document, its anchor, its row."""

    number: int
    anchor: str
    row: Row


@dataclass(frozen=True, slots=True)
class Part:
    """One policy document of a file."""

    anchor: str
    title: str
    facts: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]
    lines: tuple[Line, ...]
    counts: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One file: `number` counts from 1 in the report."""

    number: int
    path: str
    status: str
    status_name: str
    issues: tuple[tuple[str, str, str, str], ...]
    parts: tuple[Part, ...]
    records: int
    made_with: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What the head of the report keeps of a page."""

    number: int
    path: str
    status: str
    status_name: str
    titles: tuple[str, ...]
    records: int
    issues: int
    made_with: str


def page(result: Result, number: int) -> Page:
    """Return what the report shows of a result."""
    rows: dict[str, list[Row]] = {}
    for row in flatten(result):
        rows.setdefault(row.document, []).append(row)
    made, result = result.made_with, joined(result)
    return Page(
        number=number,
        path=result.source.path,
        status=result.status,
        status_name=STATUSES[result.status],
        issues=tuple(_issues(result)),
        parts=tuple(_part(result, policy, number, rows.get(policy.id, [])) for policy in result.documents),
        records=sum(len(policy.records) for policy in result.documents),
        made_with=f"zhengce {made.version} · {made.model}",
    )


def outline(shown: Page) -> Outline:
    """Return the head's entry for a page."""
    titles = tuple(part.title for part in shown.parts)
    return Outline(
        shown.number,
        shown.path,
        shown.status,
        shown.status_name,
        titles,
        shown.records,
        len(shown.issues),
        shown.made_with,
    )


def _issues(result: Result) -> Iterator[tuple[str, str, str, str]]:
    for issue in result.issues:
        place = issue.span.of(result.text)[:60] if issue.span else ""
        yield (
            issue.severity,
            f"{SEVERITIES[issue.severity]} · {STAGES[issue.stage]}",
            issue.message,
            place,
        )


def _part(result: Result, policy: Policy, number: int, rows: list[Row]) -> Part:
    anchor = f"f{number}-{policy.id}"
    entries = tuple(Entry(index, f"{anchor}-r{index}", row) for index, row in enumerate(rows, start=1))
    numbers = {record.target: entry for record, entry in zip(policy.records, entries, strict=True)}
    tally = Counter(mention.label for mention in policy.mentions)
    return Part(
        anchor=anchor,
        title=policy.title or "（无标题）",
        facts=tuple(_facts(policy)),
        entries=entries,
        lines=tuple(_lines(result.text, policy, numbers)),
        counts=tuple((label.lower(), LABELS[label], tally[label]) for label in LABEL_ORDER),
    )


def _facts(policy: Policy) -> Iterator[tuple[str, str]]:
    facts = (
        ("文号", policy.doc_number),
        ("发文机关", policy.issuer),
        ("主送机关", policy.addressees),
        ("成文日期", policy.date),
        ("地区", policy.region),
        ("层级", ADMIN_LEVELS.get(policy.admin_level or "")),
        ("文种", GENRES[policy.genre]),
    )
    yield from ((name, value) for name, value in facts if value)


def _lines(text: str, policy: Policy, numbers: dict[str, Entry]) -> Iterator[Line]:
    marks: list[Mark[Mention | Section]] = [Mark(mention.span, mention) for mention in policy.mentions]
    marks += [Mark(section.heading, section) for section in policy.sections if section.heading]
    for span, met in lines(text, policy.span, marks):
        pieces = tuple(_piece(text, segment, numbers) for segment in cut(span, met))
        kind = _kind(span.of(text), met, policy.title)
        yield Line(f"{kind} flush" if text[span.start].isspace() else kind, pieces)


def _kind(line: str, met: tuple[Mark[Mention | Section], ...], title: str) -> str:
    if title and line.strip() == title:
        return "title"
    for mark in met:
        if isinstance(mark.what, Section) and mark.span.width >= len(line.strip()):
            return f"h{min(mark.what.level, 4)}"
    return "p"


def _piece(text: str, segment: Segment[Mention | Section], numbers: dict[str, Entry]) -> Piece:
    mentions = [mark.what for mark in segment.marks if isinstance(mark.what, Mention)]
    classes = [mention.label.lower() for mention in mentions]
    if any(isinstance(mark.what, Section) for mark in segment.marks):
        classes.insert(0, "heading")
    begun = (mark.what for mark in segment.begins if isinstance(mark.what, Mention))
    entry = next((numbers[mention.id] for mention in begun if mention.id in numbers), None)
    return Piece(
        text=segment.span.of(text),
        classes=" ".join(classes),
        title=_describe(mentions[-1]) if mentions else "",
        anchor=entry.anchor if entry else "",
        number=entry.number if entry else None,
    )


def _describe(mention: Mention) -> str:
    parts = (
        LABELS[mention.label],
        KINDS.get(mention.kind or ""),
        ROLES.get(mention.role or ""),
        mention.norm,
        f"置信度 {mention.score:.2f}",
        mention.made_by,
    )
    return " · ".join(part for part in parts if part)
