"""Numbers between which something changes: 由58%提高到65%."""

import re

_NEAR = 14
_FROM = re.compile(r"(?:由|从)(?P<when>(?:(?!给予|安排|补助|奖励)[^,;。由从\n]){0,12})$")
_MOVES = re.compile(
    r"[^,;。\n]{0,4}(?:提高|增加|下降|降低|降|增|上升|扩大|提升|缩短|减少|压减)[^,;。\d\n]{0,2}?(?:[到至为]|\d)"
)


def where_change_begins(plain: str, start: int, end: int) -> str | None:
    """Return what stands between 由 and the number in `plain[start:end]` where a change begins with it (2025年的), else
    None.
    """
    begins = _FROM.search(plain, max(0, start - _NEAR), start)
    return begins["when"] if begins and _MOVES.match(plain, end) else None
