"""Deadlines that come back (每季度), and times that have a name (本世纪中叶)."""

import re
from functools import cache
from itertools import pairwise

from extractor.lang.dates import MONTH, parse_month
from extractor.lang.numerals import NUMBER, parse_number
from extractor.normalise.tables import rows

_MARKS = re.compile(
    r"[每逐按隔各分历次逢]|年中和|[年月季周度天]一|终了|结束后|年年|季季|月月|周周|天天|日日|度前?$|季度?[末初底]|周期|年为"
)
_TIMES_A_YEAR = re.compile(rf"每年度?的?{MONTH}(?:月|(?=[、和]))")
_LENGTH = re.compile(rf"(?:{NUMBER}|半)(?:个(?:月|星期|季度)|年|季度?|周|天)")
_ONCE = re.compile(r"[^,。;、:\n]{0,6}?一次(?!性)")
_RHYTHM = re.compile("[一二两三四五六七八九十半]+(?:年|月|季|周|天|日)")
_EACH = re.compile("一[报考检查督通调评命]")
_YEARLY = re.compile("(?:全年|年度?内|当年)")
_CAPPED = re.compile(rf"(?:累计|合计)?(?:最高|最多|不超过|不得超过|限(?:额|补|报|{NUMBER}))")
_MARKS_OF_NAMES = re.compile(r"世纪|年代|成立|[建军国党]")


def recurring_norm(text: str) -> str | None:
    """Return `R/P3M` for 每季度 and the like, None for a time that does not come back."""
    if not _MARKS.search(text):
        return None
    spaced = _spaced(text)
    if spaced:
        return spaced
    for norm, expression in _recurrences():
        match = expression.search(text)
        if match:
            count = next((group for group in match.groups() if group), "")
            return _counted(norm, count) if count else norm
    return None


def in_full(text: str, after: str) -> str:
    """Return what comes back in full: 半年一次 for 半年 before 组织一次 or 一报, 每年 for 年内 before a cap (最高)."""
    if _YEARLY.fullmatch(text) and _CAPPED.match(after):
        return "每年"
    back = (_LENGTH.fullmatch(text) and _ONCE.match(after)) or (_RHYTHM.fullmatch(text) and _EACH.match(after))
    return f"{text}一次" if back else text


def _spaced(text: str) -> str | None:
    """Return `R/P6M` for 每年5月和11月: months that stand equally far apart round the year."""
    if not _TIMES_A_YEAR.search(text) or re.search(r"[-~—至到]", text):
        return None
    named = [parse_month(month) or 0 for month in re.findall(rf"({MONTH})(?=月|[、和])", text)]
    step, left = divmod(12, len(named))
    apart = all(after - before == step for before, after in pairwise(named))
    return f"R/P{step}M" if len(named) > 1 and not left and apart else None


def named_norm(text: str, year: int | None) -> str | None:
    """Return what 本世纪末 or 建党一百年 means in a document of that year."""
    if not _MARKS_OF_NAMES.search(text):
        return None
    for norm, first, last, expression in _names():
        if expression.search(text) and (year is None or first <= year <= last):
            return norm
    return None


def _counted(norm: str, count: str) -> str | None:
    number = parse_number(count)
    if number is None or number != int(number) or not 0 < number <= 100:
        return None
    if norm.endswith("Q"):
        return f"R/P{int(number) * 3}M"
    return norm.replace("n", str(int(number)))


@cache
def _recurrences() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((norm, re.compile(expression.replace("{n}", NUMBER))) for norm, expression in rows("recurring.tsv"))


@cache
def _names() -> tuple[tuple[str, int, int, re.Pattern[str]], ...]:
    return tuple(
        (norm, int(first), int(last), re.compile(expression)) for norm, first, last, expression in rows("named.tsv")
    )
