"""Results made by hand: own wording, every slot filled, and hostile ones."""

from dataclasses import replace

import pytest

from extractor.annotate.inline import parse
from extractor.types import (
    SCHEMA,
    Issue,
    MadeWith,
    Mention,
    Metric,
    Policy,
    Quantity,
    Record,
    Result,
    Section,
    Source,
    Span,
)

MARKUP = """临湖市人民政府关于推进公共图书馆建设的意见
临政发〔2019〕7号
各区县人民政府：
一、主要目标
<D id="d1" norm="../2021-12-31">到2021年底</D>，\
<T id="t1" d="d1" a="">建成<I id="i1">社区图书室</I>\
<V id="v1" of="i1" kind="target" norm=">= 40 个">40个以上</V></T>，\
<T id="t2" d="d1" a="">力争<I id="i2">居民持证率</I>达到<V id="v2" of="i2" kind="target" norm="= 35 %">35%</V></T>。
二、主要任务
（一）完善设施网络（<A id="a1">市文化局</A>牵头，<A id="a2">市财政局</A>配合）
<T id="t3" d="d2" a="a1:lead a2:coop"><D id="d2" norm="R/P3M">每季度</D>更新一次馆藏书目</T>。\
<T id="t4" d="" a="a1:lead a2:coop a3:resp">延长开放时间</T>，由<A id="a3">各区县图书馆</A>具体负责。
此致。
"""
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "+1+2",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "a\x00b\x08c\x1bd",
    "_x0041_",
    '"引号",换行\n第二行',
    "#N/A",
    "长" * 40_000,
    "𠀀" * 20_000,
)


def section(text: str, ident: str, head: str, end: str = "", parent: str | None = None) -> Section:
    """Make the section that starts with `head` and ends before `end`, or with the text."""
    start = text.index(head)
    stop = text.index(end) if end else len(text)
    number = head[: head.index("）" if parent else "、") + 1]
    heading = Span(start, text.index("\n", start))
    level = 2 if parent else 1
    return Section(ident, parent, level, number, head[len(number) :], Span(start, stop), heading, "tasks")


def _mentions(found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    quantities = {"v1": Quantity(">=", 40, "个"), "v2": Quantity("=", 35, "%")}
    return tuple(replace(mention, quantity=quantities.get(mention.id), score=0.875) for mention in found)


def _record(record: Record, number: int, mentions: dict[str, Mention]) -> Record:
    metrics = []
    for metric in record.metrics:
        value = mentions[metric.value].quantity
        assert value is not None
        metrics.append(Metric(metric.indicator, metric.value, value.op, value.number, value.unit, metric.kind))
    deadlines = [replace(slot, inherited_from=slot.inherited_from and "sentence") for slot in record.deadlines]
    agencies = [
        replace(slot, inherited_from="sentence" if slot.mention == "a3" else "heading:s3") for slot in record.agencies
    ]
    return replace(
        record,
        id=f"r{number}",
        section="s3" if number > 2 else "s1",
        deadlines=tuple(deadlines),
        agencies=tuple(agencies),
        metrics=tuple(metrics),
        score=0.75,
    )


@pytest.fixture
def sample() -> Result:
    annotation = parse(MARKUP)
    text = annotation.text
    mentions = _mentions(annotation.mentions)
    by_id = {mention.id: mention for mention in mentions}
    sections = (
        Section("s0", None, 0, "", "", Span(0, text.index("一、"))),
        section(text, "s1", "一、主要目标", "二、"),
        section(text, "s2", "二、主要任务"),
        section(text, "s3", "（一）完善设施网络（市文化局牵头，市财政局配合）", parent="s2"),
    )
    policy = Policy(
        "d1",
        "临湖市人民政府关于推进公共图书馆建设的意见",
        Span(0, len(text)),
        sections,
        doc_number="临政发〔2019〕7号",
        issuer="临湖市人民政府",
        genre="opinion",
        mentions=mentions,
        records=tuple(_record(record, n, by_id) for n, record in enumerate(annotation.records, start=1)),
    )
    issue = Issue("structure", "no-date", "没有找到成文日期", Span(len(text) - 4, len(text) - 1))
    return Result(
        SCHEMA,
        "partial",
        Source("样例/图书馆.txt", "0" * 64, "text/plain", "utf-8"),
        text,
        (policy,),
        (issue,),
        MadeWith("0.1.0", "rules"),
    )


@pytest.fixture
def failed() -> Result:
    issue = Issue("read", "empty", "“空.txt”是空文件，请检查后重试", severity="fatal")
    source = Source("空.txt", "0" * 64, "application/octet-stream")
    return Result(SCHEMA, "failed", source, "", (), (issue,), MadeWith("0.1.0", "rules"))


@pytest.fixture
def hostile() -> Result:
    """A result whose targets, path, title and issue are text that must stay text."""
    text, mentions, records = "", [], []
    for number, wording in enumerate(HOSTILE):
        span = Span(len(text), len(text) + len(wording))
        mentions.append(Mention(f"t{number}", "TARGET", span, wording, 1.0, "=rule"))
        records.append(Record(f"r{number}", f"t{number}", "s0"))
        text += wording + "\n"
    sections = (Section("s0", None, 0, "", "", Span(0, len(text))),)
    policy = Policy(
        "d1",
        '=HYPERLINK("x")</title><script>',
        Span(0, len(text)),
        sections,
        mentions=tuple(mentions),
        records=tuple(records),
    )
    issue = Issue("read", "odd", "<img src=x onerror=alert(1)>", severity="note")
    source = Source("=坏\udcff<b>.txt", "0" * 64, "text/plain", "utf-8")
    return Result(SCHEMA, "ok", source, text, (policy,), (issue,), MadeWith("0.1.0", "rules"))
