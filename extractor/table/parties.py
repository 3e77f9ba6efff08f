"""The agencies of a row as the document lists them: with what stands in brackets behind a name, and 等有关部门."""

from collections.abc import Iterable

from extractor.export.rows import written
from extractor.lang.fold import fold
from extractor.table.remarks import behind_name, pattern
from extractor.table.source import Source
from extractor.table.task import Party
from extractor.types import AgencySlot, Role


def parties(source: Source, slots: Iterable[AgencySlot], role: Role) -> tuple[Party, ...]:
    """Return the agencies of a role, each once, in the order of the slots."""
    found: dict[str, Party] = {}
    for slot in slots:
        if slot.role == role:
            found.setdefault(slot.name, Party(_listed(source, slot), slot.name))
    return tuple(found.values())


def _listed(source: Source, slot: AgencySlot) -> str:
    """Return an agency as the text lists it, without a role in brackets (牵头): that is what its column says."""
    mention = source.mentions[slot.mention]
    name = written(mention) or slot.name
    own = pattern("role").search(fold(name))
    if own or not mention.text:
        return name[: own.start()] if own else name
    behind = behind_name(source.plain, mention.span.end)
    return name + source.result.text[mention.span.end : behind]
