"""A result as renderable parts for the terminal."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.rule import Rule
from rich.text import Text
from rich.tree import Tree

from extractor.export.cells import printable
from extractor.export.names import FUNCTIONS, GENRES, LABELS, ROLES, SEVERITIES
from extractor.export.rows import Row, flatten, quantity
from extractor.export.segments import Mark, cut, lines
from extractor.lang.gaps import joined
from extractor.types import Mention, Policy, Result

STYLES = {
    "TARGET": "underline",
    "AGENCY": "bold blue",
    "DEADLINE": "bold magenta",
    "INDICATOR": "bold green",
    "VALUE": "bold yellow",
}


def view(result: Result) -> Iterator[RenderableType]:
    """Yield the parts of a result from top to bottom."""
    rows: dict[str, list[Row]] = {}
    for row in flatten(result):
        rows.setdefault(row.document, []).append(row)
    result = joined(result)
    for policy in result.documents:
        yield Rule(Text(printable(policy.title) or "（无标题）", "bold"), align="left")
        yield from _facts(policy)
        yield _tree(policy)
        yield Text.assemble("\n", ("正文", "bold"), "  ", *_legend())
        yield from _text(result.text, policy)
        found = rows.get(policy.id, [])
        yield Text(f"\n记录（{len(found)}）", "bold")
        yield from (_record(number, row) for number, row in enumerate(found, start=1))
    for issue in result.issues:
        yield Text(printable(f"{SEVERITIES[issue.severity]}：{issue.message}"), "dim")


def _facts(policy: Policy) -> Iterator[Text]:
    facts = (
        ("文号", policy.doc_number),
        ("发文机关", policy.issuer),
        ("成文日期", policy.date),
        ("地区", policy.region),
        ("文种", GENRES[policy.genre]),
    )
    for name, value in facts:
        if value:
            yield Text.assemble((f"{name}  ", "dim"), printable(value))


def _tree(policy: Policy) -> Tree:
    tree = Tree(Text("结构", "bold"))
    branches: dict[str, Tree] = {}
    for section in policy.sections:
        above = branches.get(section.parent or "", tree)
        name = printable(section.number + section.title) if section.heading else "（首个标题之前）"
        note = f"  {FUNCTIONS[section.function]} {section.span.start}–{section.span.end}"
        branches[section.id] = above.add(Text.assemble(name, (note, "dim")))
    return tree


def _legend() -> Iterator[tuple[str, str]]:
    for label, style in STYLES.items():
        yield LABELS[label], style
        yield " ", ""


def _text(text: str, policy: Policy) -> Iterator[Text]:
    marks = [Mark(mention.span, mention) for mention in policy.mentions]
    for span, met in lines(text, policy.span, marks):
        line = Text()
        for segment in cut(span, met):
            line.append(printable(segment.span.of(text)), _style([mark.what for mark in segment.marks]))
        yield line


def _style(mentions: list[Mention]) -> str:
    return " ".join(STYLES[mention.label] for mention in mentions)


def _record(number: int, row: Row) -> Text:
    text = Text.assemble((f"{number:>3}. ", "dim"), printable(row.target))
    for name, value in _slots(row):
        text.append(f"\n     {name}  ", "dim")
        text.append(printable(value))
    return text


def _slots(row: Row) -> Iterator[tuple[str, str]]:
    for deadline, norm in zip(row.deadlines, row.deadline_norms, strict=True):
        yield "时限", f"{deadline}  {norm}"
    for role, name in ROLES.items():
        agencies: tuple[str, ...] = getattr(row, role)
        if agencies:
            yield name, "、".join(agencies)
    for metric in row.metrics:
        yield "指标", "  ".join(part for part in (metric.indicator, metric.text, quantity(metric)) if part)
