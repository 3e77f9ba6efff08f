"""A document becomes policies: split, head, signatures, attachments, sections."""

from dataclasses import replace

from extractor.structure.attachments import cited_names, find_attachments
from extractor.structure.functions import assign
from extractor.structure.genres import covered
from extractor.structure.head import Head, read_head
from extractor.structure.lines import Extent, lines_of
from extractor.structure.metadata import read_genre, read_metadata
from extractor.structure.sections import build, find_numbers
from extractor.structure.signatures import Signature, find_signatures, find_undated
from extractor.structure.split import Part, split
from extractor.structure.tablesections import with_tables
from extractor.structure.title import title_text
from extractor.types import Document, Policy, Span

_COVER = 3000


def policies(document: Document, date: str | None = None) -> tuple[Policy, ...]:
    """Return the policy documents of a file, with metadata and heading tree, in text order.

    `date` (ISO 8601) is used for those whose text gives none. Mentions and records stay empty.
    """
    lines = lines_of(document)
    if not lines:
        return ()
    signatures = find_signatures(document.plain, lines)
    parts = split(document.plain, lines, signatures)
    starts = [lines[part.first].start for part in parts] if len(parts) > 1 else [0]
    ends = [*starts[1:], len(document.text)]
    found = []
    for number, (part, start, end) in enumerate(zip(parts, starts, ends, strict=True), start=1):
        own = lines[part.body : part.last]
        extent = Extent(document.text, document.plain, own, Span(start, end))
        signed = [signature for signature in signatures if part.body <= signature.line < part.last]
        policy = with_tables(document, replace(_policy(extent, part, signed), id=f"d{number}"))
        found.append(policy if policy.date else replace(policy, date=date))
    return tuple(found)


def _policy(extent: Extent, part: Part, signatures: list[Signature]) -> Policy:
    plain = extent.plain
    numbers = find_numbers(extent)
    head = read_head(plain, extent.lines, numbers[0].start if numbers else extent.lines[-1].end)
    if part.title and not head.title:
        head = head._replace(title=(part.title,))
    title = title_text(plain, head.title)
    signatures = signatures or _undated(plain, head, title)
    attachments, lists = find_attachments(extent, signatures, title)
    genre = read_genre(extent, head, part.hint, has_attachment=bool(attachments))
    sections = build(extent, numbers, attachments, lists)
    functions = assign(plain, sections, genre)
    data = read_metadata(extent, head, signatures)
    return Policy(
        id="",
        title=data.title,
        span=extent.span,
        sections=tuple(replace(one, function=own) for one, own in zip(sections, functions, strict=True)),
        doc_number=data.doc_number,
        issuer=data.issuer,
        addressees=data.addressees,
        date=data.date,
        region=data.region,
        region_code=data.region_code,
        admin_level=data.admin_level,
        genre=genre,
    )


def _undated(plain: str, head: Head, title: str) -> list[Signature]:
    """Look for organs that sign without a date, where a notice announces a document."""
    if covered(title) is None:
        return []
    stop = head.end + _COVER
    signature = find_undated(plain, head.end, stop, cited_names(plain, head.end, stop, title))
    return [signature] if signature else []
