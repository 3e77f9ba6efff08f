"""Times that count from the document's date: 三年内, 今后五年, 印发后30日内, 即日起."""

import re
from datetime import date, timedelta
from decimal import Decimal

from extractor.lang.numerals import NUMBER
from extractor.normalise.anchor import NO_DATE, NO_DAY, NO_MONTH, Anchor, month_end
from extractor.normalise.quantity import quantity
from extractor.types import UNRESOLVED, Quantity

NO_START = "起算日取决于具体事项"
NO_FIRST_YEAR = "没有写明从哪一年算起"
NO_MONTH_NAMED = "没有写明月份"
NO_CALENDAR = "工作日要按当年放假安排推算"

_MONTHS = {"年": 12, "周年": 12, "个月": 1, "月": 1, "个季度": 3, "季度": 3}
_DAYS = {"天": 1, "日": 1, "周": 7}
_WORKDAYS = frozenset(("个工作日", "工作日"))
_EVENT_UNITS = _WORKDAYS | {"小时", "分钟"}
_LONGEST_YEARS = 100
_BARE_DAY = re.compile(r"\d{1,2}[日号](?:之?以?前|起|开始|止)$")
_ISSUE = re.compile(
    r"(?:印发|发布|公布|颁布|颁发|下发|发文|出台|制发|(?:文件|通知|意见|方案|办法|规定)之日)[^,;]{0,8}(?:起|后|内)"
)
_OF_ANOTHER = re.compile(r"(?<!本)(?:名单|新闻|结果|系统|标准|调整方案|条例修订)(?:正式|首次)?(?:印发|发布|公布|上线)")
_NOW = re.compile(r"即日|现在|今日|今天起|本日|当前起|目前起|今起|现起")
_NOW_ALONE = re.compile(r"(?:从|自)?(?:即日|现在|今日|今天|本日|当前|目前|今|现)(?:起|开始)?")
_NO_YEAR = re.compile(r"(?<!\d)\d{4}年")
_COUNTED = rf"{NUMBER}(?:[-~—至到、]{{1,2}}{NUMBER})?"
_AHEAD = re.compile(r"今后|未来|力争|争取|用|通过|经过|为期|时间|左右|接下来")
_FROM_HERE = re.compile(
    r"(?:在|于|从|自|再?[用要经需]|以|约|利用|经过|再?通过|力争|争取|计划|确保|预计|今后|未来|接下来|往后|为期|历时"
    rf"|最多|至多|不超过|,|的)*{_COUNTED}(?:周?年|个?月|个?季度|天|日|周)半?"
    r"(?:左右|上下)?(?:的?(?:时间|努力))?(?:左右)?(?:之|以)?[内里间中]?(?:的?(?:时间|努力))?"
)
_EVENT = re.compile(
    r"(?:(?:起|(?<!今)后|以来|获得?|成立|注册|毕业|投产|近|最近|过去|前|满)的?(?:第|连续|前|头|的)?|的,?(?:可[以在]?)?"
    r"|取消[^,。;]{0,9}|可以?在?|对[^,。;]{2,30}(?:企业|单位|人员|个体户),?)$"
)
_LENGTH = re.compile(rf"[在于]?{_COUNTED}(?:年|个月)(?:以|之)?内")
_YEARS_ALONE = re.compile(rf"{_COUNTED}年[来里间]?")
_TOTAL = re.compile("累计|共计?(?!同)|合计|总共|年均|平均")
_BAN = re.compile(
    r",?(?:禁止|不得|不予|不再|不准|取消|免[征收缴]|可(?![持再比])|不列入|(?:单位)?缴费)|[^,。;]{0,4}分期|对其"
    r"|[^,。;]{0,10}(?:给予|享受|返还|补贴|奖补|资助)"
)


