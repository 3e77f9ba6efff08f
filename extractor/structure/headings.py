"""Where the title of a numbered heading ends, and whether there is one."""

import re
from functools import cache
from typing import NamedTuple

from extractor.structure.lexicons import patterns, words

LONGEST_LINE = 60
LONGEST_RUN_IN = 48
LONGEST_LABEL = 15
LONGEST_ARTICLE = 20
SURE = 24
_GLUED = 10
_LONGEST_PHRASE = 12
_SHORT_LINE = 30
_SHORTEST_GLUED = 4
_END = re.compile(r"[。!?;\n]|:(?!\d\d)|(?<!\d):")
_EDGE = " \t*#"


class Title(NamedTuple):
    """A title's text span and where the heading ends (behind its 。 or :).

    `sure` is False where only its siblings can tell a title from a short sentence.
    """

    start: int
    end: int
    stop: int
    sure: bool = True


def find_title(plain: str, start: int, limit: int, style: str, has_children: bool) -> Title | None:
    """Return the title behind a number that ends at `start`, or None when the item is content.

    `limit` is where the next number stands; text in between is the item's own. A numbered item
    with neither text of its own nor numbers under it has no title; a remark on duties is no text.
    """
    while start < limit and plain[start] in _EDGE:
        start += 1
    hit = _END.search(plain, start, limit)
    end = hit.start() if hit else limit
    own = plain[end + 1 : limit].strip(" \n\t*#") if hit else ""
    remarked = own and remark_end(own, 0, len(own)) == len(own)
    follows = bool(own) or has_children
    on_own_line = hit is not None and hit.group() == "\n" and end - start <= _SHORT_LINE
    glued = None if on_own_line else _known(plain, start, limit, follows) or _glued(plain, start, limit)
    if glued:
        return glued
    if end == start or not follows or (remarked and not has_children):
        return None
    mark = hit.group() if hit else ""
    return _judge(plain, start, end, mark, style)


def _judge(plain: str, start: int, end: int, mark: str, style: str) -> Title | None:
    while end > start and plain[end - 1] in _EDGE:
        end -= 1
    text = plain[start:end]
    if not text or text[-1] in ",、" or mark == ";":
        return None
    rules = patterns("titles")
    if style == "条" and (mark == ":" or len(text) > LONGEST_ARTICLE or rules["clause"].search(text)):
        return None
    if mark == ":":
        fits = len(text) <= LONGEST_LABEL and "," not in text and not rules["label"].search(text)
        return Title(start, end, end + 1) if fits else None
    phrases = text.split(",")
    sure = len(text) <= SURE and max(map(len, phrases)) <= (SURE if len(phrases) == 1 else _LONGEST_PHRASE)
    if mark in ("", "\n"):
        return Title(start, end, end, sure) if len(text) <= LONGEST_LINE else None
    if len(text) > LONGEST_RUN_IN or rules["sentence"].search(text):
        return None
    return Title(start, end, end + 1, sure)


def _known(plain: str, start: int, limit: int, follows: bool) -> Title | None:
    """Return the known title that runs straight into its text (一、指导思想深入贯彻…).

    `follows` says that the item goes on behind its first sentence, which may then be the title.
    """
    names = known_titles()
    for length in range(min(12, limit - start), 1, -1):
        end = start + length
        if plain[start:end] in names:
            rest = plain[end : min(end + _GLUED, limit)]
            runs_on = not follows or not _END.search(rest) or patterns("titles")["opens"].match(rest)
            fits = len(rest) > 1 and runs_on and not patterns("titles")["joined"].match(rest)
            return Title(start, end, end) if fits else None
    return None


def _glued(plain: str, start: int, limit: int) -> Title | None:
    """Return the title in front of a word that begins sentences (一、进展情况截至5月…) or with a time in brackets."""
    rules = patterns("titles")
    hit = rules["glued"].match(plain, start, limit) or rules["staged"].match(plain, start, limit)
    if hit and hit.end() - start < _SHORTEST_GLUED:
        return None
    return Title(start, hit.end(), hit.end()) if hit else None


def remark_end(plain: str, at: int, limit: int) -> int:
    """Return where the remarks on duties end that stand at `at` (市教育局负责, 责任单位:市教育局), `at` without any."""
    hit = _remarks().match(plain, at, limit)
    return hit.end() if hit else at


@cache
def _remarks() -> re.Pattern[str]:
    return re.compile(rf"(?:\s*(?:{'|'.join(pattern.pattern for pattern in patterns('remarks').values())}))+")


def is_chrome(text: str) -> bool:
    """Say whether a Markdown heading is a web page's own (政策全文, 基本信息)."""
    return patterns("titles")["chrome"].fullmatch(text) is not None


def known_titles() -> frozenset[str]:
    """Return the heading titles of data/heading_titles.txt."""
    return words("heading_titles")
