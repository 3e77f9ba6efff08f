"""A result, or the rows of one, in; its findings out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extractor.audit.counts import own_counts
from extractor.audit.dates import early, unbound, unresolved
from extractor.audit.finding import CODES, Finding, of_document
from extractor.audit.numbers import contradictions
from extractor.audit.tasks import doubled, gaps
from extractor.export.rows import Row, flatten
from extractor.lang.fold import fold
from extractor.lang.gaps import Gaps, joined
from extractor.types import Result, Span

_ORDER = {code: place for place, code in enumerate(CODES)}
NO_TEXT = "逐条记录的结果里没有全文，未核对自报的数目；用原文件或 .json 结果可以核对"


def audit(result: Result) -> list[Finding]:
    """Return what to look at in one file, document by document, the gravest first, then in text order."""
    rows = {document: own for (_, document), own in _by_document(flatten(result))}
    read, left_out = joined(result), Gaps(result.gaps)
    plain = fold(read.text)
    found: list[Finding] = []
    for policy in read.documents:
        of_text = (*unbound(read, policy, plain), *own_counts(read, policy, plain))
        placed = (replace(finding, span=left_out.outward(finding.span)) for finding in of_text)
        found += _sorted([*_of_rows(rows.get(policy.id, [])), *placed])
    return found


def audit_rows(rows: Iterable[Row]) -> list[Finding]:
    """Return the same for rows of any files, file by file, without what only the text can tell; a note says so."""
    found: list[Finding] = []
    for (file, document), own in _by_document(rows):
        note = of_document("no-text", NO_TEXT, file, document, Span(own[0].start, own[0].end))
        found += _sorted([*_of_rows(own), note])
    return found


def _of_rows(rows: Sequence[Row]) -> Iterator[Finding]:
    yield from gaps(rows)
    yield from doubled(rows)
    yield from early(rows)
    yield from unresolved(rows)
    yield from contradictions(rows)


def _by_document(rows: Iterable[Row]) -> Iterator[tuple[tuple[str, str], list[Row]]]:
    for key, own in groupby(rows, key=lambda row: (row.file, row.document)):
        yield key, list(own)


def _sorted(found: Sequence[Finding]) -> list[Finding]:
    return sorted(found, key=lambda finding: (_ORDER[finding.code], finding.span))
