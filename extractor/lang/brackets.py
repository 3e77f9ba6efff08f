"""Bracket pairs and quotation marks, and which of them stand in no other."""

import re

PAIRS = {
    "(": ")",
    "（": "）",
    "《": "》",
    "〈": "〉",
    "“": "”",
    "‘": "’",
    "〔": "〕",
    "[": "]",
    "【": "】",
    "{": "}",
}
_OPENERS = {closer: opener for opener, closer in PAIRS.items()}
_BRACKET = re.compile("[" + re.escape("".join(PAIRS) + "".join(_OPENERS)) + '"]')
LONGEST_PAIR = 400
LONGEST_STRAIGHT = 60
DEEPEST = 8


def pairs(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return (opener, closer) offsets of matched brackets in `text[start:end]`, by opener.

    An opener left open, or further than LONGEST_PAIR from its closer, pairs with nothing,
    so one stray bracket never swallows the text behind it. Straight quotation marks "" pair
    by turns, at most LONGEST_STRAIGHT apart and in one line.
    """
    found: list[tuple[int, int]] = []
    stack: list[int] = []
    for bracket in _BRACKET.finditer(text, start, len(text) if end is None else end):
        at, char = bracket.start(), bracket.group()
        depth = None if char in PAIRS else _depth_of(_OPENERS.get(char, char), text, at, stack)
        if depth is not None:
            found.append((stack[depth], at))
            del stack[depth:]
        elif char not in _OPENERS:
            stack.append(at)
    found.sort()
    return found


def _depth_of(opener: str, text: str, at: int, stack: list[int]) -> int | None:
    """Return where on the stack of open brackets the partner of the closer at `at` is."""
    straight = opener == '"'
    for depth in range(len(stack) - 1, max(-1, len(stack) - 1 - DEEPEST), -1):
        if at - stack[depth] > (LONGEST_STRAIGHT if straight else LONGEST_PAIR):
            return None
        if text[stack[depth]] == opener:
            return None if straight and "\n" in text[stack[depth] : at] else depth
    return None


def top_level(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return only the matched brackets of `text[start:end]` that stand in no other."""
    tops: list[tuple[int, int]] = []
    for opener, closer in pairs(text, start, end):
        if not tops or opener > tops[-1][1]:
            tops.append((opener, closer))
    return tops
