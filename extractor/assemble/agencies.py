"""Which AGENCY works on which TARGET, in which role.

An AGENCY inside a TARGET works on it, and so do the subject of its sentence and the lists of its paragraph.
由甲牵头,乙配合 at the head of a paragraph (or behind its 一是, 二是) works on all of it but a sentence that names its
own with 由, 甲: there on what has no subject of its own. On what has nobody in charge work, too: who stands in a line
甲: over paragraphs, in the innermost heading that names agencies, and the subject of a sentence that ends with a colon
(甲要做好以下工作:), in the numbered parts under its section.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from extractor.assemble.around import active
from extractor.assemble.cells import ROW
from extractor.assemble.cues import cues
from extractor.assemble.layout import Layout, Line
from extractor.assemble.lists import read_list
from extractor.assemble.roles import IN_CHARGE, Played, clause_roles, first_leads, leading, ordered, role_in_target
from extractor.assemble.scope import HEAD, Scoped
from extractor.assemble.subjects import Group, founded, read_subjects, read_title
from extractor.lang.fold import fold
from extractor.lang.regions import region_of_organ
from extractor.types import AgencySlot, Mention, Role

SENTENCE = "sentence"
Bound = dict[str, list[AgencySlot]]
Order = tuple[Role, Role] | None


def bind_agencies(layout: Layout, paragraphs: Sequence[Scoped]) -> Bound:
    """Return TARGET id → its agency slots."""
    bound: Bound = {name: [] for name in layout.inside}
    order = first_leads(layout.plain, layout.policy.span)
    carried: tuple[Played, ...] = ()
    title: tuple[Played, ...] = ()
    section = ""
    over: dict[str, Sequence[Played]] = {}
    for scope in paragraphs:
        for target in scope.paragraph.targets:
            bound[target.id].extend(_own(layout, target))
            if target.id in layout.beside:
                _add(bound[target.id], layout.beside[target.id].agencies, ROW)
        carried = _bind_subjects(layout, scope, carried, bound)
        if _opens_list(layout.plain, scope.paragraph.lines[-1]):
            over[scope.paragraph.section] = [played for played in carried if played.role in IN_CHARGE]
        for reach in scope.lists:
            agencies = ordered(reach.listing.agencies, order)
            for target in reach.targets:
                _add(bound[target.id], agencies, reach.inherited_from)
        title, section = _title(layout, scope, title, section)
        _add_where_needed(scope, title, bound)
    for scope in paragraphs:
        agencies, where = _heading_agencies(layout, scope.paragraph.section, order)
        _add_where_needed(scope, agencies, bound, where)
        for name in islice(layout.upward(scope.paragraph.section), 1, None):
            _add_where_needed(scope, over.get(name, ()), bound)
    return bound


def _opens_list(plain: str, line: Line) -> bool:
    """Say whether a sentence that ends with a colon charges an agency with what follows (甲要做好以下工作:)."""
    first = next((mention for mention in line.outside if mention.label == "AGENCY"), None)
    if first is None or plain[line.span.end - 1] != ":":
        return False
    aside = cues().aside.search(plain, line.span.start, first.span.start)
    return not aside and cues().charges.search(plain, first.span.end, line.span.end) is not None


def _title(layout: Layout, scope: Scoped, title: tuple[Played, ...], section: str) -> tuple[tuple[Played, ...], str]:
    """Return the agencies over the paragraphs that follow in the section (a line 市教育局: alone)."""
    here = layout.titled(scope.paragraph.section)
    found = read_title(layout, scope.paragraph.lines[0]) if len(scope.paragraph.lines) == 1 else ()
    return found or (title if here == section else ()), here


def _add_where_needed(scope: Scoped, agencies: Sequence[Played], bound: Bound, where: str = HEAD) -> None:
    """Bind agencies to the TARGETs of a paragraph that have nobody in charge yet."""
    for target in scope.paragraph.targets:
        if agencies and not any(slot.role in IN_CHARGE for slot in bound[target.id]):
            _add(bound[target.id], agencies, where)


def _own(layout: Layout, target: Mention) -> Iterator[AgencySlot]:
    born = founded(layout, target)
    agencies = [mention for mention in layout.inside[target.id] if mention.label == "AGENCY" and mention != born]
    acting = active(layout.plain, target.span, agencies)
    for played in clause_roles(layout.plain, target.span, acting, inside=True):
        yield _slot(played, None)


def _bind_subjects(layout: Layout, scope: Scoped, carried: tuple[Played, ...], bound: Bound) -> tuple[Played, ...]:
    """Bind the subjects of a paragraph; return the one that a paragraph behind it may go on with."""
    subject = carried if scope.paragraph.goes_on else ()
    listed = scope.listed
    head: Group | None = None
    opening = True
    for index, line in enumerate(scope.paragraph.lines):
        if cues().member.match(layout.plain, *line.span):
            head, opening = None, True
        reading = read_subjects(layout, line, listed, () if index else subject)
        served = {target.id for group in reading.groups for target in group.targets}
        for group in reading.groups:
            agencies = leading(layout.plain, group.targets[0].span, group.agencies)
            for target in group.targets:
                _add_subject(layout.plain, target, agencies, bound[target.id])
            if opening and group.opens and group.targets[0] == line.targets.mentions[0]:
                head = group
        for target in line.targets:
            if head and target.id not in served:
                _add(bound[target.id], head.agencies, HEAD)
        opening = opening and bool(cues().member.match(layout.plain, *line.span) or not line.targets)
        subject = reading.subject or (subject if index == 0 else ())
    return subject


def _add_subject(plain: str, target: Mention, agencies: Sequence[Played], slots: list[AgencySlot]) -> None:
    helps = any(slot.role == "lead" for slot in slots) and cues().helps.match(plain, *target.span)
    for played in agencies:
        role = "coop" if helps and played.role in IN_CHARGE else role_in_target(plain, target.span, played)
        _add(slots, (played._replace(role=role),), SENTENCE)


def _heading_agencies(layout: Layout, section: str, order: Order) -> tuple[tuple[Played, ...], str]:
    """Return the agencies of the innermost heading that names any, and where they stand."""
    for name in layout.upward(section):
        heading = layout.sections[name].heading
        held = layout.headed.get(name, ())
        if heading and any(mention.label == "AGENCY" for mention in held):
            return ordered(read_list(layout.plain, heading, held).agencies, order), f"heading:{name}"
    return (), ""


def _add(slots: list[AgencySlot], agencies: Sequence[Played], inherited_from: str) -> None:
    known = {slot.mention for slot in slots}
    slots.extend(_slot(played, inherited_from) for played in agencies if played.mention.id not in known)


def _slot(played: Played, inherited_from: str | None) -> AgencySlot:
    mention = played.mention
    name = mention.norm or mention.text
    region = region_of_organ(fold(name))
    return AgencySlot(mention.id, played.role, name, inherited_from, region_code=region.code if region else None)
