"""Results to the rows of a task-assignment table."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from extractor.assemble.cells import ROW
from extractor.audit.dates import is_lasting
from extractor.export.rows import written
from extractor.lang.fold import fold
from extractor.lang.gaps import joined
from extractor.recognise.cells import MADE_BY as TABLES
from extractor.table.checks import of_records, of_silence, reasons
from extractor.table.edit import PERSON
from extractor.table.parties import parties
from extractor.table.remarks import pattern
from extractor.table.source import Source, source_of
from extractor.table.task import Check, Due, Party, Task
from extractor.table.wording import Paragraph, Words, join, paragraphs
from extractor.types import RECURRING, AgencySlot, DeadlineSlot, Function, Mention, Record, Result, Section, Span

WHOLE: frozenset[Function] = frozenset(("goals", "tasks", "safeguards"))
"""Sections whose paragraphs are tasks from end to end: also sentences without a record belong to one."""
_HEAD = re.compile(r"[一二三四五六七八九十]{1,3}是[^,。;]{2,20}[。:]\s*")
_PROMISED = ("target", None)  # 支持政策 of a document (奖补、补贴) are no goals of a task
SUPERVISED_BY = "监督单位："


def tasks(results: Iterable[Result]) -> tuple[Task, ...]:
    """Return one row a task of every document, numbered from 1, in the order of the texts."""
    return rows(results)[0]


def rows(results: Iterable[Result]) -> tuple[tuple[Task, ...], tuple[Check, ...]]:
    """Return the tasks, and what to check of the documents as wholes (自报数目与抽取不符); that names the document."""
    found: list[Task] = []
    checks: list[Check] = []
    for at, result in enumerate(results, start=1):
        read, why = joined(result), reasons(result)
        plain = fold(read.text)
        for policy in read.documents:
            found += _policy_tasks(source_of(at, read, policy, plain, why))
            name = policy.title or result.source.path
            own = why.of_document.get(policy.id, ())
            checks += (replace(check, message=f"{name}：{check.message}") for check in own)
    return tuple(replace(task, number=number) for number, task in enumerate(found, start=1)), tuple(checks)


def _policy_tasks(source: Source) -> Iterator[Task]:
    """Yield the tasks of one document; a paragraph is a task, or several where its sentences have other leads."""
    policy = source.policy
    below: dict[str, list[Section]] = {}
    own: dict[str, list[Record]] = {}
    for section in policy.sections:
        below.setdefault(section.parent or "", []).append(section)
    for record in policy.records:
        own.setdefault(record.section, []).append(record)
    words = _words(source)
    for section in policy.sections:
        yield from _section_tasks(source, words, section, below.get(section.id, []), own.get(section.id, []))


def _words(source: Source) -> Words:
    targets = [mention.span for mention in source.policy.mentions if mention.label == "TARGET"]
    agencies = [mention.span for mention in source.policy.mentions if mention.label == "AGENCY"]
    return Words(source.plain, targets, agencies)


def _section_tasks(
    source: Source, words: Words, section: Section, below: Sequence[Section], records: Sequence[Record]
) -> Iterator[Task]:
    found = paragraphs(words, section, below)
    in_table = any(source.mentions[record.target].made_by.startswith(TABLES) for record in records)
    leaf = section.function == "tasks" and section.heading is not None and not below and not in_table
    for paragraph in (one for one in found if not _only_points(source.plain, one)):
        span = paragraph.span
        held = [one for one in records if span.start <= source.mentions[one.target].span.start < span.end]
        if held:
            yield from _runs(source, paragraph, held)
        elif leaf and _is_prose(source.plain, words, paragraph):
            yield _silent(source, section, paragraph.pieces, span)
    if leaf and not found and section.heading and section.title:
        title = Span(section.heading.start + len(section.number), section.heading.end)
        yield _silent(source, section, (title,), section.span, source.parent(section))


def _only_points(plain: str, paragraph: Paragraph) -> bool:
    """Say whether a paragraph says no more than where the tasks stand: 附件:任务清单(略)。"""
    return all(pattern("pointer").fullmatch(plain, *piece) for piece in paragraph.pieces)


def _is_prose(plain: str, words: Words, paragraph: Paragraph) -> bool:
    """Say whether a paragraph ends as a sentence does (no caption, no cell of a table) and is no list of agencies."""
    only_agencies = all(words.is_agency(piece) for piece in paragraph.pieces)
    return paragraph.span.of(plain).rstrip()[-1:] in "。;)" and not only_agencies


def _runs(source: Source, paragraph: Paragraph, records: Sequence[Record]) -> Iterator[Task]:
    """Cut a paragraph where another agency takes the lead; pieces without a record go with those before them.

    The head of a member of a list (二是严格检查。) goes with what stands behind it.
    """
    places = {record.id: _piece_of(paragraph, source.mentions[record.target].span) for record in records}
    heads = [_HEAD.fullmatch(source.plain, *piece) is not None for piece in paragraph.pieces]
    runs = _joined([list(run) for _, run in groupby(records, key=_duty)], places, heads)
    pieces_of = [[places[record.id] for record in run] for run in runs]
    begins = [0, *(_begin(min(held), heads) for held in pieces_of[1:]), len(paragraph.pieces)]
    for at, run in enumerate(runs):
        pieces = paragraph.pieces[begins[at] : max(begins[at + 1], max(pieces_of[at]) + 1)]
        if paragraph.section.function not in WHOLE:
            pieces = tuple(paragraph.pieces[place] for place in sorted(set(pieces_of[at])))
        yield _task(source, paragraph.section, pieces, run)


def _begin(place: int, heads: Sequence[bool]) -> int:
    """Return the piece with which a run begins that has its first record in the piece at `place`."""
    return place - 1 if place and heads[place - 1] and not heads[place] else place


def _joined(runs: Sequence[list[Record]], places: Mapping[str, int], heads: Sequence[bool]) -> list[list[Record]]:
    """Let a run for which nobody else answers go with the one beside it in the same piece, a head with the one behind.

    `places` are of pieces, `heads` say which of these are heads.
    """
    joined: list[list[Record]] = []
    for run in runs:
        here = places[run[0].id]
        opened = _begin(here, heads) < here
        while joined and opened and places[joined[-1][-1].id] == here - 1 and not _duty(joined[-1][-1]):
            run.insert(0, joined[-1].pop())
            joined = [held for held in joined if held]
        before = joined[-1] if joined else []
        together = bool(before) and places[before[-1].id] == places[run[0].id]
        old, new = (_duty(before[-1]), _duty(run[0])) if before else (frozenset[str](), frozenset[str]())
        if together and (not old or not new or old & new):
            before += run
        else:
            joined.append(run)
    return joined


def _piece_of(paragraph: Paragraph, target: Span) -> int:
    """Return the place of the piece that a TARGET begins in."""
    return max(0, bisect_right(paragraph.pieces, target.start, key=lambda piece: piece.start) - 1)


def _duty(record: Record) -> frozenset[str]:
    """Return who answers for a record: its leads, else all that are responsible."""
    leads = frozenset(slot.name for slot in record.agencies if slot.role == "lead")
    return leads or frozenset(slot.name for slot in record.agencies if slot.role == "resp")


def _task(source: Source, section: Section, pieces: Sequence[Span], records: Sequence[Record]) -> Task:
    mentions = source.mentions
    slots = [slot for record in records for slot in record.agencies]
    due = [slot for record in records for slot in _due(record, mentions)]
    dues = [Due(written(mentions[slot.mention]) or slot.norm, slot.norm) for slot in due]
    promising = [record for record in records if any(metric.kind in _PROMISED for metric in record.metrics)]
    above, title = source.place(section)
    return Task(
        key=f"{source.at}/{source.policy.id}/{','.join(record.id for record in records)}",
        number=0,
        source=source.name,
        section=above,
        task=title,
        measures=source.words(join(source.plain, pieces)),
        goals=tuple(dict.fromkeys(mentions[record.target].text for record in promising)),
        lead=parties(source, slots, "lead"),
        resp=parties(source, slots, "resp"),
        coop=parties(source, slots, "coop"),
        deadlines=tuple(dict.fromkeys(dues)),
        basis=source.basis(section, mentions[records[0].target].place),
        remark=_supervision(parties(source, slots, "supv")),
        checks=of_records(source.reasons, source.policy.id, records, mentions, source.sentences),
    )


def _due(record: Record, mentions: Mapping[str, Mention]) -> tuple[DeadlineSlot, ...]:
    """Return the deadlines of a record: those of the deadline's cell of its row, or put there by a person, alone.

    The year of a heading counts only where it has no other, or how often it recurs.
    """
    sources = [slot.inherited_from for slot in record.agencies] + [slot.inherited_from for slot in record.deadlines]
    cell = tuple(slot for slot in record.deadlines if slot.inherited_from == ROW or _is_typed(mentions[slot.mention]))
    if cell and ROW in sources:
        return cell
    nearer = tuple(slot for slot in record.deadlines if not (slot.inherited_from or "").startswith("heading:"))
    return nearer if any(not slot.norm.startswith(RECURRING) for slot in nearer) else record.deadlines


def _is_typed(mention: Mention) -> bool:
    return mention.made_by == PERSON


def _silent(source: Source, section: Section, pieces: Sequence[Span], span: Span, under: Section | None = None) -> Task:
    """Return a row for a paragraph of tasks without a record; its agencies are those whose role is written there.

    `under` is the section that names the task where the section's own heading is the wording.
    """
    above, title = source.place(under or section)
    here = [mention for mention in source.policy.mentions if span.contains(mention.span)]
    slots = [AgencySlot(m.id, m.role, m.norm or m.text) for m in here if m.label == "AGENCY" and m.role]
    times = [mention for mention in here if mention.label == "DEADLINE"]
    norms = [mention.norm or "" for mention in times if not is_lasting(mention.note)]
    answering = any(slot.role in ("lead", "resp") for slot in slots)
    return Task(
        key=f"{source.at}/{source.policy.id}/:{section.id}@{pieces[0].start}-{pieces[-1].end}",
        number=0,
        source=source.name,
        section=above,
        task=title,
        measures=source.words(join(source.plain, pieces)),
        goals=(),
        lead=parties(source, slots, "lead"),
        resp=parties(source, slots, "resp"),
        coop=parties(source, slots, "coop"),
        deadlines=tuple(dict.fromkeys(Due(mention.text, mention.norm or "") for mention in times)),
        basis=source.basis(section, None),
        remark=_supervision(parties(source, slots, "supv")),
        checks=of_silence(pieces[0], answering, norms, source.sentences),
    )


def _supervision(supervisors: tuple[Party, ...]) -> str:
    return SUPERVISED_BY + "、".join(party.text for party in supervisors) if supervisors else ""
