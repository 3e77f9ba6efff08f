"""The region and the administrative level a policy belongs to."""

import re

from extractor.lang.regions import Region, find_region, region_of_organ, region_of_prefix
from extractor.structure.lexicons import patterns
from extractor.structure.organs import is_central, squeeze
from extractor.types import AdminLevel

_CENTRAL_CODE = re.compile(r"^(?:国[发办函令]|中[发办]|国令|财|发改|建|教|科|商|农|环|人社|民|交|水|工信|卫|银|税)")
_TOWNSHIP = re.compile(
    r"^(?:[\u4e00-\u9fff]{1,8}(?:县|市|区|州|旗|省))?[\u4e00-\u9fff]{0,6}(?:镇|乡|街道)(?:人民政府|党委|办事处|党工委|关于|党政|$)"
)
_NATIONAL = re.compile(
    r"^(?:\d{4}年)?(?:中华人民共和国|国务院|中共中央|全国人民代表大会|第.{1,3}届全国)|届全国人民代表大会|中央一号文件"
)
_SPEAKER = re.compile(r"代表国务院|第.{1,4}届全国人民代表大会第")
_NATIONAL_TO = re.compile(r"各省、自治区、直辖市|国务院各部委|各省(?:、自治区)?")
_LEVEL_TO: tuple[tuple[str, AdminLevel], ...] = (
    (r"^各(?:设区)?(?:市、县|市人民|市、自治州|市\(|市州|地级|市、州)|省政府各|省直|省有关|各市,|各市、", "province"),
    (r"^各(?:县|区|旗|县市区|县\(市)|市政府各|市直|市各有关|市级", "city"),
    (r"^各(?:乡镇|镇|乡|街道)|县政府各|县直|区直|区政府", "county"),
    (r"^各(?:村|社区)", "township"),
)
_SELF: tuple[tuple[str, AdminLevel], ...] = (
    (r"我省|[,。;]全省|全省各", "province"),
    (r"我市|[,。;]全市|全市各", "city"),
    (r"我县|我区|[,。;]全[县区]|全[县区]各", "county"),
    (r"我镇|我乡|我街道|[,。;]全[镇乡]|全[镇乡]各", "township"),
)

_OFTEN = 2
_HEAD = 400


def place(heads: list[str], number: str | None, addressees: str, body: str) -> tuple[Region | None, AdminLevel | None]:
    """Return region and level of a policy from what its head says; all arguments are folded text.

    `heads` are the issuers and, last, the title. Central organs have no region. A township's
    region is the county above it, where the text names it.
    """
    title = heads[-1]
    organs = [squeeze(name) for name in (*heads[:-1], _organ_of(title)) if name]
    if any(_TOWNSHIP.match(name) for name in organs[:2]):
        return _first_region(organs) or (region_of_prefix(number) if number else None), "township"
    if (organs and is_central(organs[0])) or _NATIONAL.search(title) or _SPEAKER.search(body[:200]):
        return None, "central"
    region = _first_region(organs) or _title_region(title) or _spoken_region(body[:_HEAD])
    return (region, region.level) if region else _weak(number, addressees, body)


def _weak(number: str | None, addressees: str, body: str) -> tuple[Region | None, AdminLevel | None]:
    if _NATIONAL_TO.search(addressees):
        return None, "central"
    if number and _CENTRAL_CODE.match(number):
        return None, "central"
    level = next((level for pattern, level in _LEVEL_TO if re.search(pattern, addressees)), None)
    region = region_of_prefix(number) if number else None
    if region:
        return region, level or (region.level if number and len(number) > 2 else None)
    named = region_of_organ(addressees) if "各" in addressees else None
    if named:
        return named, level or named.level
    return None, level or _self_level(body)


def _self_level(body: str) -> AdminLevel | None:
    """Return the level at which a text speaks of itself most often (我市, 全市各)."""
    counts = {level: len(re.findall(words, body)) for words, level in _SELF}
    level = max(counts, key=lambda level: counts[level])
    return level if counts[level] >= _OFTEN else None


def _first_region(organs: list[str]) -> Region | None:
    return next((region for region in map(region_of_organ, organs) if region), None)


def _organ_of(title: str) -> str:
    """Return what stands before 关于 or 印发 in a title: the organ that issues it."""
    return re.split(r"关于|印发|转发|批转", title, maxsplit=1)[0] if re.search(r"关于|印发|转发|批转", title) else ""


def _spoken_region(opening: str) -> Region | None:
    """Return the region of the assembly that a report is given to, else of the head of government who gives it."""
    rules = patterns("head")
    found = (rules[name].search(opening) for name in ("assembly", "speaker"))
    return next((region for match in found if match and (region := region_of_organ(match[1]))), None)


def _title_region(title: str) -> Region | None:
    """Return the region that a title or the title cited in it begins with."""
    for text in (title, *re.findall(r"(?:印发|《|转发|推进|加快)(.{2,20})", title)):
        region = region_of_organ(text.lstrip("《〈"))
        if region:
            return region
    found = find_region(title)
    return found if found and found.code else None
