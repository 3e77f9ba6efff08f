"""The columns of a table of records for people."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from extractor.export.names import GENRES, KINDS, LABELS
from extractor.export.rows import Row, RowMetric, quantity
from extractor.types import Result

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table for people: `width` in characters of the normal style."""

    key: str
    title: str
    width: int
    cell: Callable[[Row], Cell]


def _metric_cell(row: Row) -> str:
    return "；".join(_metric_words(metric) for metric in row.metrics)


def _metric_words(metric: RowMetric) -> str:
    named = f"{metric.indicator}：{metric.text}" if metric.indicator else metric.text
    notes = [note for note in (quantity(metric), KINDS.get(metric.kind or "", "")) if note]
    return f"{named}（{'，'.join(notes)}）" if notes else named


def _inherited_cell(row: Row) -> str:
    return "；".join(f"{LABELS[item.slot.upper()]}“{item.text}”取自{item.where}" for item in row.inherited)


def section_words(row: Row) -> str:
    """Return the heading path as people read it; "" before the first heading."""
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
    Column("section", "章节", 30, section_words),
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
    Column("doubts", "待核对", 28, lambda row: "；".join(doubt.words for doubt in row.doubts)),
    Column("start", "起", 8, _plain("start")),
    Column("end", "止", 8, _plain("end")),
    Column("document", "文档编号", 10, _plain("document")),
    Column("record", "记录编号", 10, _plain("record")),
    Column("made_by", "识别来源", 18, _plain("made_by")),
)


def with_fields(results: Iterable[Result]) -> tuple[tuple[Column, ...], Iterator[Result]]:
    """Return the columns of a table of results, and the results. Fields of the first that is read get a column each.

    Fields that only later results have go into one more column, as JSON, where the first has any.
    """
    rest = iter(results)
    first: list[Result] = []
    for result in rest:
        first.append(result)
        if result.source.fields or result.status != "failed":
            break
    names = tuple(first[-1].source.fields) if first else ()
    again = chain(first, rest)
    if not names:
        return COLUMNS, again
    taken = {column.title for column in COLUMNS}
    own = (Column(f"field:{name}", f"{name}（原表）" if name in taken else name, 18, _field(name)) for name in names)
    others = Column("fields", "其他字段（原表）", 18, lambda row: _others(row, names))
    return (*COLUMNS, *own, others), again


def _field(name: str) -> Callable[[Row], Cell]:
    return lambda row: row.fields.get(name, "")


def _others(row: Row, names: Collection[str]) -> str:
    left = {name: value for name, value in row.fields.items() if name not in names}
    return json.dumps(left, ensure_ascii=False) if left else ""
