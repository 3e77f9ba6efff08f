"""Figures for people: a table for the terminal, and the differences behind it."""

from collections.abc import Mapping

from rich.table import Table

from extractor.score.counts import Counts
from extractor.score.figures import Score, micro, slot_macro

NAMES = {
    "TARGET": "TARGET 目标任务",
    "AGENCY": "AGENCY 责任主体",
    "DEADLINE": "DEADLINE 时限",
    "INDICATOR": "INDICATOR 指标",
    "VALUE": "VALUE 指标值",
    "micro": "合计（微平均）",
    "value_kind": "指标值类别 kind",
    "value_norm": "指标值归一 norm",
    "deadline_norm": "时限归一 norm",
    "value_indicator": "指标值→指标",
    "agency_role": "责任主体的角色集",
    "target": "目标对齐（IoU≥0.5）",
    "deadline": "时限槽",
    "agency": "责任主体槽（名称, 角色）",
    "metric": "指标槽（指标, 数值）",
    "macro": "三槽宏平均",
}
_HEADINGS = ("准确率", "召回率", "F1", "正确", "多出", "漏掉")


def tables(score: Score) -> list[Table]:
    """Return the four tables of a score, Chinese headings, ratios in per cent."""
    return [
        _table("提及·严格（标签与边界全同）", {**score.strict, "micro": micro(score.strict)}),
        _table("提及·重叠（标签同、边界相交）", {**score.overlap, "micro": micro(score.overlap)}),
        _table("属性（严格匹配的提及上）", score.attributes),
        _records(score),
    ]


def per_document(scores: Mapping[str, Score]) -> Table:
    """Return one row a document with its main figures."""
    table = Table(title="逐篇", title_justify="left")
    table.add_column("文档")
    for heading in ("严格 F1", "重叠 F1", "对齐 F1", "时限槽", "主体槽", "指标槽", "三槽宏平均"):
        table.add_column(heading, justify="right")
    for name, score in scores.items():
        slots = [score.records[slot].f1 for slot in ("target", "deadline", "agency", "metric")]
        row = [micro(score.strict).f1, micro(score.overlap).f1, *slots, slot_macro(score)]
        table.add_row(name, *map(percent, row))
    return table


def percent(figure: float | None) -> str:
    """Write a ratio in per cent; a ratio over nothing is –."""
    return "–" if figure is None else f"{figure * 100:.1f}"


def _records(score: Score) -> Table:
    table = _table("记录", score.records)
    table.add_row(NAMES["macro"], "", "", percent(slot_macro(score)), "", "", "")
    return table


def _table(title: str, rows: Mapping[str, Counts]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("项目")
    for heading in _HEADINGS:
        table.add_column(heading, justify="right")
    for name, counts in rows.items():
        ratios = map(percent, (counts.precision, counts.recall, counts.f1))
        table.add_row(NAMES[name], *ratios, str(counts.tp), str(counts.fp), str(counts.fn))
    return table
