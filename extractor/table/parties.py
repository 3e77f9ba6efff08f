"""The agencies of a row as the document lists them: with what stands in brackets behind a name, and 等有关部门."""

from collections.abc import Iterable

from extractor.export.rows import written
from extractor.lang.fold import fold
from extractor.table.remarks import behind_name, pattern
from extractor.table.source import Source
from extractor.table.task import Party
from extractor.types import AgencySlot, Role

_REACH = 40


def parties(source: Source, slots: Iterable[AgencySlot], role: Role) -> tuple[Party, ...]:
    """Return the agencies of a role, each once, in the order of the slots, without those that only stand by."""
    found: dict[str, Party] = {}
    for slot in slots:
        if slot.role == role and not _stands_by(source, slot):
            found.setdefault(slot.name, Party(_listed(source, slot), slot.name))
    return tuple(found.values())


def _stands_by(source: Source, slot: AgencySlot) -> bool:
    """Say whether an agency takes no part in the task: it is reported to (报市政府), or asked (征求各县意见)."""
    span = source.mentions[slot.mention].span
    before = source.plain[max(0, span.start - _REACH) : span.start]
    if slot.role == "coop":
        return pattern("asked").search(before) is not None
    receives = slot.role == "supv" and pattern("receives").search(before)
    return bool(receives) and not pattern("decides").match(source.plain, span.end)


def _listed(source: Source, slot: AgencySlot) -> str:
    """Return an agency as the text lists it, without a role in brackets (牵头): that is what its column says."""
    mention = source.mentions[slot.mention]
    name = written(mention) or slot.name
    own = pattern("role").search(fold(name))
    if own or not mention.text:
        return name[: own.start()] if own else name
    behind = behind_name(source.plain, mention.span.end)
    return name + source.result.text[mention.span.end : behind]
