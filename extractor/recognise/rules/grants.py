"""INDICATOR of a VALUE of support: the grant or fee (补助, 最高奖励额, 贴息)."""

import re
from collections.abc import Sequence

from extractor.recognise.rules.found import Found
from extractor.recognise.rules.tables import pattern
from extractor.recognise.rules.words import behind_verb

Range = tuple[int, int]
LONGEST = 16


def grant(plain: str, values: Sequence[Found], index: int, left: int, end: int) -> Range | None:
    """Return the span of the grant that `values[index]` gives, sought from `left` to `end`.

    The VALUEs of a list (分别给予10万元、5万元奖励) share the grant behind the last of them.
    """
    last = index
    while last + 1 < len(values) and plain[values[last].end : values[last + 1].start] in ("、", "和", "及"):
        last += 1
    stop = values[last + 1].start if last + 1 < len(values) else end
    after = _p("grant_after").match(plain[values[last].end : stop])
    if after:
        return values[last].end + after.start(1), values[last].end + after.end(1)
    return _before(plain, left, values[index].start)


def _before(plain: str, left: int, right: int) -> Range | None:
    text = plain[left:right]
    basis = _p("basis").search(text)
    if basis and basis.start() >= 2:
        return _whole(plain, left, left + basis.start())
    hit = _p("grant_before").search(text)
    if hit is None:
        return _object(plain, left, right)
    return _whole(plain, left, right) or (left + hit.start(), right)


def _whole(plain: str, left: int, right: int) -> Range | None:
    """Return the whole phrase where it opens neither with a verb nor with 每, 分别, 给予."""
    start = left
    for head in _p("grant_head").finditer(plain, left, right):
        start = head.end() if head.end() < right and head.start() <= start + 1 else start
    if not 2 <= right - start <= LONGEST:
        return None
    if (
        start == left
        and behind_verb(plain, start, right) > start + 1
        and not plain.startswith(("补助", "补贴", "奖励"), start)
    ):
        return None
    return start, right


def _object(plain: str, left: int, right: int) -> Range | None:
    """Return 工作经费 of 补助工作经费5万元."""
    at = max(plain.rfind(word, left, right) + len(word) for word in ("补助", "补贴", "奖励", "资助"))
    return (at, right) if at > left + 1 and 2 <= right - at <= LONGEST else None


def _p(key: str) -> re.Pattern[str]:
    return pattern("indicators", key)
