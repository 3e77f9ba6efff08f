"""Sentences to windows: what the model sees at once, and which of it it must label.

A window is `<s> prefix </s> left core </s>`. The prefix says where the core stands (genre, the
section's function, its heading path); `left` repeats the tokens before the core. Only core
tokens are labelled, so every token of a policy is labelled exactly once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tokenizers import Encoding, Tokenizer

from extractor.errors import ModelError
from extractor.types import Document, Policy, Section, Sentence

PREFIX, LEFT, CORE = 40, 48, 288
"""Most tokens of each part; with the three special ones a window has at most 379."""

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


def windows(
    document: Document, policy: Policy, sentences: tuple[Sentence, ...], tokenizer: Tokenizer, skip: int = 0
) -> Iterator[Window]:
    """Yield the windows of one policy in text order; linear in its length.

    `skip` shortens the first core to so many tokens: training cuts the same text in other places.
    """
    sections = {section.id: section for section in policy.sections}
    pieces = _pieces(document, sentences, tokenizer)
    left: list[int] = []
    for group in _groups(pieces, skip):
        prefix = _prefix(policy, group[0].section, sections, tokenizer)
        ids = [token for piece in group for token in piece.ids]
        yield _window(prefix, left[-LEFT:], ids, [place for piece in group for place in piece.offsets], tokenizer)
        left = (left + ids)[-LEFT:]


def _pieces(document: Document, sentences: tuple[Sentence, ...], tokenizer: Tokenizer) -> Iterator[_Piece]:
    texts = [document.plain[sentence.span.start : sentence.span.end] for sentence in sentences]
    encodings: list[Encoding] = tokenizer.encode_batch(texts, add_special_tokens=False)
    for sentence, encoding in zip(sentences, encodings, strict=True):
        begin = sentence.span.start
        offsets = [(begin + a, begin + b) for a, b in encoding.offsets]
        for at in range(0, len(offsets), CORE):
            yield _Piece(encoding.ids[at : at + CORE], offsets[at : at + CORE], sentence.section)


def _groups(pieces: Iterator[_Piece], skip: int) -> Iterator[list[_Piece]]:
    group: list[_Piece] = []
    room = skip or CORE
    for piece in pieces:
        if group and len(piece.ids) > room:
            yield group
            group, room = [], CORE
        group.append(piece)
        room -= len(piece.ids)
    if group:
        yield group


def _prefix(policy: Policy, section: str, sections: dict[str, Section], tokenizer: Tokenizer) -> list[int]:
    here = sections.get(section)
    path: list[str] = []
    while here is not None:
        path.insert(0, here.title)
        here = sections.get(here.parent) if here.parent else None
    function = sections[section].function if section in sections else "other"
    text = " ".join([_GENRES[policy.genre], _FUNCTIONS[function], *(title[:24] for title in path if title)])
    return list(tokenizer.encode(text, add_special_tokens=False).ids[:PREFIX])


def _window(
    prefix: list[int], left: list[int], ids: list[int], offsets: list[tuple[int, int]], tokenizer: Tokenizer
) -> Window:
    vocabulary = _edges(tokenizer)
    head = [vocabulary[0], *prefix, vocabulary[1], *left]
    return Window((*head, *ids, vocabulary[1]), len(head), tuple(offsets))


def _edges(tokenizer: Tokenizer) -> tuple[int, int]:
    start, end = tokenizer.token_to_id("<s>"), tokenizer.token_to_id("</s>")
    if start is None or end is None:
        raise ModelError("模型的分词器缺少 <s> 或 </s>，请还原模型文件 tokenizer.json")
    return start, end
