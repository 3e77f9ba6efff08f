"""Documents and sentences of the tests of this room, made without the other rooms."""

import re
from collections.abc import Iterator
from pathlib import Path

from extractor.lang.boundaries import clause_spans, sentence_spans
from extractor.lang.fold import fold
from extractor.recognise.rules import RuleRecogniser
from extractor.types import Block, Document, Mention, Policy, Section, Sentence, Source, Span

CASES = Path(__file__).parent / "cases"
_MARK = re.compile("[«»]")


def document(text: str, kind: str = "text") -> Document:
    """Build a document with one block a line."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(Span(at, at + len(line)), kind))
        at += len(line) + 1
    return Document(Source("文件.txt", "0" * 64, "text/plain", "utf-8"), text, fold(text), tuple(blocks))


def policy_of(document: Document, **fields: object) -> Policy:
    """Build a policy of one section over the whole text; `function` and `title` go to the section."""
    function, title = fields.pop("function", "other"), fields.pop("title", "")
    section = Section("s1", None, 1, "", title, Span(0, len(document.text)), None, function)
    return Policy("d1", "", Span(0, len(document.text)), (section,), **fields)


def sentences_of(document: Document, headings: tuple[int, ...] = ()) -> tuple[Sentence, ...]:
    """Cut every block into sentences; blocks in `headings` are headings."""
    return tuple(_sentences(document, headings))


def _sentences(document: Document, headings: tuple[int, ...]) -> Iterator[Sentence]:
    plain = document.plain
    for index, block in enumerate(document.blocks):
        for start, end in sentence_spans(plain, *block.span):
            clauses = tuple(Span(*clause) for clause in clause_spans(plain, start, end))
            yield Sentence(Span(start, end), "s1", index, clauses, (), index in headings)


def recognise(text: str, headings: tuple[int, ...] = (), kind: str = "text", **fields: object) -> tuple[Mention, ...]:
    """Run the rules over a text of one section."""
    made = document(text, kind)
    return RuleRecogniser().recognise(made, policy_of(made, **fields), sentences_of(made, headings))


def texts(mentions: tuple[Mention, ...], label: str) -> list[str]:
    """Return the texts of the mentions of a label."""
    return [mention.text for mention in mentions if mention.label == label]


def cases(label: str) -> list[str]:
    """Return the marked cases of a label (cases/<label>.txt)."""
    lines = (CASES / f"{label.lower()}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def unmark(case: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of a case and the spans that its marks show."""
    spans = [(hit.start() - 2 * n, hit.end() - 2 * n - 2) for n, hit in enumerate(re.finditer("«[^»]*»", case))]
    return _MARK.sub("", case), spans
