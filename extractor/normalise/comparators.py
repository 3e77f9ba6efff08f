"""What compares a quantity: 不少于, 以上, 左右, before, behind or around a VALUE."""

import re
from functools import cache
from typing import cast

from extractor.normalise.amounts import read_amounts
from extractor.normalise.tables import rows
from extractor.types import Operator

_NEARLY = re.compile(r"(?:基本|总体|大体)上?(?:(?:实现|达到|做到|完成)[^,;。:]{0,30})?$")
_DIGIT = re.compile(r"[0-9一二两三四五六七八九十]")
_BOUNDS = ("不", "最高", "最多", "最大", "上限")
_BASES = "额价率量数值费金献入资线租"
_AND = re.compile(r"[、或和及]")
_CLAUSE_END = re.compile(r"[,;:。!?\n]")


def compare(head: str, tail: str, hint: Operator | None = None) -> Operator | None:
    """Return what compares a quantity: a bound, before or behind it, is stronger than 约 and 左右."""
    before, after = _comparators()
    found: list[Operator] = [cast(Operator, _operators()[word]) for word in reversed(before.findall(head))]
    behind = after.search(tail)
    if behind:
        found.append(cast(Operator, _operators()[behind.group()]))
    if hint:
        found.append(hint)
    bounds = [op for op in found if op != "~"]
    return bounds[0] if bounds else (found[0] if found else None)


def operator_around(before: str, text: str, after: str) -> Operator | None:
    """Return what compares a VALUE whose span leaves it out: 最高补助|25万元, 至少办好|一所, 25万元|以上.

    A cap holds for a whole list: 最高补助50万元、|30万元.
    """
    ahead, behind = _neighbours()
    lead, tail = ahead.search(before), behind.match(after)
    writing = next((found for found in (lead and lead[lead.lastindex or 0], tail and tail[0]) if found), None)
    if writing:
        return cast(Operator, _operators()[writing])
    if _in_capped_list(before, text):
        return "<="
    return "~" if _NEARLY.search(before) and not _DIGIT.search(text) else None


def _in_capped_list(before: str, text: str) -> bool:
    """Say whether `before` ends with a cap, amounts of the same unit, and the mark of a list."""
    if not before or not _AND.fullmatch(before[-1]):
        return False
    clause = _CLAUSE_END.split(before[:-1])[-1]
    cap = _caps().search(clause)
    own = read_amounts(text)
    if cap is None or not own:
        return False
    listed = [(piece, read_amounts(piece)) for piece in _AND.split(clause[cap.end() :])]
    return all(held and held[-1].end == len(piece) and held[-1].unit == own[0].unit for piece, held in listed)


@cache
def _neighbours() -> tuple[re.Pattern[str], re.Pattern[str]]:
    between, giving = _any("between"), _any("giving")
    words = [word for word in _words("before") if len(word) > 1]
    before = "|".join(map(re.escape, words))
    bound = "|".join(map(re.escape, (word for word in words if word.startswith(_BOUNDS))))
    after = "|".join(re.escape(word) for word in _words("after") if len(word) > 1)
    ahead = (
        rf"({before})(?:{between}){{0,4}}",
        r"(至少|最少|起码|至多|最多)(?!的)[\u4e00-\u9fff]{1,6}",
        rf"(最高|最多)可?(?:{giving})[^\d,;。:、()%]{{1,20}}",
        r"(?<![不未期届圆])(满)",
        r"(?<![极有期时上下权界年额宽不受低门局])(限)(?:补助|申报|报|资助|推荐|享受)?",
        rf"({bound})(?:为|按)?[^,;:。、\d]{{1,22}}[{_BASES}]的",
    )
    return re.compile(rf"(?:{'|'.join(ahead)})$"), re.compile(after)


@cache
def _caps() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in _words("before") if _operators()[word] == "<="))


def _any(*place: str) -> str:
    return "|".join(map(re.escape, _words(*place)))


def _words(*place: str) -> list[str]:
    """Return the writings of some places, the longest first."""
    return sorted((row[2] for row in rows("comparators.tsv") if row[0] in place), key=len, reverse=True)


@cache
def _operators() -> dict[str, str]:
    return {writing: op for _, op, writing in rows("comparators.tsv") if op}


@cache
def _comparators() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words before and behind a number; a single character must touch it."""
    before = _alternatives(_words("before", "inside"), r"(?<!以)", "$")
    return re.compile(before), re.compile(_alternatives(_words("after"), "^", ""))


def _alternatives(words: list[str], left: str, right: str) -> str:
    return "|".join(re.escape(word) if len(word) > 1 else left + re.escape(word) + right for word in words)
