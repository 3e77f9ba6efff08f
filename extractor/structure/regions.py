"""The region and the administrative level a policy belongs to."""

import re

from extractor.lang.regions import Region, find_region, region_of_organ, region_of_prefix
from extractor.structure.lexicons import patterns, table
from extractor.structure.organs import is_central, squeeze
from extractor.types import AdminLevel

_OFTEN = 2
_HEAD = 400


def place(heads: list[str], number: str | None, addressees: str, body: str) -> tuple[Region | None, AdminLevel | None]:
    """Return region and level of a policy from what its head says; all arguments are folded text.

    `heads` are the issuers and, last, the title. Central organs have no region. A township's
    region is the county above it, where the text names it.
    """
    title, words = heads[-1], table("regions")
    organs = [squeeze(name) for name in (*heads[:-1], _organ_of(title)) if name]
    if any(re.search(words["township"], name) for name in organs[:2]):
        return _first_region(organs) or (region_of_prefix(number) if number else None), "township"
    national = re.search(words["national"], title) or re.search(words["speaker"], body[:200])
    if (organs and is_central(organs[0])) or national:
        return None, "central"
    region = _first_region(organs) or _title_region(title) or _spoken_region(body[:_HEAD])
    return (region, region.level) if region else _weak(number, addressees, body)


def _weak(number: str | None, addressees: str, body: str) -> tuple[Region | None, AdminLevel | None]:
    words = table("regions")
    if re.search(words["national_to"], addressees) or (number and _is_central_number(number)):
        return None, "central"
    level = next((level for level, pattern in words["addressees"].items() if re.search(pattern, addressees)), None)
    region = region_of_prefix(number) if number else None
    if region:
        return region, level or (region.level if number and len(number) > 2 else None)
    named = region_of_organ(addressees) if "各" in addressees else None
    if named:
        return named, level or named.level
    return None, level or _self_level(body)


def _is_central_number(number: str) -> bool:
    return any(re.match(pattern, number) for pattern in table("regions")["central_numbers"].values())


def _self_level(body: str) -> AdminLevel | None:
    """Return the level at which a text speaks of itself most often (我市, 全市各)."""
    counts: dict[AdminLevel, int] = {
        level: len(re.findall(pattern, body)) for level, pattern in table("regions")["self"].items()
    }
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
