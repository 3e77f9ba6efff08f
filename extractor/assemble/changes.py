"""What a number changes: 较2020年下降|18%, 年均增长|8%, 比2020年|翻一番; and what it counts for: 每百户|30平方米.

All functions take folded text: `head` is the sentence up to the number.
"""

import re
from functools import cache
from typing import NamedTuple

from extractor.assemble.wording import CLAUSE_END, any_of, table
from extractor.lang.dates import YEAR, parse_year
from extractor.lang.lexicon import periods
from extractor.lang.numerals import NUMBER
from extractor.types import PREVIOUS_PERIOD, PREVIOUS_YEAR, Change

TIMES = "倍"
_DOUBLED = "番"


class Moved(NamedTuple):
    """How a number changes what it counts; `base` and `period` as in Metric."""

    change: Change | None = None
    base: str | None = None
    period: str | None = None


class _Verbs(NamedTuple):
    """Patterns of one direction: in front of a number, behind it, and in front of the noun that it counts."""

    before: re.Pattern[str]
    behind: re.Pattern[str]
    of: re.Pattern[str]


def read_move(head: str, value: str, tail: str, own: str, year: int | None) -> Moved:
    """Return what a number changes, since when, and how often.

    `own` is the part of its clause between the number before and itself, with the noun that it counts written
    as \\0 where that ends there; `tail` follows the number; `year` is the document's.
    """
    change = _change(head, value, tail, own)
    base = read_base(head, year) if change else None
    return Moved(change, base, _period(own, change is not None))


def read_base(head: str, year: int | None) -> str | None:
    """Return the base that the clause of a number names, or that opens its sentence alone (与2020年相比,)."""
    *opening, clause = CLAUSE_END.split(head)
    found = _base_of(clause, year)
    for earlier in reversed(opening):
        if found:
            break
        if _stands_alone().fullmatch(earlier.strip()):
            found = _base_of(earlier, year)
    return found


def read_per(own: str, value: str) -> str | None:
    """Return what a number counts for, without 每 (每百户 in the VALUE or right in front of it), else None."""
    inside, front = _per()
    match = inside.search(value) or front.search(own)
    if match is None or re.search(table("per")["time"], match[1]):
        return None
    noun: str = match[1].replace("每", "·")
    return noun.removeprefix("个") or noun


def _change(head: str, value: str, tail: str, own: str) -> Change | None:
    if _DOUBLED in value or (value.endswith(TIMES) and _times().search(head)):
        return "multiple"
    for change, verbs in _verbs().items():
        if verbs.before.search(own) or verbs.behind.match(tail) or verbs.of.search(own):
            return change
    return None


def _period(own: str, changes: bool) -> str | None:
    words = table("period")
    sure = next((period for period, pattern in words["always"].items() if re.search(pattern, own)), None)
    if sure or not changes:
        return sure
    return next((period for period, pattern in words["of_change"].items() if re.search(pattern, own)), None)


def _base_of(clause: str, year: int | None) -> str | None:
    words = table("base")
    dated = [match for match in (pattern.search(clause) for pattern in _years()) if match]
    if dated:
        named = parse_year(max(dated, key=re.Match.end)[1])
        return str(named) if named else None
    plan = re.search(words["plan"], clause)
    if plan:
        return next((str(found.end) for found in periods() if found.name == plan[1]), None)
    for word, back in words["ago"].items():
        if re.search(f"(?:{words['ago_lead']}){word}", clause):
            return str(year - back) if year else PREVIOUS_YEAR
    if re.search(any_of(words["previous_year"]), clause):
        return PREVIOUS_YEAR
    return PREVIOUS_PERIOD if re.search(any_of(words["previous_period"]), clause) else None


@cache
def _years() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern.replace("{year}", f"({YEAR})")) for pattern in table("base")["year"])


@cache
def _stands_alone() -> re.Pattern[str]:
    year = YEAR.replace("(?<!\\d)", "")
    behind = "(?:相比|比较|基础上|为基[数准期年点])"
    return re.compile(rf"(?:比|较|相较于?|与|和|同|在|以)?(?:{year}年|上一?年|去年)[^,]{{0,4}}{behind}?")


@cache
def _times() -> re.Pattern[str]:
    return re.compile(table("change")["times"])


@cache
def _verbs() -> dict[Change, _Verbs]:
    words = table("change")
    between = any_of(words["between"])
    loose = any_of((*words["between"], *words["between_noun"]))
    found: dict[Change, _Verbs] = {}
    directions: tuple[Change, ...] = ("increase", "decrease")
    for change in directions:
        verbs, nouns, of = any_of(words[change]), any_of(words[f"{change}_nouns"]), any_of(words[f"{change}_of"])
        found[change] = _Verbs(
            re.compile(rf"(?:{verbs}{between}*|{nouns}\0?{loose}*)$"),
            re.compile(words["behind"] + verbs),
            re.compile(rf"{of}了?[^,;\0]{{0,20}}\0{between}*$"),
        )
    return found


@cache
def _per() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = table("per")
    between = any_of(words["between"])
    noun = rf"(?:{any_of(words['nouns'])}{any_of(words['kinds'])}?|个[\u4e00-\u9fff]{{1,4}}?)"
    inside = rf"每([十百千万亿]{{0,2}}[\u4e00-\u9fff]{{1,6}}?){between}*(?={NUMBER})"
    return re.compile(inside), re.compile(rf"每([十百千万亿]{{0,2}}{noun}){between}*$")
