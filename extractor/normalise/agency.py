"""Names of agencies: short forms to full ones, bound to the document's region."""

import re
from functools import cache
from typing import NamedTuple

from extractor.lang.lexicon import Organ, organs
from extractor.lang.regions import region_of_code, region_of_organ
from extractor.normalise.tables import rows

CENTRAL = ("部委", "国")
LONGEST_NAME = 40
_LEVEL = {"province": "省", "city": "市", "county": "县"}
_PREFIX = re.compile(r"自治区|自治州|[省市县区州盟旗]")
_REGION_ENDS = tuple("省市区县州盟旗")
_YOUTH_LEAGUE = re.compile(r"团([省市县区州盟旗]|自治区)委")
_PARTY = re.compile(r"委(?!员)")
_OF_LEVEL = ("委", "直机关", "直属机关")


class Division(NamedTuple):
    """One division on the path of a document's region: 江苏省, 常州市."""

    name: str
    level: str


class Jurisdiction(NamedTuple):
    """Where a document rules: its divisions from the province down, and the year it dates from."""

    divisions: tuple[Division, ...] = ()
    year: int | None = None
    central: bool = False

    def bearing(self, prefix: str) -> Division | None:
        """Return the lowest division whose name ends with `prefix` (市 of 浙江省台州市临海市: 临海市)."""
        return next((division for division in reversed(self.divisions) if division.name.endswith(prefix)), None)


@cache
def jurisdiction(region: str | None, code: str | None, year: int | None, central: bool) -> Jurisdiction:
    """Return where a document of `region` (a full name) with that division code rules."""
    divisions: list[Division] = []
    here = region_of_code(code) if code else None
    if here is None and region:
        named = region_of_organ(region)
        here = named if named and named.name == region else None
    while here:
        upper = region_of_code(here.parent) if here.parent else None
        name = here.name[len(upper.name) :] if upper else here.name
        level = "市" if name.endswith("市") and here.level == "province" else _LEVEL.get(here.level, "乡")
        divisions.insert(0, Division(name, level))
        here = upper
    return Jurisdiction(tuple(divisions), year, central)


def prefix_of(text_plain: str) -> str:
    """Return 市 of 市财政局 and of 市委宣传部, "" where the name has no such prefix (市场监管局)."""
    match = _PREFIX.match(text_plain)
    if not match or _is_class(text_plain):
        return ""
    rest = text_plain[match.end() :]
    if rest in _index() or rest.startswith(_OF_LEVEL):
        return match.group()
    if text_plain in _index() or _fits("word", text_plain) or len(rest) < 2:
        return ""
    return match.group()


def inherits(text_plain: str) -> bool:
    """Say whether a name in a list, without a prefix of its own, may take that of its neighbour."""
    if _is_class(text_plain) or prefix_of(text_plain) or _fits("own", text_plain):
        return False
    if _YOUTH_LEAGUE.fullmatch(text_plain):
        return False
    found = _index().get(text_plain)
    if found:
        return any(not set(organ.levels) & {*CENTRAL, "乡", "村"} for organ in found)
    return not _names_region(text_plain) and _fits("tail", text_plain)


def canonical(text_plain: str, rules: Jurisdiction, prefix: str = "") -> str:
    """Return the full name of an agency.

    `prefix` is what a list left out (市 of 文体旅游局 behind 市财政局). A class of organisations, and a name
    that the lexicon does not have, stay as written but for the region; without a known region 市 stays 市.
    """
    if len(text_plain) > LONGEST_NAME or _is_class(text_plain):
        return text_plain
    league = _YOUTH_LEAGUE.fullmatch(text_plain)
    if league:
        division = rules.bearing(league[1])
        return f"共青团{division.name}委员会" if division else text_plain
    own = prefix_of(text_plain)
    if own or prefix:
        return _bound(text_plain[len(own) :], own or prefix, rules)
    if _fits("bare", text_plain):
        return text_plain
    return _whole(text_plain, rules) or _split(text_plain, rules) or text_plain


def _bound(rest: str, prefix: str, rules: Jurisdiction) -> str:
    division = rules.bearing(prefix)
    level = division.level if division else _LEVEL_OF_PREFIX.get(prefix, "市")
    name = division.name if division else prefix
    if _PARTY.match(rest) and rest not in _index():
        return f"{name}委{_full(rest[1:], level, rules) or rest[1:]}"
    if rest.startswith("政府") and rest not in _index():
        return f"{name}人民{rest}"
    full = _full(rest, level, rules) or (_full(prefix + rest, level, rules) or "").removeprefix(prefix)
    if not full and not _fits("tail", rest):
        return prefix + rest
    return name + (full or rest)


_LEVEL_OF_PREFIX = {"省": "省", "自治区": "省", "县": "县", "区": "县", "旗": "县"}


def _whole(text: str, rules: Jurisdiction) -> str | None:
    """Look up a name without a prefix: that of a central organ, or one at the document's own level."""
    if text not in _index():
        return None
    level = rules.divisions[-1].level if rules.divisions else ""
    order = (*CENTRAL, level) if rules.central else (level, "省", "市", "县", "乡", "村", *CENTRAL)
    return next((full for step in order if (full := _pick(text, step, rules))), None)


def _split(text: str, rules: Jurisdiction) -> str | None:
    """Expand what stands behind a region's own name: 常州市发改委."""
    for at in range(2, len(text) - 1):
        head, rest = text[:at], text[at:]
        if rest in _index() and (head.endswith(_REGION_ENDS) or _names_region(head)):
            region = region_of_organ(head)
            full = _full(rest, _LEVEL.get(region.level, "") if region else "", rules)
            return head + (full or rest)
    return None


def _names_region(text: str) -> bool:
    """Say whether a name begins with a region; a county counts with its full name only (公安 is a word)."""
    region = region_of_organ(text)
    if region is None:
        return False
    return region.level != "county" or any(region.name.endswith(text[:length]) for length in range(3, 12))


def _full(short: str, level: str, rules: Jurisdiction) -> str | None:
    for step in (level, "市", "县", "省", "乡"):
        full = _pick(short, step, rules)
        if full:
            return full
    return None


def _pick(short: str, level: str, rules: Jurisdiction) -> str | None:
    found = [organ for organ in _index().get(short, ()) if level in organ.levels]
    if len(found) > 1 and rules.year:
        found = [organ for organ in found if _in_use(organ, rules.year)] or found
    return found[0].full if len({organ.full for organ in found}) == 1 else None


def _in_use(organ: Organ, year: int) -> bool:
    first, last = organ.years
    return (first is None or first <= year) and (last is None or year <= last)


def _is_class(text: str) -> bool:
    return text not in _index() and _fits("class", text)


def _fits(use: str, text: str) -> bool:
    return any(expression.search(text) for expression in _words()[use])


@cache
def _words() -> dict[str, tuple[re.Pattern[str], ...]]:
    table: dict[str, tuple[re.Pattern[str], ...]] = {}
    for use, expression in rows("organ_words.tsv"):
        table[use] = (*table.get(use, ()), re.compile(expression))
    return table


@cache
def _index() -> dict[str, tuple[Organ, ...]]:
    index: dict[str, tuple[Organ, ...]] = {}
    for organ in organs():
        index[organ.short] = (*index.get(organ.short, ()), organ)
    return index
