"""What the rooms agree on about tables of indicators (指标 | 2025年 | 2030年): who made a mention, what a unit is."""

import re

INDICATOR, VALUE, YEAR = "tables/indicator", "tables/value", "tables/deadline"
"""`Mention.made_by` of the name in a row, of a number in it, and of the year over a column."""
YEARLY, TOTAL = "tables/value.yearly", "tables/value.total"
"""`Mention.made_by` of a number in a column of yearly growth (年均增长), and of sums over years (累计, 〔13〕)."""
FIGURES = frozenset((VALUE, YEARLY, TOTAL))
_SUMMED = re.compile(r"[(〔\[].*[)〕\]]")
_COUNTED = (
    "元|美元|吨|微克|毫克|克|千克|公斤|斤|人次|人|户|个|家|件|项|亩|公顷|米|公里|千米|里|辆|张|所|座|处|套|度|岁|年|天|小时|分钟|次"
    "|起|宗|艘|架|只|头|株|条|名|位|篇|册|场|千瓦|千瓦时|标准箱|倍"
)
_WHAT = "平方|立方|标准|标|当量|煤|油|时|米|公里|千米|贝"
_UNIT = re.compile(
    rf"%|‰|个百分点|1?/?(?:10|[十百千])*[万亿]?(?:{_COUNTED}|(?:平方|立方)(?:米|公里|千米)|[A-Za-zμ²³]{{1,5}})(?:{_WHAT})*"
    rf"(?:[/·](?:[十百千万亿]*[\u4e00-\u9fff]{{1,4}}|[A-Za-z]+\d?))?|1?/(?:10|[十百])?[万亿][\u4e00-\u9fff]{{0,2}}"
)
_BRACKET = re.compile(r"\s*[(〔\[]([^()〔〕\[\]]{1,12})[)〕\]]\s*[*★]?\s*$")


def is_unit(text: str) -> bool:
    """Say whether folded text is a unit and nothing else: %, 万吨, 元/平方米, /10万."""
    return _UNIT.fullmatch(text.strip()) is not None


def unit_behind(name: str) -> tuple[int, str]:
    """Return where the name of an indicator ends and the unit that stands in brackets behind it, "" where none does."""
    found = _BRACKET.search(name)
    return (found.start(), found[1].strip()) if found and is_unit(found[1]) else (len(name), "")


def column_of(heading: str, figure: str) -> str:
    """Return who makes a folded figure under a heading: VALUE, or YEARLY or TOTAL in a column of changes.

    In a column of both (年均增长[累计]) brackets around a figure make it a sum.
    """
    yearly, total = "年均" in heading, "累计" in heading
    if not (yearly or total):
        return VALUE
    summed = _SUMMED.fullmatch(figure.strip()) is not None
    return TOTAL if summed or not yearly else YEARLY
