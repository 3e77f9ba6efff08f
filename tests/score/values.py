"""Mentions, records and annotations written short, for scores counted by hand."""

from extractor.types import AgencySlot, Annotation, DeadlineSlot, Mention, Metric, Record, Span

TEXT = "零一二三四五六七八九" * 20


def mention(name: str, label: str, start: int, end: int, **attributes) -> Mention:
    span = Span(start, end)
    return Mention(name, label, span, attributes.pop("text", span.of(TEXT)), 1.0, "test", **attributes)


def targets(*spans: tuple[int, int]) -> tuple[Mention, ...]:
    return tuple(mention(f"t{at}", "TARGET", *span) for at, span in enumerate(spans, 1))


def annotation(mentions, records=(), text: str = TEXT, name: str = "case") -> Annotation:
    return Annotation(name, text, tuple(mentions), tuple(records))


def record(target: str, deadlines=(), agencies=(), metrics=()) -> Record:
    """`deadlines`: (mention, norm); `agencies`: (mention, role); `metrics`: (value, indicator)."""
    return Record(
        f"r-{target}",
        target,
        "s1",
        tuple(DeadlineSlot(name, norm) for name, norm in deadlines),
        tuple(AgencySlot(name, role, "") for name, role in agencies),
        tuple(Metric(indicator, value, None, None, None, None) for value, indicator in metrics),
    )
