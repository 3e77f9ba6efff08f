"""From labelled spans and their links to an Annotation, whatever form they came in."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from extractor.errors import AnnotationError
from extractor.types import (
    ROLES,
    UNRESOLVED,
    AgencySlot,
    Annotation,
    DeadlineSlot,
    Label,
    Mention,
    Metric,
    Record,
)

MADE_BY = "annotation"


class Links(NamedTuple):
    """What binds one TARGET: DEADLINE ids, and AGENCY ids with their role."""

    deadlines: tuple[str, ...] = ()
    agencies: tuple[tuple[str, str], ...] = ()


def join(
    name: str, text: str, mentions: tuple[Mention, ...], links: Mapping[str, Links], date: str | None = None
) -> Annotation:
    """Build an Annotation; `links` by TARGET id. Raises AnnotationError for a reference that fails."""
    by_id = {mention.id: mention for mention in mentions}
    records = tuple(
        Record(
            id=f"r-{mention.id}",
            target=mention.id,
            section="",
            deadlines=tuple(_deadlines(mention, links.get(mention.id, Links()), by_id)),
            agencies=tuple(_agencies(mention, links.get(mention.id, Links()), by_id)),
            metrics=tuple(_metrics(mention, mentions)),
        )
        for mention in mentions
        if mention.label == "TARGET"
    )
    return Annotation(name, text, mentions, records, date)


def links_of(annotation: Annotation) -> dict[str, Links]:
    """Return the links of every TARGET; the inverse of `join`."""
    return {
        record.target: Links(
            tuple(slot.mention for slot in record.deadlines),
            tuple((slot.mention, slot.role) for slot in record.agencies),
        )
        for record in annotation.records
    }


def _deadlines(target: Mention, links: Links, by_id: Mapping[str, Mention]) -> Iterator[DeadlineSlot]:
    for name in links.deadlines:
        deadline = _referred(name, "DEADLINE", target, by_id)
        yield DeadlineSlot(name, deadline.norm or UNRESOLVED, _where(target, deadline))


def _agencies(target: Mention, links: Links, by_id: Mapping[str, Mention]) -> Iterator[AgencySlot]:
    for name, role in links.agencies:
        if role not in ROLES:
            raise AnnotationError(f"{target.id} 的责任角色“{name}:{role}”无效，可选：{'、'.join(ROLES)}")
        agency = _referred(name, "AGENCY", target, by_id)
        yield AgencySlot(name, role, agency.text, _where(target, agency))


def _where(target: Mention, slot: Mention) -> str | None:
    return None if target.span.contains(slot.span) else MADE_BY


def _referred(name: str, label: Label, target: Mention, by_id: Mapping[str, Mention]) -> Mention:
    mention = by_id.get(name)
    if mention is None or mention.label != label:
        raise AnnotationError(f"{target.id} 引用的 {name} 不存在或不是 {label}，请改正编号")
    return mention


def _metrics(target: Mention, mentions: tuple[Mention, ...]) -> Iterator[Metric]:
    for mention in mentions:
        if mention.label == "VALUE" and target.span.contains(mention.span):
            yield Metric(mention.indicator, mention.id, None, None, None, mention.kind)


def relations_of(annotation: Annotation) -> Iterator[tuple[str, str, str]]:
    """Yield (from id, to id, type): VALUE `of` INDICATOR, TARGET `deadline` DEADLINE, TARGET role AGENCY."""
    for mention in annotation.mentions:
        if mention.indicator:
            yield mention.id, mention.indicator, "of"
    for target, links in links_of(annotation).items():
        for deadline in links.deadlines:
            yield target, deadline, "deadline"
        for agency, role in links.agencies:
            yield target, agency, role


def links_from(relations: Iterable[tuple[str, str, str]]) -> dict[str, Links]:
    """Gather relations back into links by TARGET; other types are passed over."""
    found: dict[str, Links] = {}
    for source, target, kind in relations:
        links = found.get(source, Links())
        if kind == "deadline":
            found[source] = links._replace(deadlines=(*links.deadlines, target))
        elif kind in ROLES:
            found[source] = links._replace(agencies=(*links.agencies, (target, kind)))
    return found
