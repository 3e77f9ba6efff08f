"""Sentences of a policy: headings and body text, cut at blocks, headings and sections."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from extractor.lang.boundaries import clause_spans, sentence_spans
from extractor.tokenise.word import words
from extractor.types import Document, Policy, Section, Sentence, Span


class _Stretch(NamedTuple):
    """Text that belongs to one section and no other: a heading, or body text between headings."""

    start: int
    end: int
    section: str
    heading: bool


def sentences(document: Document, policy: Policy, *, with_tokens: bool = False) -> tuple[Sentence, ...]:
    """Split the policy's blocks, noise left out, into sentences in text order.

    A heading is one sentence (`heading=True`) of the section that it opens; other text belongs to
    the innermost section around it. `tokens` stay empty unless `with_tokens`; `words` cuts
    a single stretch where few are needed.
    """
    plain = document.plain
    found: list[Sentence] = []
    for part, block in _within_blocks(document, _stretches(policy)):
        spans = _whole(plain, part) if part.heading else sentence_spans(plain, part.start, part.end)
        for start, end in spans:
            clauses = tuple(Span(*clause) for clause in clause_spans(plain, start, end))
            tokens = words(plain, start, end) if with_tokens else ()
            found.append(Sentence(Span(start, end), part.section, block, clauses, tokens, part.heading))
    return tuple(found)


def _whole(plain: str, part: _Stretch) -> list[tuple[int, int]]:
    text = plain[part.start : part.end]
    start = part.start + len(text) - len(text.lstrip())
    end = part.start + len(text.rstrip())
    return [(start, end)] if start < end else []


def _stretches(policy: Policy) -> Iterator[_Stretch]:
    """Cut the policy's span where a section opens or closes and at both ends of a heading."""
    at = policy.span.start
    open_sections: list[Section] = []
    for section in policy.sections:
        while open_sections and open_sections[-1].span.end <= section.span.start:
            closed = open_sections.pop()
            yield _Stretch(at, closed.span.end, closed.id, False)
            at = max(at, closed.span.end)
        yield _Stretch(at, section.span.start, open_sections[-1].id if open_sections else "", False)
        at = max(at, section.span.start)
        if section.heading:
            yield _Stretch(at, section.heading.start, section.id, False)
            yield _Stretch(max(at, section.heading.start), section.heading.end, section.id, True)
            at = max(at, section.heading.end)
        open_sections.append(section)
    for section in reversed(open_sections):
        yield _Stretch(at, section.span.end, section.id, False)
        at = max(at, section.span.end)
    yield _Stretch(at, policy.span.end, "", False)


def _within_blocks(document: Document, stretches: Iterator[_Stretch]) -> Iterator[tuple[_Stretch, int]]:
    """Cut each stretch at the edges of blocks; empty parts and noise drop out."""
    blocks = document.blocks
    index = 0
    for stretch in stretches:
        index = bisect_right(blocks, stretch.start, index, key=lambda block: block.span.end)
        ahead = index
        while ahead < len(blocks) and blocks[ahead].span.start < stretch.end:
            block = blocks[ahead]
            start, end = max(stretch.start, block.span.start), min(stretch.end, block.span.end)
            if block.kind != "noise" and start < end:
                yield stretch._replace(start=start, end=end), ahead
            ahead += 1
