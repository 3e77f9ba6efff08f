"""Documents and mentions for the tests of this room."""

from extractor.lang.fold import fold
from extractor.types import Block, Document, Label, Mention, Policy, Section, Source, Span

SIGNS = {"D": "DEADLINE", "V": "VALUE", "A": "AGENCY", "T": "TARGET", "I": "INDICATOR"}


def read(markup: str) -> tuple[Document, tuple[Mention, ...]]:
    """Read `到<D 2020年>,建成<V 3个>` into a document and its mentions m1, m2 … in text order."""
    text, mentions = "", []
    for piece in markup.replace("<", "\0<").replace(">", "\0").split("\0"):
        if not piece.startswith("<"):
            text += piece
            continue
        label: Label = SIGNS[piece[1]]
        start, inner = len(text), piece[3:]
        text += inner
        mentions.append(Mention(f"m{len(mentions) + 1}", label, Span(start, len(text)), inner, 0.9, "test"))
    source = Source("sample.txt", "0" * 64, "text/plain")
    return Document(source, text, fold(text), (Block(Span(0, len(text))),)), tuple(mentions)


def policy(document: Document, headings: tuple[str, ...] = (), **fields: object) -> Policy:
    """Return the document as one policy; each of `headings` opens a section one level below the one before."""
    end = len(document.text)
    sections = [Section("s0", None, 0, "", "", Span(0, end))]
    for level, title in enumerate(headings, 1):
        start = document.text.index(title)
        heading = Span(start, start + len(title))
        sections.append(Section(f"s{level}", f"s{level - 1}", level, "", title, Span(start, end), heading))
    given = {"title": "", **fields}
    return Policy(id="p1", span=Span(0, end), sections=tuple(sections), **given)
