"""The one flattening of results: a Row is a record with all that its ids point at."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from extractor.export.names import GENRES, KINDS, LABELS, where
from extractor.lang.boundaries import sentence_spans
from extractor.lang.fold import fold
from extractor.types import AgencySlot, DeadlineSlot, Mention, Metric, Policy, Record, Result, Span


@dataclass(frozen=True, slots=True)
class RowMetric:
    """A metric in words; `text` and `indicator` are as written, the rest is the normalised form."""

    indicator: str | None
    text: str
    op: str | None
    number: int | float | None
    upper: int | float | None
    unit: str | None
    kind: str | None


@dataclass(frozen=True, slots=True)
class Inherited:
    """A value that stands outside its TARGET: `source` as in DeadlineSlot, `where` for people."""

    slot: Literal["deadline", "agency"]
    text: str
    source: str
    where: str


@dataclass(frozen=True, slots=True)
class Row:
    """One record, flat. Offsets count code points of the result's text; `section_*` run outermost first."""

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


Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table for people: `width` in characters of the normal style."""

    key: str
    title: str
    width: int
    cell: Callable[[Row], Cell]


def flatten(result: Result) -> Iterator[Row]:
    """Yield the rows of a result in the order of its records."""
    plain = fold(result.text) if any(policy.records for policy in result.documents) else ""
    for policy in result.documents:
        yield from _policy_rows(result, policy, _Sentences(result.text, plain))


def _policy_rows(result: Result, policy: Policy, sentences: "_Sentences") -> Iterator[Row]:
    mentions = {mention.id: mention for mention in policy.mentions}
    paths = _section_paths(policy)
    headings = {section.id: section.number + section.title for section in policy.sections}
    for record in policy.records:
        target = mentions[record.target]
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
            start=target.span.start,
            end=target.span.end,
            sentence=sentences.around(target.span),
            deadlines=tuple(mentions[slot.mention].text for slot in record.deadlines),
            deadline_norms=tuple(slot.norm for slot in record.deadlines),
            lead=_names(record, "lead"),
            resp=_names(record, "resp"),
            coop=_names(record, "coop"),
            supv=_names(record, "supv"),
            metrics=tuple(_metric(metric, mentions) for metric in record.metrics),
            inherited=tuple(_inherited(record, mentions, headings)),
            score=record.score,
            made_by=target.made_by,
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
    indicator = mentions[metric.indicator].text if metric.indicator else None
    text = mentions[metric.value].text
    return RowMetric(indicator, text, metric.op, metric.number, metric.upper, metric.unit, metric.kind)


def _inherited(record: Record, mentions: dict[str, Mention], headings: dict[str, str]) -> Iterator[Inherited]:
    slots: tuple[DeadlineSlot | AgencySlot, ...] = (*record.deadlines, *record.agencies)
    for slot in slots:
        if slot.inherited_from:
            kind: Literal["deadline", "agency"] = "deadline" if isinstance(slot, DeadlineSlot) else "agency"
            source = slot.inherited_from
            yield Inherited(kind, mentions[slot.mention].text, source, where(source, headings))


class _Sentences:
    """Finds the sentence around a span; remembers the last line, so that a long line is split once."""

    def __init__(self, text: str, plain: str) -> None:
        self._text, self._plain = text, plain
        self._line = Span(0, -1)
        self._spans: list[tuple[int, int]] = []

    def around(self, span: Span) -> str:
        if not self._line.contains(span):
            start = self._plain.rfind("\n", 0, span.start) + 1
            end = self._plain.find("\n", span.end)
            self._line = Span(start, end if end >= 0 else len(self._plain))
            self._spans = sentence_spans(self._plain, *self._line)
        index = bisect_right(self._spans, span.start, key=lambda found: found[0]) - 1
        if index < 0:
            return span.of(self._text)
        start, end = self._spans[index]
        return self._text[start : max(end, span.end)]


def quantity(metric: RowMetric) -> str:
    """Return the normalised form, as `>= 12 个`; "" when there is none."""
    if metric.op is None or metric.number is None:
        return ""
    number = f"{metric.number}" if metric.upper is None else f"{metric.number}..{metric.upper}"
    return " ".join(part for part in (metric.op, number, metric.unit) if part)


def _metric_cell(row: Row) -> str:
    return "；".join(_metric_words(metric) for metric in row.metrics)


def _metric_words(metric: RowMetric) -> str:
    named = f"{metric.indicator}：{metric.text}" if metric.indicator else metric.text
    notes = [note for note in (quantity(metric), KINDS.get(metric.kind or "", "")) if note]
    return f"{named}（{'，'.join(notes)}）" if notes else named


def _inherited_cell(row: Row) -> str:
    return "；".join(f"{LABELS[item.slot.upper()]}“{item.text}”取自{item.where}" for item in row.inherited)


def _section_cell(row: Row) -> str:
    headings = (number + title for number, title in zip(row.section_numbers, row.section_titles, strict=True))
    return " › ".join(headings)


def _joined(key: str) -> Callable[[Row], str]:
    def cell(row: Row) -> str:
        values: Iterable[str] = getattr(row, key)
        return "；".join(values)

    return cell


def _plain(key: str) -> Callable[[Row], Cell]:
    def cell(row: Row) -> Cell:
        value: Cell = getattr(row, key)
        return value

    return cell


COLUMNS = (
    Column("file", "文件", 24, _plain("file")),
    Column("title", "文件标题", 30, _plain("title")),
    Column("doc_number", "文号", 18, _plain("doc_number")),
    Column("issuer", "发文机关", 18, _plain("issuer")),
    Column("date", "成文日期", 12, _plain("date")),
    Column("region", "地区", 14, _plain("region")),
    Column("genre", "文种", 12, lambda row: GENRES.get(row.genre, row.genre)),
    Column("section", "章节", 30, _section_cell),
    Column("target", "目标任务", 50, _plain("target")),
    Column("deadlines", "时限", 18, _joined("deadlines")),
    Column("deadline_norms", "时限（标准形式）", 18, _joined("deadline_norms")),
    Column("lead", "牵头单位", 20, _joined("lead")),
    Column("resp", "责任单位", 24, _joined("resp")),
    Column("coop", "配合单位", 20, _joined("coop")),
    Column("supv", "监督单位", 20, _joined("supv")),
    Column("metrics", "指标", 36, _metric_cell),
    Column("inherited", "取自目标之外", 28, _inherited_cell),
    Column("sentence", "原句", 60, _plain("sentence")),
    Column("score", "置信度", 8, _plain("score")),
    Column("start", "起", 8, _plain("start")),
    Column("end", "止", 8, _plain("end")),
    Column("document", "文档编号", 10, _plain("document")),
    Column("record", "记录编号", 10, _plain("record")),
    Column("made_by", "识别来源", 18, _plain("made_by")),
)
