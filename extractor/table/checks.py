"""What of a row a person should check: unsure slots, and what the audit finds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.audit import CODES, Finding, audit
from extractor.export.doubts import doubts
from extractor.export.sentences import Sentences
from extractor.table.task import Check, Key
from extractor.types import UNRESOLVED, Mention, Record, Result, Span

UNSURE, SILENT = "置信度低", "未识别出任务"
_COLUMNS: Mapping[str, Key | None] = {
    "before-date": "deadline",
    "lead-also-coop": "coop",
    "numbers-disagree": "goal",
    "no-lead": "lead",
    "no-deadline": "deadline",
    "unresolved-deadline": "deadline",
    "count-differs": None,
    "several-resp": "lead",
    "no-date": None,
}
"""The cell that a finding is about, None for the document; what is not here needs no check."""
_DOUBTED: Mapping[str, Key] = {
    "target": "measure",
    "deadlines": "deadline",
    "lead": "lead",
    "resp": "resp",
    "coop": "coop",
    "supv": "remark",
    "metrics": "goal",
}


@dataclass(frozen=True, slots=True)
class Reasons:
    """The findings of one file: those of records by document and record, the others by document."""

    of_record: Mapping[tuple[str, str], Sequence[Finding]]
    of_document: Mapping[str, Sequence[Check]]


def reasons(result: Result) -> Reasons:
    """Audit a file once, for all its rows."""
    records: dict[tuple[str, str], list[Finding]] = {}
    documents: dict[str, list[Check]] = {}
    for finding in audit(result):
        if finding.code not in _COLUMNS:
            continue
        if not finding.records:
            check = Check(None, CODES[finding.code][1], finding.message, finding.sentence)
            documents.setdefault(finding.document, []).append(check)
        for record in finding.records:
            records.setdefault((finding.document, record), []).append(finding)
    return Reasons(records, documents)


def of_records(
    found: Reasons, document: str, records: Sequence[Record], mentions: Mapping[str, Mention], sentences: Sentences
) -> tuple[Check, ...]:
    """Return the checks of a row; what all its records share is said once, a gap only when none fills it."""
    said: dict[tuple[Key | None, str], Check] = {}
    roles = {slot.role for record in records for slot in record.agencies}
    filled = {"no-deadline"} if any(record.deadlines for record in records) else set()
    filled |= {"no-lead"} if roles & {"lead", "resp"} else set()
    filled |= {"several-resp"} if "lead" in roles else set()
    for record in records:
        for finding in found.of_record.get((document, record.id), ()):
            column, problem = _COLUMNS[finding.code], CODES[finding.code][1]
            if finding.code in filled:
                continue
            said.setdefault((column, problem), Check(column, problem, finding.message, finding.sentence))
        for name, check in _doubted(record, mentions, sentences):
            said.setdefault((check.column, name), check)
    return tuple(said.values())


def _doubted(record: Record, mentions: Mapping[str, Mention], sentences: Sentences) -> Iterator[tuple[str, Check]]:
    """Yield each unsure slot with its words, by which it is the same in several records, whatever their scores."""
    for doubt in doubts(record, mentions):
        sentence = sentences.around(mentions[record.target].span)
        yield doubt.text, Check(_DOUBTED[doubt.column], UNSURE, doubt.words, sentence)


def of_silence(span: Span, lead: bool, norms: Iterable[str], sentences: Sentences) -> tuple[Check, ...]:
    """Return the checks of a paragraph of tasks without a record; `norms` are those of its deadlines."""
    sentence = sentences.around(span)
    checks = [Check("measure", SILENT, "这一段没有识别出任务，按原文列出，各栏请核对", sentence)]
    if not lead:
        checks.append(Check("lead", CODES["no-lead"][1], "没有写明由谁牵头或负责", sentence))
    if UNRESOLVED in norms:
        checks.append(Check("deadline", CODES["unresolved-deadline"][1], "时限未能推算", sentence))
    return tuple(checks)
