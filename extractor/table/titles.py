"""What a document's title says: without who issued it, and whether a heading says it again."""

import re

from extractor.lang.brackets import top_level
from extractor.lang.fold import fold

_ISSUED = re.compile("关于印发(.+)的通知$")
_CLOSE = re.compile(r"[》”]?(?:\([^()]*\))?[》”]?(?:的通知)?")
_SPACES = re.compile(r"\s+")
_SHARE = 2


def inner(title: str) -> str:
    """Return a title without 关于印发…的通知 around it, and without the marks around all that is left."""
    issued = _ISSUED.search(fold(title))
    if not issued:
        return title
    start, end = issued.span(1)
    marked = title[start] in "《“" and (start, end - 1) in top_level(title, start, end)
    return title[start + 1 : end - 1] if marked else title[start:end]


def repeats(title: str, heading: str) -> bool:
    """Say whether a heading says what the title of its document says: it ends it, and is no small part of it."""
    whole, said = (_SPACES.sub("", fold(words)) for words in (title, heading))
    at = whole.rfind(said) if said else -1
    ends = at >= 0 and _CLOSE.fullmatch(whole, at + len(said)) is not None
    return ends and len(said) * _SHARE >= len(_SPACES.sub("", inner(title)))
