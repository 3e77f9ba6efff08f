"""Deadlines to the guideline's EDTF forms: `到2020年6月底前` to `../2020-06-30` (guideline §2)."""

import re
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from extractor.normalise.anchor import Anchor, read_anchor
from extractor.normalise.moments import read_moments
from extractor.normalise.months import Moment
from extractor.normalise.recurrence import named_norm, recurring_norm
from extractor.normalise.relative import NO_CALENDAR, end_of, from_now, relative_norm, span_of
from extractor.normalise.tables import rows
from extractor.types import UNRESOLVED


class Deadline(NamedTuple):
    """A norm of guideline §2; `note` says in Chinese why it is `unresolved`, else None."""

    norm: str
    note: str | None = None


LONGEST = 400
"""Characters of a DEADLINE; what is longer names no one time."""
UNKNOWN = "写法未能识别为时间"
REVERSED = "起止时间前后颠倒"
NO_PERIOD = "文件没有写明起止年份"
_NOISE = re.compile(r"\(不?含\)|[\s“”\"'‘’《》()]")
_CLOCK = re.compile(r"(?<=[日号\d)])\s*(?:[上下]午)?\s*\d{1,2}:\d{2}(?=\s*(?:[-~—–至到前]|$))")
_TO = re.compile(
    r"(?:起|开始|初)?(?:施行|实施|执行|生效)?,?(?:(?P<list>、|和|及|与|或)|(?:-|~|〜|—|–|―|−|至|到){1,2})(?:在|于)?"
)
_MONTHS_ALONE = re.compile(r"(?<!\d)((?:19|20)\d\d)\.(\d{1,2})([-~—–])(1[0-2]|0?[1-9])$")
_OWN = r"(?<!五)(?<!个五年)(?:行动|创建|规划|计划|实施|建设|试点|方案)期(?!满)"
_YEARS = r"[一二两三四五六七八九十\d]{1,2}年"
_LENGTH = (
    rf"^(?:在|用|利用|经过|通过|力争|争取)*{_YEARS}(?:左右)?"
    r"(?:(?:之|以)?内|[里中]|的?(?:时间|(?:不懈|共同)?(?:努力|发展|调整|探索)))?$"
)
_WHOLE = re.compile(rf"{_YEARS}[里中]?$")
OWN_PERIOD = re.compile(rf"{_OWN}|{_LENGTH}")
"""What the period of the document's own plan may settle: 规划期末, and 三年内 in a plan of three years."""
COMING = re.compile(r"^在?(?:今后|未来|这)的?[一二两三四五六七八九十\d]{1,2}年(?:里|中|之?内|期间)?$")
"""What the years of a plan or of a government may settle that begin with the document: 今后五年."""
_OWN_EDGE = re.compile(r"期(?:间|内)?(?P<edge>[末初])")
_FROM = re.compile(r"(?:起|开始|始|以来|之?以?后|之日起)")
_EXPIRED = re.compile(r"(?:规划|计划)?(?:时期|期)?(?:到期|期满|届满|结束)之?以?后")
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
    or heading named before it, and the first and last year of the document's own plan, or for `COMING` of what begins
    with it. A date is met up to
    and with its last day: 2020年前 is `../2020-12-31` as 到2020年 is.
    """
    if len(text_plain) > LONGEST:
        return Deadline(UNRESOLVED, UNKNOWN)
    text = _MONTHS_ALONE.sub(r"\1.\2\3\1.\4", _NOISE.sub("", _CLOCK.sub("", text_plain)))
    known = read_anchor(anchor, context_year)
    settled = recurring_norm(text) or named_norm(text, known.year)
    if settled:
        return Deadline(settled)
    own = _own_period(text, known, period) if OWN_PERIOD.search(text) else _coming(text, period)
    if own:
        return own
    spoilt = _why_vague(text, "first")
    if spoilt:
        return Deadline(UNRESOLVED, spoilt)
    moments = read_moments(text, known)
    lacking = next((moment.lacks for moment in moments if moment.lacks), None)
    if lacking:
        return Deadline(UNRESOLVED, lacking)
    if moments:
        return _several(text, moments, known)
    relative = relative_norm(text, known)
    return Deadline(*relative) if relative else Deadline(UNRESOLVED, _why_vague(text, "last") or UNKNOWN)


def _own_period(text: str, anchor: Anchor, period: tuple[int, int] | None) -> Deadline | None:
    """Read 规划期内 as the period of the document's own plan, 三年行动期 else as three years from its date.

    三年内 and 经过三年努力 end with the plan, and 三年 is the plan, where that is as long and not past; else None.
    """
    months = span_of(text)
    if re.search(_LENGTH, text):
        fits = period and anchor.year and period[1] >= anchor.year and (period[1] - period[0] + 1) * 12 == months
        first = f"{period[0]}/{period[1]}" if period and _WHOLE.search(text) else None
        return Deadline(first or f"../{period[1]}-12-31") if period and fits else None
    if period is None and anchor.year and months and months % 12 == 0:
        period = anchor.year, anchor.year + months // 12 - 1
    if period is None:
        return Deadline(UNRESOLVED, NO_PERIOD)
    edge = _OWN_EDGE.search(text)
    if edge:
        return Deadline(f"../{period[edge['edge'] == '末']}-12-31")
    return Deadline(f"{period[0]}/{period[1]}")


def _coming(text: str, period: tuple[int, int] | None) -> Deadline | None:
    """Read 今后五年 as `period` where that has as many years, else it is None."""
    fits = period and COMING.search(text) and (period[1] - period[0] + 1) * 12 == span_of(text)
    return Deadline(f"{period[0]}/{period[1]}") if period and fits else None


def _several(text: str, moments: list[Moment], anchor: Anchor) -> Deadline:
    """Read 2018年1月至6月 as a period, 5月、11月 and 2018年启动,2020年完成 as what the last member says."""
    ranged = (at for at, pair in enumerate(pairwise(moments)) if _is_range(text, *pair))
    start = next(ranged, None)
    if start is None and not (_adjoin(text, moments[0], moments[1:]) and _follow(moments)):
        return _single(text, moments[-1], anchor)
    first, last = moments[start or 0], moments[-1]
    if last.close < first.close:
        return Deadline(UNRESOLVED, REVERSED)
    return Deadline(f"{first.first}/{last.last}")


def _is_range(text: str, one: Moment, other: Moment) -> bool:
    between = _TO.fullmatch(text[one.end : other.start])
    return between is not None and not between["list"]


def _adjoin(text: str, first: Moment, others: list[Moment]) -> bool:
    """Say whether a list begins with `first`: 2018年、2019年, “十三五”“十四五”."""
    gap = text[first.end : others[0].start] if others else "."
    return bool(_TO.fullmatch(gap)) or (not gap and first.spans and others[0].spans)


def _follow(moments: list[Moment]) -> bool:
    """Say whether the members of a list follow each other without a gap."""
    pairs = pairwise(moments)
    return all(_opening(after) == before.close + timedelta(days=1) for before, after in pairs)


def _opening(moment: Moment) -> date:
    return date.fromisoformat((moment.first + "-01-01")[:10])


def _single(text: str, moment: Moment, anchor: Anchor) -> Deadline:
    head, tail = text[: moment.start], text[moment.end :]
    if _EXPIRED.match(tail):
        return Deadline(f"{moment.close.isoformat()}/..")
    if _FROM.match(tail) or _AT_START.search(head):
        return _from(tail, moment)
    if _WITHIN.match(tail):
        return Deadline(f"{_to_month(moment.first, '-01', moment)}/{_to_month(moment.last, '-12', moment)}")
    until = _UNTIL.search(head)
    if until and anchor.day and from_now(head[: until.start()]) and date.fromisoformat(anchor.iso) <= moment.close:
        return Deadline(f"{anchor.iso}/{moment.last}")
    if moment.spans and not until and not _OVER.match(tail):
        return Deadline(f"{moment.first}/{moment.last}")
    return Deadline(f"../{moment.close.isoformat()}")


def _to_month(iso: str, month: str, moment: Moment) -> str:
    return iso + month if len(iso) == 4 and not moment.spans else iso


def _from(tail: str, moment: Moment) -> Deadline:
    """Read 自2015年1月1日起, also with its length: 自2015年1月1日起三年内."""
    if "工作日" in tail:
        return Deadline(UNRESOLVED, NO_CALENDAR)
    last = end_of(_opening(moment), tail)
    if last is None:
        return Deadline(f"{moment.first}/..")
    precision = 10 if re.search("[天日]", tail.replace("之日", "")) else len(moment.first)
    return Deadline(f"{moment.first}/{last.isoformat()[:precision]}")


def _why_vague(text: str, when: str) -> str | None:
    return next((note for kind, note, found in _vague() if kind == when and found.search(text)), None)


@cache
def _vague() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple((when, note, re.compile(expression)) for when, note, expression in rows("vague.tsv"))
