"""Rows and results made by hand, in our own words."""

from dataclasses import replace

from extractor.annotate.inline import parse
from extractor.export.rows import Row, RowMetric
from extractor.types import SCHEMA, MadeWith, Mention, Policy, Record, Result, Section, Source, Span


def row(target: str = "修缮渡口", number: int = 1, **more: object) -> Row:
    """A row with somebody in charge and a date; `more` says what is different."""
    start = number * 100
    fields: dict[str, object] = {
        "file": "渡口.txt",
        "document": "d1",
        "title": "修缮方案",
        "doc_number": None,
        "issuer": None,
        "date": "2021-03-05",
        "region": None,
        "genre": "plan",
        "section_numbers": ("一、",),
        "section_titles": ("主要任务",),
        "record": f"r{number}",
        "target": target,
        "start": start,
        "end": start + len(target),
        "sentence": f"第{number}句：{target}。",
        "deadlines": ("2022年底前",),
        "deadline_norms": ("../2022-12-31",),
        "lead": ("市交通局",),
        "resp": (),
        "coop": (),
        "supv": (),
        "metrics": (),
        "inherited": (),
        "score": 0.9,
        "made_by": "rules",
        "deadline_notes": (None,),
    }
    return Row(**{**fields, **more})  # type: ignore[arg-type]


def metric(  # noqa: PLR0917
    indicator: str, text: str, op: str, number: float, unit: str, upper: float | None = None, **more: object
) -> RowMetric:
    return RowMetric(indicator, text, op, number, upper, unit, **{"kind": "target", **more})  # type: ignore[arg-type]


def promise(number: int, target: str, figure: RowMetric, **more: object) -> Row:
    """A row that promises a number."""
    return row(target, number, metrics=(figure,), **more)


def plan(text: str, tasks: tuple[str, ...] = (), heads: tuple[tuple[int, str, str], ...] = ()) -> Result:
    """A result whose records are `tasks` and whose headings are (level, number, title), all found in `text`."""
    mentions, records = [], []
    for count, task in enumerate(tasks, 1):
        start = text.index(task)
        mentions.append(Mention(f"t{count}", "TARGET", Span(start, start + len(task)), task, 0.9, "rules"))
        records.append(Record(f"r{count}", f"t{count}", "s0"))
    policy = Policy(
        "d1", "", Span(0, len(text)), _sections(text, heads), mentions=tuple(mentions), records=tuple(records)
    )
    source = Source("方案.txt", "", "text/plain", "utf-8")
    return Result(SCHEMA, "ok", source, text, (policy,), (), MadeWith("0", "rules"))


def marked(markup: str, date: str | None) -> Result:
    """A result out of an inline annotation, as if it had been extracted."""
    found = parse(markup)
    sections = (Section("s0", None, 0, "", "", Span(0, len(found.text))),)
    policy = Policy(
        "d1", "", Span(0, len(found.text)), sections, date=date, mentions=found.mentions, records=found.records
    )
    records = tuple(replace(record, id=f"r{n}", section="s0") for n, record in enumerate(found.records, 1))
    source = Source("渡口.txt", "", "text/plain", "utf-8")
    return Result(SCHEMA, "ok", source, found.text, (replace(policy, records=records),), (), MadeWith("0", "rules"))


def _sections(text: str, heads: tuple[tuple[int, str, str], ...]) -> tuple[Section, ...]:
    starts = [text.index(number + title) for _, number, title in heads]
    found = [Section("s0", None, 0, "", "", Span(0, starts[0] if starts else len(text)), None, "background")]
    for at, (level, number, title) in enumerate(heads):
        below = [
            start for start, (other, _, _) in zip(starts, heads, strict=True) if start > starts[at] and other <= level
        ]
        heading = Span(starts[at], starts[at] + len(number + title))
        parent = next((s.id for s in reversed(found) if 0 < s.level < level), None)
        span = Span(starts[at], min(below, default=len(text)))
        found.append(Section(f"s{at + 1}", parent, level, number, title, span, heading, "tasks"))
    return tuple(found)
