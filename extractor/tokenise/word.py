"""Words of a stretch of text."""

import re

from extractor.tokenise.dictionary import dictionary, tokenizer
from extractor.types import Token

_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PIECE = re.compile(
    rf"(?P<han>[{_HAN}]{{1,500}})"
    r"|(?P<m>[0-9]+(?:[.,][0-9]+)*(?:%|[A-Za-z][A-Za-z0-9]*)?)"
    r"|(?P<eng>[A-Za-z][A-Za-z0-9]*(?:[-.&+/][A-Za-z0-9]+)*)"
    r"|(?P<x>\S)"
)


def words(plain: str, start: int, end: int) -> tuple[Token, ...]:
    """Cut `plain[start:end]` into words; offsets are those of `plain`.

    The words cover everything but white space. Numbers (1,200 3.5% 5G) and Latin words (PM2.5)
    stay whole, with tags m and eng; any other sign is one word, tag x.
    A run of more than 500 Chinese characters without any sign is cut there.
    """
    cut, tags = tokenizer().cut, dictionary().tags
    found: list[Token] = []
    for piece in _PIECE.finditer(plain, start, end):
        if piece.lastgroup != "han":
            found.append(Token(piece.start(), piece.end(), str(piece.lastgroup)))
            continue
        at = piece.start()
        for word in cut(piece.group(), HMM=False):
            found.append(Token(at, at + len(word), tags.get(word, "")))
            at += len(word)
    return tuple(found)
