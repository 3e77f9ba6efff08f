"""Two texts with the characters that differ set apart."""

from difflib import SequenceMatcher
from typing import NamedTuple

SHORTEST = 2
"""A common stretch shorter than this between two differences belongs to them: less flicker for the reader."""
MOST = 2000
"""Longer texts are not compared character by character."""


class Piece(NamedTuple):
    """A stretch of text, and whether the other side lacks it."""

    text: str
    differs: bool


def side_by_side(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """Return both texts as pieces; joined, the pieces of a side are its text."""
    if old == new or max(len(old), len(new)) > MOST:
        return [Piece(old, old != new)], [Piece(new, old != new)]
    left: list[Piece] = []
    right: list[Piece] = []
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for at, (tag, start, end, begin, stop) in enumerate(codes):
        short = 0 < at < len(codes) - 1 and end - start < SHORTEST
        differs = tag != "equal" or short
        _add(left, old[start:end], differs)
        _add(right, new[begin:stop], differs)
    return left, right


def _add(pieces: list[Piece], text: str, differs: bool) -> None:
    if pieces and pieces[-1].differs == differs:
        pieces[-1] = Piece(pieces[-1].text + text, differs)
    elif text:
        pieces.append(Piece(text, differs))
