"""Bracket pairs and quotation marks, and how deep a character stands in them."""

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
_CLOSERS = {closer: opener for opener, closer in PAIRS.items()}
LONGEST_PAIR = 400


def pairs(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return (opener, closer) offsets of matched brackets in `text[start:end]`, by opener.

    An opener left open, or further than LONGEST_PAIR from its closer, pairs with nothing,
    so one stray bracket never swallows the text behind it.
    """
    found: list[tuple[int, int]] = []
    stack: list[int] = []
    for at in range(start, len(text) if end is None else end):
        char = text[at]
        if char in PAIRS:
            stack.append(at)
        elif char in _CLOSERS:
            _close(text, at, stack, found)
    found.sort()
    return found


def _close(text: str, at: int, stack: list[int], found: list[tuple[int, int]]) -> None:
    wanted = _CLOSERS[text[at]]
    for depth in range(len(stack) - 1, max(-1, len(stack) - 9), -1):
        opener = stack[depth]
        if at - opener > LONGEST_PAIR:
            return
        if text[opener] == wanted:
            del stack[depth:]
            found.append((opener, at))
            return


def top_level(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return only the matched brackets of `text[start:end]` that stand in no other."""
    tops: list[tuple[int, int]] = []
    for opener, closer in pairs(text, start, end):
        if not tops or opener > tops[-1][1]:
            tops.append((opener, closer))
    return tops
