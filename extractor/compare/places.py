"""Whose number a point is, and who stands above."""

from collections.abc import Sequence
from typing import NamedTuple

from extractor.compare.point import Point
from extractor.lang.regions import region_of_code


class Place(NamedTuple):
    """Whose number it is. `code` is None where the division is not known.

    `name` is then the issuer, or the title with its file: reports of two cities have one title.
    """

    name: str
    level: str | None
    code: str | None
    above: str | None


def place_of(point: Point) -> Place:
    """Return whose number it is; a region above the document's own level is not taken for its place."""
    region = region_of_code(point.region_code) if point.region_code else None
    if region and region.level == point.region_level:
        return Place(region.name, region.level, region.code, region.parent)
    if point.region_level == "central":
        return Place("全国", "central", None, None)
    name = point.issuer or (f"{point.title}（{point.file}）" if point.title else point.file)
    return Place(name, point.region_level, None, region.code if region else None)


def above(place: Place) -> Sequence[str]:
    """Return the codes above a place, the nearest first; "" is the centre."""
    found = []
    code = place.above
    while code:
        found.append(code)
        region = region_of_code(code)
        code = region.parent if region else None
    return [*found, ""]
