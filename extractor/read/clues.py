"""What single lines and elements of a page say about themselves."""

import re
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from extractor.read.noise import is_noise
from extractor.read.page import Line, facts

_PROSE = re.compile(r"[。;!?]|[,、:(].{4}")
_SENTENCE = re.compile(r"[。;,!?]")
_CONTACT = re.compile(r"地址|邮编|邮政编码|电话|传真|邮箱|主办|承办|技术支持|版权|备案号")
_ATTACHED = re.compile(r"附件|附表|\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|zip|rar|txt)\b", re.I)
_NUMBERED = re.compile(r"[(\[]?\d{1,2}[)\].、]")
_WORDS = re.compile(r"[A-Z]?[a-z]+[0-9]*|[A-Z]+")

LONGEST_NAME = 200
LONG_LINE = 25
SHORT_WEIGHT = 0.3
LINKED = 0.6
FREE = 8


class Clue(NamedTuple):
    """What a line is worth: `stale` is boilerplate, `link` little but links, `weight` that of its prose."""

    stale: bool
    link: bool
    visible: int
    weight: float


def read_clues(lines: list[Line], plains: list[str]) -> list[Clue]:
    """Return the clue of each line; `plains` are the folded lines without edge space."""
    clues: list[Clue] = []
    listed = False
    for line, plain in zip(lines, plains, strict=True):
        listed = names_attachment(plain) or (listed and _NUMBERED.match(plain) is not None)
        link = not listed and _is_link(line, plain)
        stale = is_noise(plain, weak=1)
        weight = 0.0 if stale or link else _weigh(plain, len(plain) - line.linked)
        clues.append(Clue(stale, link, len(plain), weight))
    return clues


def names_attachment(plain: str) -> bool:
    """Say whether a line names an attachment or a file."""
    return _ATTACHED.search(plain) is not None


def _is_link(line: Line, plain: str) -> bool:
    visible = len(plain.replace(" ", ""))
    sentence = visible - line.linked >= FREE and _SENTENCE.search(plain)
    return line.linked >= LINKED * visible and not sentence


def _weigh(plain: str, free: int) -> float:
    """Return the weight of a line with `free` characters outside links: less for what is no prose."""
    if sum(1 for _ in islice(_CONTACT.finditer(plain), 2)) == 2:
        return 0.0
    prose = len(plain) >= LONG_LINE or _PROSE.search(plain)
    return max(0, free) * (1.0 if prose else SHORT_WEIGHT)


def is_low(node: HtmlElement, surely: bool = False) -> bool:
    """Say whether an element's tag, class or id names it as navigation, footer and the like.

    `surely` leaves out names that a part of an article may bear too (page, top, position …).
    """
    known, words = facts(), _words(node)
    if node.tag in known["low"] or words & known["other"]:
        return True
    return not surely and bool(words & known["other_alone"]) and not words & known["article"]


def is_named(node: HtmlElement) -> bool:
    """Say whether an element's tag, class or id names it as an article."""
    return node.tag == "article" or bool(_words(node) & facts()["article"])


def _words(node: HtmlElement) -> set[str]:
    names = f"{node.get('class', '')[:LONGEST_NAME]} {node.get('id', '')[:LONGEST_NAME]}"
    return {word.lower() for word in _WORDS.findall(names)}
