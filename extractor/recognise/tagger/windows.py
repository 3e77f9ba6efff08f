"""Sentences to windows: what the model sees at once, and which of it it must label.

A window is `<s> prefix </s> left core </s>`. The prefix says where the core stands (genre, the
section's function, its heading path); `left` repeats the tokens before the core. Only core
tokens are labelled, so every token of a policy is labelled exactly once. A `</s>` of no width
before each paragraph or cell shows the model where a new one begins. A core never crosses into a
section of another function, since the prefix names one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from tokenizers import Encoding, Tokenizer

from extractor.errors import ModelError
from extractor.lang.fold import simplify
from extractor.types import Document, Policy, Section, Sentence

_GENRES = {
    "plan": "方案",
    "opinion": "意见",
    "outline": "规划",
    "work_report": "报告",
    "notice": "通知",
    "speech": "讲话",
    "measures": "办法",
    "academic": "论文",
    "other": "其他",
}
_FUNCTIONS = {
    "background": "背景",
    "principle": "原则",
    "goals": "目标",
    "tasks": "任务",
    "safeguards": "保障",
    "achievements": "成绩",
    "problems": "问题",
    "definitions": "定义",
    "formula": "程式",
    "other": "其他",
}


_SENTENCES = 256
_T = TypeVar("_T")


def portions(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """Yield items in lists of `size`, so that not all of them stand in memory at once."""
    left = iter(items)
    while portion := list(islice(left, size)):
        yield portion


@dataclass(frozen=True, slots=True)
class Shape:
    """Most tokens of each part; with the three special ones a window of the default has at most 379."""

    prefix: int = 40
    left: int = 48
    core: int = 288


DEFAULT_SHAPE = Shape()


@dataclass(frozen=True, slots=True)
class Window:
    """`ids` are the model's input; tokens from `first` on are core, at `offsets` of the document’s text."""

    ids: tuple[int, ...]
    first: int
    offsets: tuple[tuple[int, int], ...]

    @property
    def core(self) -> range:
        """Places of the core tokens in `ids`."""
        return range(self.first, self.first + len(self.offsets))


@dataclass(frozen=True, slots=True)
class _Piece:
    """Tokens of one sentence, or of a part of one that is longer than a core."""

    ids: list[int]
    offsets: list[tuple[int, int]]
    section: str
    function: str


class Cutter:
    """Cuts policies to windows of one shape with one tokenizer. Raises ModelError for a tokenizer without edges."""

    def __init__(self, tokenizer: Tokenizer, shape: Shape = DEFAULT_SHAPE) -> None:
        self._tokenizer, self._shape = tokenizer, shape
        start, end = tokenizer.token_to_id("<s>"), tokenizer.token_to_id("</s>")
        if start is None or end is None:
            raise ModelError("模型的分词器缺少 <s> 或 </s>，请还原模型文件 tokenizer.json")
        self._start, self._end = int(start), int(end)

    def windows(
        self, document: Document, policy: Policy, sentences: tuple[Sentence, ...], skip: int = 0
    ) -> Iterator[Window]:
        """Yield the windows of one policy in text order; linear in its length.

        `skip` shortens the first core of a function to so many tokens: training cuts the same text in other places.
        """
        sections = {section.id: section for section in policy.sections}
        left: list[int] = []
        pieces = self._pieces(document, sentences, sections)
        for group in _groups(pieces, skip or self._shape.core, self._shape.core):
            prefix = self._encode(_context(policy, group[0], sections))[: self._shape.prefix]
            ids = [token for piece in group for token in piece.ids]
            offsets = tuple(place for piece in group for place in piece.offsets)
            head = [self._start, *prefix, self._end, *left]
            yield Window((*head, *ids, self._end), len(head), offsets)
            left = (left + ids)[-self._shape.left :] if self._shape.left else []

    def _pieces(
        self, document: Document, sentences: tuple[Sentence, ...], sections: dict[str, Section]
    ) -> Iterator[_Piece]:
        block = -1
        for portion in portions(sentences, _SENTENCES):
            texts = [document.plain[sentence.span.start : sentence.span.end] for sentence in portion]
            encodings: list[Encoding] = self._tokenizer.encode_batch(texts, add_special_tokens=False)
            for sentence, encoding in zip(portion, encodings, strict=True):
                yield from self._split(sentence, encoding, sentence.block != block, sections)
                block = sentence.block

    def _split(
        self, sentence: Sentence, encoding: Encoding, begins: bool, sections: dict[str, Section]
    ) -> Iterator[_Piece]:
        """Yield a sentence in pieces that fit a core; where a paragraph `begins`, its mark first."""
        start, ids, most = sentence.span.start, encoding.ids, self._shape.core
        offsets = [(start + a, start + b) for a, b in encoding.offsets]
        if begins:
            ids, offsets = [self._end, *ids], [(start, start), *offsets]
        function = sections[sentence.section].function if sentence.section in sections else "other"
        for at in range(0, len(offsets), most):
            yield _Piece(ids[at : at + most], offsets[at : at + most], sentence.section, function)

    def _encode(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)


def _groups(pieces: Iterator[_Piece], first: int, most: int) -> Iterator[list[_Piece]]:
    group: list[_Piece] = []
    room = first
    for piece in pieces:
        turns = bool(group) and piece.function != group[0].function
        if group and (turns or len(piece.ids) > room):
            yield group
            group, room = [], first if turns else most
        group.append(piece)
        room -= len(piece.ids)
    if group:
        yield group


def _context(policy: Policy, piece: _Piece, sections: dict[str, Section]) -> str:
    here = sections.get(piece.section)
    path: list[str] = []
    while here is not None:
        path.insert(0, simplify(here.title))
        here = sections.get(here.parent) if here.parent else None
    return " ".join([_GENRES[policy.genre], _FUNCTIONS[piece.function], *(title[:24] for title in path if title)])
