"""Words, clauses and sentences."""

from dataclasses import dataclass
from typing import NamedTuple

from extractor.types.span import Span


class Token(NamedTuple):
    """One word; `tag` is its dictionary part of speech (jieba's tag set), "" when unknown."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of one section; never crosses a block, a heading or a section.

    `clauses` cut the sentence at clause punctuation outside brackets and quotation marks;
    they leave out that punctuation. `heading` marks the text of a heading.
    `block` is the index of its block in `Document.blocks`: sentences of one paragraph share it.
    """

    span: Span
    section: str
    block: int
    clauses: tuple[Span, ...]
    tokens: tuple[Token, ...] = ()
    heading: bool = False
