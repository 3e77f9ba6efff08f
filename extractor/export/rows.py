"""The one flattening of results: a Row is a record with all that its ids point at."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from extractor.export.doubts import Doubt, doubts
from extractor.export.names import NOT_IN_TEXT, where
from extractor.export.sentences import Sentences
from extractor.lang.fold import fold
from extractor.lang.gaps import Gaps, joined
from extractor.types import AgencySlot, DeadlineSlot, Mention, Metric, Policy, Record, Result


@dataclass(frozen=True, slots=True)
class RowMetric:
    """A metric in words; `text` and `indicator` are as written, the rest is the normalised form.

    From `change` on as in Metric, but `stage` is the norm of the deadline; `norm` is the number's.
    """

    indicator: str | None
    text: str
    op: str | None
    number: int | float | None
    upper: int | float | None
    unit: str | None
    kind: str | None
    change: str | None = None
    base: str | None = None
    period: str | None = None
    per: str | None = None
    stage: str | None = None
    strength: str | None = None
    nature: str | None = None
    norm: str | None = None


@dataclass(frozen=True, slots=True)
class Inherited:
    """A value that stands outside its TARGET: `source` as in DeadlineSlot, `where` for people."""

    slot: Literal["deadline", "agency"]
    text: str
    source: str
    where: str


@dataclass(frozen=True, slots=True)
class Row:
    """One record, flat. Offsets count code points of the result's text; `section_*` run outermost first.

    `deadline_notes` say why a norm is `unresolved`; `doubts` are the slots that a person should check;
    `fields` are the other columns of the row that the document stood in, where it was one of a table.
    """

    file: str
    document: str
    title: str
    doc_number: str | None
    issuer: str | None
    date: str | None
    region: str | None
    genre: str
    section_numbers: tuple[str, ...]
    section_titles: tuple[str, ...]
    record: str
    target: str
    start: int
    end: int
    sentence: str
    deadlines: tuple[str, ...]
    deadline_norms: tuple[str, ...]
    lead: tuple[str, ...]
    resp: tuple[str, ...]
    coop: tuple[str, ...]
    supv: tuple[str, ...]
    metrics: tuple[RowMetric, ...]
    inherited: tuple[Inherited, ...]
    score: float
    made_by: str
    deadline_notes: tuple[str | None, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)


def flatten(result: Result) -> Iterator[Row]:
    """Yield the rows of a result in the order of its records."""
    read, gaps = joined(result), Gaps(result.gaps)
    plain = fold(read.text) if any(policy.records for policy in read.documents) else ""
    for policy in read.documents:
        yield from _policy_rows(read, policy, Sentences(read.text, plain), gaps)


def _policy_rows(result: Result, policy: Policy, sentences: Sentences, gaps: Gaps) -> Iterator[Row]:
    mentions = {mention.id: mention for mention in policy.mentions}
    paths = _section_paths(policy)
    headings = {section.id: section.number + section.title for section in policy.sections}
    for record in policy.records:
        target = mentions[record.target]
        start, end = gaps.outward(target.span)
        numbers, titles = paths.get(record.section, ((), ()))
        yield Row(
            file=result.source.path,
            document=policy.id,
            title=policy.title,
            doc_number=policy.doc_number,
            issuer=policy.issuer,
            date=policy.date,
            region=policy.region,
            genre=policy.genre,
            section_numbers=numbers,
            section_titles=titles,
            record=record.id,
            target=target.text,
            start=start,
            end=end,
            sentence=sentences.around(target.span),
            deadlines=tuple(written(mentions[slot.mention]) for slot in record.deadlines),
            deadline_norms=tuple(slot.norm for slot in record.deadlines),
            lead=_names(record, "lead"),
            resp=_names(record, "resp"),
            coop=_names(record, "coop"),
            supv=_names(record, "supv"),
            metrics=tuple(_metric(metric, mentions) for metric in record.metrics),
            inherited=tuple(_inherited(record, mentions, headings)),
            score=record.score,
            made_by=target.made_by,
            deadline_notes=tuple(mentions[slot.mention].note for slot in record.deadlines),
            doubts=tuple(doubts(record, mentions)),
            fields=result.source.fields,
        )


def _section_paths(policy: Policy) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return numbers and titles from the outermost heading down, by section id."""
    paths: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for section in policy.sections:
        numbers, titles = paths.get(section.parent or "", ((), ()))
        if section.heading is not None:
            numbers, titles = (*numbers, section.number), (*titles, section.title)
        paths[section.id] = (numbers, titles)
    return paths


def _names(record: Record, role: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(slot.name for slot in record.agencies if slot.role == role))


def _metric(metric: Metric, mentions: dict[str, Mention]) -> RowMetric:
    return RowMetric(
        indicator=mentions[metric.indicator].text if metric.indicator else None,
        text=mentions[metric.value].text,
        op=metric.op,
        number=metric.number,
        upper=metric.upper,
        unit=metric.unit,
        kind=metric.kind,
        change=metric.change,
        base=metric.base,
        period=metric.period,
        per=metric.per,
        stage=mentions[metric.stage].norm if metric.stage else None,
        strength=metric.strength,
        nature=metric.nature,
        norm=mentions[metric.value].norm,
    )


def _inherited(record: Record, mentions: dict[str, Mention], headings: dict[str, str]) -> Iterator[Inherited]:
    slots: tuple[DeadlineSlot | AgencySlot, ...] = (*record.deadlines, *record.agencies)
    for slot in slots:
        if slot.inherited_from:
            kind: Literal["deadline", "agency"] = "deadline" if isinstance(slot, DeadlineSlot) else "agency"
            source = slot.inherited_from
            yield Inherited(kind, written(mentions[slot.mention]), source, where(source, headings))


def written(mention: Mention) -> str:
    """Return the words of a mention: those of the text, or those that a person typed."""
    return mention.text or (mention.note or "").partition(f"{NOT_IN_TEXT}：")[2]


def quantity(metric: RowMetric) -> str:
    """Return the normalised form, as `>= 12 个`; "" when there is none."""
    return metric.norm or ""
