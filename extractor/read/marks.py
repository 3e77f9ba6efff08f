"""Marks inside the lines of Markdown that are no text: emphasis, links, code, and the break of an item's line."""

import re
from collections.abc import Iterable, Iterator

from extractor.types import Block, Span

_PAIRED = re.compile(
    r"(?P<mark>\*{1,3}|_{2,3}|~~|`{1,2})(?=[^\s*_~`])(?:(?!(?P=mark))[^\n]){0,2000}?(?<=[^\s*_~`])(?P=mark)(?![*_~`])"
    r"|~(?P<low>[\d.]{1,6})~|\[(?P<link>[^\[\]\n]{1,500})\]\((?:[^()\s]|\([^()\s]*\)){1,1000}(?: \"[^\"\n]{0,200}\")?\)"
)
_CONTINUED = re.compile(r"\n(?: {2,}|\t)[^\S\n]*")
_BULLET = re.compile(r"[-*+] +(?:\[[ xX]\] +)?$")
_NUMBER = re.compile(r"\d{1,2}[.)] ")
_EDGE = "*_~`"


def marks(text: str, blocks: Iterable[Block]) -> tuple[Span, ...]:
    """Return the stretches of Markdown that are left out for reading, in order.

    An item goes on in an indented line below it; a bare line break may as well part paragraphs, and stays.
    """
    kept = [block for block in blocks if block.kind != "noise"]
    found = {span for block in kept for span in _inside(text, _with_edges(text, block.span))}
    found.update(_between(text, kept))
    return tuple(sorted(found))


def _with_edges(text: str, span: Span) -> Span:
    """Return a block's span with the marks right around it, whose partners may stand inside."""
    start, end = span
    while start and text[start - 1] in _EDGE:
        start -= 1
    while end < len(text) and text[end] in _EDGE:
        end += 1
    return Span(start, end)


def _inside(text: str, span: Span) -> Iterator[Span]:
    waiting = [span]
    while waiting:
        start, end = waiting.pop()
        for hit in _PAIRED.finditer(text, start, end):
            name = "link" if hit["link"] else "low" if hit["low"] else ""
            width = len(hit["mark"] or "")
            inner = Span(*hit.span(name)) if name else Span(hit.start() + width, hit.end() - width)
            yield Span(hit.start(), inner.start)
            yield Span(inner.end, hit.end())
            waiting.append(inner)


def _between(text: str, blocks: list[Block]) -> Iterator[Span]:
    """Yield the bullets of items, and what parts an item from the line in which it goes on."""
    for block, below in zip(blocks, [*blocks[1:], None], strict=True):
        start, end = block.span
        if block.kind == "cell":
            continue
        bullet = _BULLET.search(text[text.rfind("\n", 0, start) + 1 : start])
        if bullet:
            yield Span(start - len(bullet[0]), start)
        item = bullet or _NUMBER.match(text, start)
        if item and below and below.kind != "cell" and _CONTINUED.fullmatch(text, end, below.span.start):
            yield Span(end, below.span.start)
