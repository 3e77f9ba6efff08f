"""Plain text: one block a line."""

import re
from collections.abc import Iterator

from extractor.read.noise import is_noise
from extractor.types import Block, Place, Span

BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
EDGE = " \t\u200b\u200e\u200f\u2060\ufeff\x00\x1a"


def lines(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield (number from 1, start, end) of every line, without its break; empty lines too."""
    number, start = 1, 0
    for match in BREAK.finditer(text):
        yield number, start, match.start()
        number, start = number + 1, match.end()
    yield number, start, len(text)


def strip(plain: str, start: int, end: int) -> tuple[int, int]:
    """Narrow a range of folded text to what is visible."""
    inner = plain[start:end]
    left = len(inner) - len(inner.lstrip(EDGE))
    return start + left, start + max(left, len(inner.rstrip(EDGE)))


def split(plain: str) -> list[Block]:
    """Return the blocks of folded plain text: one for each line that is not blank."""
    blocks: list[Block] = []
    for number, start, end in lines(plain):
        span = Span(*strip(plain, start, end))
        if span.width:
            place = Place(paragraph=len(blocks) + 1, line=number)
            blocks.append(Block(span, "noise" if is_noise(span.of(plain)) else "text", place))
    return blocks