def relative_norm(text: str, anchor: Anchor) -> tuple[str, str | None] | None:
    """Return norm and note of a time counted from the document's date, None where `text` is no such time.

    Years count from the document's date; days and months only where the text says so (印发后, 今后, 力争),
    since otherwise they count from an event: 15个工作日内.
    """
    if _BARE_DAY.search(text):
        return UNRESOLVED, NO_MONTH_NAMED
    if _NO_YEAR.search(text):
        return None
    if _OF_ANOTHER.search(text):
        return UNRESOLVED, NO_START
    issue = bool(_ISSUE.search(text))
    own = issue or bool(_NOW.search(text))
    length = quantity(text)
    if length is None or length.unit not in (*_MONTHS, *_DAYS, *_EVENT_UNITS):
        return _since_issue(anchor) if own else None
    if own and length.unit in _WORKDAYS:
        return UNRESOLVED, NO_CALENDAR
    if length.unit in _EVENT_UNITS or not (own or _is_ahead(text, length)):
        return UNRESOLVED, NO_START
    return _after(anchor, length, to_the_day=issue)


def from_now(text: str) -> bool:
    """Say whether `text` is a start on the day of the document: 即日起, 自印发之日起."""
    return bool(_NOW_ALONE.fullmatch(text) or (_ISSUE.search(text) and text.endswith("起")))


def span_of(text: str) -> int | None:
    """Return the months of a length such as 三年 or 18个月, None for anything else."""
    length = quantity(text)
    if length is None or length.unit not in _MONTHS:
        return None
    months = _largest(length) * _MONTHS[length.unit]
    return int(months) if 1 <= months <= _LONGEST_YEARS * 12 else None


def end_of(start: date, text: str) -> date | None:
    """Return the last day of the length in `text` (三年内, 30日内) that begins with `start`, None without one."""
    length = quantity(text) if re.search("[年月日天周]", text) else None
    if length is not None and length.unit in _DAYS and _largest(length) <= _LONGEST_YEARS * 366:
        return start + timedelta(days=int(_largest(length)) * _DAYS[length.unit] - 1)
    months = span_of(text)
    return later(start, months) - timedelta(days=1) if months else None


def is_tied_to_event(before: str, text: str, after: str) -> bool:
    """Say whether a length such as 三年内 counts from an event named around it, not from the document.

    So it does behind a condition (…的，三年内) or a permission (可在三年内), and where a recipient is
    granted or forbidden something for so long (三年内给予, 三年内不得).
    """
    if not _LENGTH.fullmatch(text):
        return False
    return bool(_EVENT.search(before) or _BAN.match(after))


def is_total(text: str, after: str) -> bool:
    """Say whether a length is what a number is summed or averaged over: 五年累计下降12%."""
    return bool(_YEARS_ALONE.fullmatch(text) and _TOTAL.match(after))


def later(start: date, months: int) -> date:
    """Return the day `months` later, or the last one of its month where that day is missing."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, month_end(year, month + 1).day))


def _largest(length: Quantity) -> Decimal:
    return Decimal(repr(length.number if length.upper is None else length.upper))


def _is_ahead(text: str, length: Quantity) -> bool:
    return bool(_FROM_HERE.fullmatch(text)) and (length.unit in ("年", "周年") or bool(_AHEAD.search(text)))


def _since_issue(anchor: Anchor) -> tuple[str, str | None]:
    if anchor.year is None:
        return UNRESOLVED, NO_DATE
    return f"{anchor.iso}/..", None


def _after(anchor: Anchor, length: Quantity, *, to_the_day: bool) -> tuple[str, str | None]:
    """Count from the document's date; whole years go to the end of a year unless they count `to_the_day`."""
    if anchor.year is None:
        return UNRESOLVED, NO_DATE
    start = date(anchor.year, anchor.month or 12, anchor.day or 1)
    number = _largest(length)
    if length.unit in _DAYS:
        return _days_after(anchor, start, int(number) * _DAYS[length.unit])
    months = number * _MONTHS[length.unit]
    if not 1 <= months <= _LONGEST_YEARS * 12:
        return UNRESOLVED, NO_START
    if months % 12 == 0 and not (to_the_day and anchor.month):
        return f"../{anchor.year + int(months) // 12}-12-31", None
    if anchor.month is None:
        return UNRESOLVED, NO_MONTH
    end = later(start, int(months))
    return f"../{(end if anchor.day else month_end(end.year, end.month)).isoformat()}", None


def _days_after(anchor: Anchor, start: date, days: int) -> tuple[str, str | None]:
    if anchor.day is None:
        return UNRESOLVED, NO_DAY
    if days > _LONGEST_YEARS * 366:
        return UNRESOLVED, NO_START
    return f"../{(start + timedelta(days=days)).isoformat()}", None
