"""A policy's metadata from its head, its signatures and its own words."""

import re
from typing import NamedTuple

from extractor.lang.dates import find_dates
from extractor.lang.fold import fold
from extractor.structure.docnumbers import parse_number
from extractor.structure.genres import covered, genre_of, genre_of_form
from extractor.structure.head import Head
from extractor.structure.lexicons import patterns
from extractor.structure.lines import Extent
from extractor.structure.organs import is_organ, split_organs, squeeze
from extractor.structure.regions import place
from extractor.structure.signatures import Signature
from extractor.structure.title import title_text
from extractor.types import AdminLevel, Genre

_EDGE = 1500
_YEAR_IN_NUMBER = re.compile(r"((?:19|20)\d\d)[〕年]")
_NEAR = 3000


class Metadata(NamedTuple):
    """The fields of a Policy that its head and signatures give."""

    title: str
    doc_number: str | None
    issuer: str | None
    addressees: str | None
    date: str | None
    region: str | None
    region_code: str | None
    admin_level: AdminLevel | None


def read_metadata(extent: Extent, head: Head, signatures: list[Signature]) -> Metadata:
    """Return a policy's metadata; a field is None or empty when the text does not say it."""
    text, plain = extent.text, extent.plain
    title = title_text(plain, head.title)
    signature = _best(signatures)
    labels = {label.field: plain[label.start : label.end] for label in reversed(head.labels)}
    issuers = _issuers(plain, head, title, signature)
    number = head.number or parse_number(labels.get("doc_number", ""))
    addressees = text[slice(*head.addressees)] if head.addressees else None
    start = extent.lines[0].start
    region, level = place([*issuers, title], number, fold(addressees or ""), plain[start : start + _NEAR])
    return Metadata(
        title=title_text(text, head.title),
        doc_number=number,
        issuer="、".join(issuers) or None,
        addressees=addressees,
        date=(signature.iso if signature else None) or head.date or _labelled_date(labels) or _year_of(number),
        region=region.name if region else None,
        region_code=region.code if region else None,
        admin_level=level,
    )


def read_genre(extent: Extent, head: Head, hint: str, has_attachment: bool) -> Genre:
    """Return the genre: what a notice attaches, else the title's, else what the text says of itself.

    `hint`, the title of a compilation, comes last; a text that addresses
    organs and says nothing else is a notice.
    """
    title = title_text(extent.plain, head.title)
    inner = covered(title)
    if inner and has_attachment:
        return genre_of(inner) or genre_of(title) or "other"
    start, end = extent.lines[0].start, extent.lines[-1].end
    edges = [extent.plain[start : min(end, start + _EDGE)], extent.plain[max(start, end - _EDGE) : end]]
    named = genre_of(title) or genre_of_form("\n".join(edges)) or genre_of(hint)
    return named or ("notice" if head.addressees else "other")


def _labelled_date(labels: dict[str, str]) -> str | None:
    """Return the date of 成文日期, else of 发布日期, where a metadata block gives one."""
    for field in ("date", "published"):
        days = find_dates(labels.get(field, ""))
        if days:
            return days[0].iso
    return None


def _year_of(number: str | None) -> str | None:
    """Return the year in a document number, which is that of its issue."""
    year = _YEAR_IN_NUMBER.search(number or "")
    return year[1] if year else None


def _best(signatures: list[Signature]) -> Signature | None:
    """Return the signature that counts: the first with organs, else with a person, else an imprint."""
    signed = [signature for signature in signatures if not signature.printed]
    with_organs = [signature for signature in signed if signature.organs]
    return next(iter((*with_organs[:1], *signed[:1], *signatures[:1])), None)


def _issuers(plain: str, head: Head, title: str, signature: Signature | None) -> list[str]:
    """Return the issuing organs: who signs, else whom title, label, number, imprint or head name."""
    if signature and signature.organs and not signature.printed:
        return list(dict.fromkeys(signature.organs))
    named = patterns("head")["issues"].split(title, maxsplit=1)
    if len(named) > 1 and is_organ(named[0]):
        return split_organs(named[0])
    for label in head.labels:
        if label.field == "issuer":
            return [squeeze(plain[label.start : label.end])]
    decreed = patterns("head")["decreed"].match(head.number or "")
    if decreed and len(decreed[1]) > 2:
        return split_organs(decreed[1])
    if signature and signature.organs:
        return list(signature.organs)
    return split_organs(plain[slice(*head.organs)]) if head.organs else []
