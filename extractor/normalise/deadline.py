"""Deadlines to the guideline's EDTF forms: `到2020年6月底前` to `../2020-06-30` (guideline §2)."""

import re
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from extractor.normalise.anchor import Anchor, read_anchor
from extractor.normalise.moments import Moment, read_moments
from extractor.normalise.recurrence import named_norm, recurring_norm
from extractor.normalise.relative import later, relative_norm, span_of
from extractor.normalise.tables import rows
from extractor.types import UNRESOLVED


class Deadline(NamedTuple):
    """A norm of guideline §2; `note` says in Chinese why it is `unresolved`, else None."""

    norm: str
    note: str | None = None


UNKNOWN = "写法未能识别为时间"
REVERSED = "起止时间前后颠倒"
NO_PERIOD = "文件没有写明起止年份"
_NOISE = re.compile(r"\(不?含\)|[\s“”\"'‘’《》()]")
_TO = re.compile(
    r"(?:起|开始|初)?(?:施行|实施|执行|生效)?,?(?:(?P<list>、|和|及|与|或)|(?:-|~|〜|—|–|―|−|至|到){1,2})(?:在|于)?"
)
OWN_PERIOD = re.compile(r"(?<!五)(?:行动|创建|规划|计划|实施|建设|试点|方案)期(?![满末])")
_FROM = re.compile(r"(?:起|开始|始|以来|之?以?后|之日起)")
_AT_START = re.compile(r"(?:从|自|由)$")
_UNTIL = re.compile(r"(?:到|至|截止|截至)$")
_OVER = re.compile(r"(?:规划|计划)?(?:时期|期)?(?:结束)?(?:之?以?[前内]|底|末|止|为止)")
_WITHIN = re.compile(r"(?:期间|时期|期内|全年|全程)")


def deadline(
    text_plain: str,
    anchor: str | None,
    context_year: int | None = None,
    period: tuple[int, int] | None = None,
) -> Deadline:
    """Return what a DEADLINE says, in the forms of guideline §2.

    Takes the folded text of a mention, the document's date (`YYYY[-MM[-DD]]`), the year that its sentence
    or heading named before it, and the first and last year of the document's own plan. A date is met up to
    and with its last day: 2020年前 is `../2020-12-31` as 到2020年 is.
    """
    text = _NOISE.sub("", text_plain)
    known = read_anchor(anchor, context_year)
    settled = recurring_norm(text) or named_norm(text, known.year)
    if settled:
        return Deadline(settled)
    if OWN_PERIOD.search(text):
        return _own_period(text, known, period)
    moments = read_moments(text, known)
    lacking = next((moment.lacks for moment in moments if moment.lacks), None)
    if lacking:
        return Deadline(UNRESOLVED, lacking)
    if moments:
        return _several(text, moments)
    relative = relative_norm(text, known)
    return Deadline(*relative) if relative else Deadline(UNRESOLVED, _why_vague(text))


def _own_period(text: str, anchor: Anchor, period: tuple[int, int] | None) -> Deadline:
    """Read 规划期内 as the period of the document's own plan, 三年行动期 else as three years from its date."""
    months = span_of(text)
    if period is None and anchor.year and months and months % 12 == 0:
        period = anchor.year, anchor.year + months // 12 - 1
    return Deadline(f"{period[0]}/{period[1]}") if period else Deadline(UNRESOLVED, NO_PERIOD)


def _several(text: str, moments: list[Moment]) -> Deadline:
    """Read 2018年1月至6月 as a period, 5月、11月 as what its last member says."""
    first, last = moments[0], moments[-1]
    between = _TO.fullmatch(text[first.end : moments[1].start]) if len(moments) > 1 else None
    if not between:
        return _single(text, first)
    if between["list"] and not _follow(moments):
        return _single(text, last)
    if last.close < first.close:
        return Deadline(UNRESOLVED, REVERSED)
    return Deadline(f"{first.first}/{last.last}")


def _follow(moments: list[Moment]) -> bool:
    """Say whether the members of a list follow each other without a gap."""
    pairs = pairwise(moments)
    return all(_opening(after) == before.close + timedelta(days=1) for before, after in pairs)


def _opening(moment: Moment) -> date:
    return date.fromisoformat((moment.first + "-01-01")[:10])


def _single(text: str, moment: Moment) -> Deadline:
    head, tail = text[: moment.start], text[moment.end :]
    if _FROM.match(tail) or _AT_START.search(head):
        return _from(tail, moment)
    if _WITHIN.match(tail):
        return Deadline(f"{_to_month(moment.first, '-01', moment)}/{_to_month(moment.last, '-12', moment)}")
    if moment.spans and not _UNTIL.search(head) and not _OVER.match(tail):
        return Deadline(f"{moment.first}/{moment.last}")
    return Deadline(f"../{moment.close.isoformat()}")


def _to_month(iso: str, month: str, moment: Moment) -> str:
    return iso + month if len(iso) == 4 and not moment.spans else iso


def _from(tail: str, moment: Moment) -> Deadline:
    """Read 自2015年1月1日起, also with its length: 自2015年1月1日起三年内."""
    months = span_of(tail) if "年" in tail or "月" in tail else None
    if months is None:
        return Deadline(f"{moment.first}/..")
    last = later(_opening(moment), months) - timedelta(days=1)
    return Deadline(f"{moment.first}/{last.isoformat()[: len(moment.first)]}")


def _why_vague(text: str) -> str:
    return next((note for note, expression in _vague() if expression.search(text)), UNKNOWN)


@cache
def _vague() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((note, re.compile(expression)) for note, expression in rows("vague.tsv"))
