"""Names of agencies: short forms to full ones, bound to the document's region."""

import re
from functools import cache
from typing import NamedTuple

from extractor.lang.lexicon import Organ, organs
from extractor.lang.regions import length_of_region, region_of_code, region_of_organ
from extractor.normalise.tables import rows

CENTRAL = ("部委", "国")
LONGEST_NAME = 40
_LEVEL = {"province": "省", "city": "市", "county": "县"}
_PREFIX = re.compile(r"自治区|自治州|[省市县区州盟旗]")
_REGION_ENDS = tuple("省市区县州盟旗")
_YOUTH_LEAGUE = re.compile(r"(?:共青)?团([省市县区州盟旗]|自治区)委")
_PARTY = re.compile(r"委(?!员)")
_GOVERNMENT = re.compile(r"政府(?!投资|采购)")
_SECOND_NAME = re.compile(r"([^()]{2,})\(([^()]{3,})\)")
_TOWN = re.compile(r"(.{2,6}?(?:镇|乡|街道|苏木))(.*)")
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
    text_plain, _ = _second_name(text_plain)
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
    text_plain, _ = _second_name(text_plain)
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
    A second name in brackets (市生态环境局(市应对气候变化办)) is made full as well.
    """
    first, second = _second_name(text_plain)
    if second and len(text_plain) <= LONGEST_NAME:
        prefix = prefix_of(first) or prefix
        return f"{canonical(first, rules, prefix)}（{canonical(second, rules, prefix)}）"
    town = _town(text_plain, rules)
    if town or len(text_plain) > LONGEST_NAME or _is_class(text_plain):
        return town or text_plain
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
    full = _of_level(rest, level, rules) or (_full(prefix + rest, level, rules) or "").removeprefix(prefix)
    if not full and not _fits("tail", rest):
        return prefix + rest
    return _join(division.name, full or rest) if division else prefix + (full or rest)


def _of_level(rest: str, level: str, rules: Jurisdiction) -> str | None:
    """Return the full form of what stands behind a region's name (委组织部, 政府督查室, 财政局)."""
    full = _full(rest, level, rules)
    if full or rest in _index():
        return full
    if _PARTY.match(rest):
        return f"委{_full(rest[1:], level, rules) or rest[1:]}"
    if _GOVERNMENT.match(rest):
        return f"人民政府{(_full(rest[2:], level, rules) or rest[2:]).removeprefix('政府')}"
    return None


def _join(region: str, full: str) -> str:
    """Put a region's name before a full name, or where names of its kind have it (共青团常州市委员会)."""
    if _PARTY.match(full) or full == "纪律检查委员会":
        return f"中共{region}{full}"
    if _fits("party", full):
        return f"中共{region}委{full}"
    if full.startswith("共青团"):
        return f"共青团{region}{full.removeprefix('共青团')}"
    return region + full


def _second_name(text: str) -> tuple[str, str]:
    """Return the two names of an organ that bears another in brackets, else the text and ""."""
    match = _SECOND_NAME.fullmatch(text)
    if match and not any(_is_class(name) or not _fits("tail", name) for name in match.groups()):
        return match[1], match[2]
    return text, ""


def _town(text: str, rules: Jurisdiction) -> str | None:
    """Put the county before a town of its own (湖塘镇, 湖塘镇政府), where the document is a county's."""
    county = rules.divisions[-1] if rules.divisions else None
    match = _TOWN.fullmatch(text)
    if not match or not county or county.level != "县" or _fits("no_town", match[1]) or _names_region(text):
        return None
    rest = match[2]
    full = _pick("镇" + rest, "乡", rules) or _pick("街道" + rest, "乡", rules) or _pick(rest, "乡", rules)
    if rest and not full:
        return None
    return county.name + match[1] + (full or "").removeprefix("街道").removeprefix("镇")


_LEVEL_OF_PREFIX = {"省": "省", "自治区": "省", "县": "县", "区": "县", "旗": "县"}


def _whole(text: str, rules: Jurisdiction) -> str | None:
    """Look up a name without a prefix: that of a central organ, or one at the document's own level."""
    if text not in _index():
        return None
    level = rules.divisions[-1].level if rules.divisions else ""
    order = (*CENTRAL, level) if rules.central else (level, "省", "市", "县", "乡", "村", *CENTRAL)
    found = next(((step, full) for step in order if (full := _pick(text, step, rules))), None)
    if found and found[0] in CENTRAL and not rules.central and _fits("bare_local", text):
        return None
    return found[1] if found else None


def _split(text: str, rules: Jurisdiction) -> str | None:
    """Expand what stands behind a region's own name: 常州市发改委."""
    named = length_of_region(text, short=False)
    for at in (named, *range(2, len(text) - 1)):
        head, rest = text[:at], text[at:]
        known = at and at == named and (_PARTY.match(rest) or _GOVERNMENT.match(rest))
        if known or (rest in _index() and (head.endswith(_REGION_ENDS) or _names_region(head))):
            region = region_of_organ(head)
            full = _of_level(rest, _LEVEL.get(region.level, "") if region else "", rules) or rest
            return _join(head, full) if at == named else head + full
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
    if rules.year:
        found = [organ for organ in found if _in_use(organ, rules.year)]
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
