"""A policy out of an inline annotation, so that assembling is tested without the other rooms.

Headings begin with a number at the head of a line (一、 (一) 1. 第一条). They reach to the first 。 when
more follows, else over the whole line; a number before anything that is no short phrase stands alone.
"""

import re
from dataclasses import replace
from pathlib import Path

from extractor.annotate.inline import parse
from extractor.assemble import records
from extractor.lang.boundaries import clause_spans, sentence_spans
from extractor.lang.fold import fold
from extractor.types import (
    Annotation,
    Block,
    Document,
    Mention,
    Place,
    Policy,
    Quantity,
    Section,
    Sentence,
    Source,
    Span,
)

_LEVELS = (
    re.compile(r"(第[一二三四五六七八九十]+[章条节]|[一二三四五六七八九十]+、)\s*"),
    re.compile(r"\([一二三四五六七八九十]+\)"),
    re.compile(r"\d+\.(?!\d)"),
)
SOURCE = Source("<test>", "0" * 64, "text/plain")


def cases(path: Path) -> dict[str, str]:
    """Return name → text of the cases of a file: a line `== name` before each."""
    parts = re.split(r"^== (.+)\n", path.read_text("utf-8"), flags=re.M)
    return {name: text.strip("\n") for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def split_places(case: str) -> tuple[str, dict[str, dict[str, str]]]:
    """Return a case's text, and TARGET → mention → where its slot is inherited from (own, sentence, …).

    The lines behind the text say so: `→ t1 d1 a1 sentence, a2 own`.
    """
    text, *lines = re.split(r"\n→ ", case.rstrip("\n"))
    places: dict[str, dict[str, str]] = {}
    for line in lines:
        target, rest = line.split(" ", 1)
        for part in rest.split(", "):
            *names, place = part.split(" ")
            places.setdefault(target, {}).update(dict.fromkeys(names, place))
    return text, places


def assemble(markup: str, *, cells: bool = False) -> tuple[Annotation, tuple]:
    """Return the gold annotation and the records made from its mentions, without their links."""
    gold = parse(markup, "case")
    document, policy, sentences = structure(gold.text, cells=cells)
    bare = tuple(bared(mention) for mention in gold.mentions)
    return gold, records(document, policy, sentences, bare)


def bared(mention: Mention) -> Mention:
    """Return a mention as normalising leaves it: without link; with its quantity."""
    if mention.label != "VALUE":
        return mention
    return replace(mention, indicator=None, quantity=quantity(mention.norm or ""))


def quantity(norm: str) -> Quantity | None:
    """Read a VALUE norm (`>= 3..5 个`)."""
    match = re.fullmatch(r"(\S+) ([\d.]+?)(?:\.\.([\d.]+))?(?: (\S+))?", norm)
    if not match:
        return None
    op, low, high, unit = match.groups()
    return Quantity(op, _number(low), unit or "", _number(high) if high else None)


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def structure(text: str, *, cells: bool = False) -> tuple[Document, Policy, tuple[Sentence, ...]]:
    """Cut a text into lines, headings and sentences; `cells` reads | as the border of table cells."""
    plain = fold(text)
    blocks = tuple(_cells(plain) if cells else _lines(plain))
    heads = [head for block in blocks for head in _heading(plain, block.span)]
    sections = _sections(text, heads, len(text))
    sentences = tuple(_sentences(plain, blocks, sections))
    document = Document(SOURCE, text, plain, blocks)
    return document, Policy("d1", "", Span(0, len(text)), sections), sentences


def _lines(plain: str):
    at = 0
    for line in plain.split("\n"):
        if line.strip():
            begin = at + len(line) - len(line.lstrip())
            yield Block(Span(begin, at + len(line.rstrip())))
        at += len(line) + 1


def _cells(plain: str):
    at = 0
    for row, line in enumerate(plain.split("\n"), 1):
        for column, cell in enumerate(line.split("|"), 1):
            if cell:
                yield Block(Span(at, at + len(cell)), "cell", Place(table=1, row=row, column=column))
            at += len(cell) + 1


def _heading(plain: str, span: Span):
    for level, pattern in enumerate(_LEVELS, 1):
        if pattern.match(plain, *span):
            number = pattern.match(plain, *span).end()
            title = re.compile(r"(?:[^,;:。()]|\([^)]*\)){2,30}(。(?=.)|$)").match(plain, number, span.end)
            yield level, Span(span.start, number), Span(span.start, title.end() if title else number)


def _sections(text: str, heads: list[tuple[int, Span, Span]], end: int) -> tuple[Section, ...]:
    first = heads[0][1].start if heads else end
    found = [Section("s0", None, 0, "", "", Span(0, first))] if first or not heads else []
    for at, (level, number, heading) in enumerate(heads):
        stop = next((span.start for depth, span, _ in heads[at + 1 :] if depth <= level), end)
        parent = next((s.id for s in reversed(found) if 0 < s.level < level), None)
        title = text[number.end : heading.end]
        span = Span(heading.start, stop)
        found.append(Section(f"s{at + 1}", parent, level, number.of(text), title, span, heading))
    return tuple(found)


def _sentences(plain: str, blocks: tuple[Block, ...], sections: tuple[Section, ...]):
    for index, block in enumerate(blocks):
        heading = next((s.heading for s in sections if s.heading and s.heading.start == block.span.start), None)
        inner = [s.id for s in sections if s.span.contains(block.span)]
        start = block.span.start
        if heading:
            yield Sentence(heading, inner[-1], index, (heading,), heading=True)
            start = heading.end
        for begin, end in sentence_spans(plain, start, block.span.end):
            clauses = tuple(Span(*clause) for clause in clause_spans(plain, begin, end))
            yield Sentence(Span(begin, end), inner[-1], index, clauses)
