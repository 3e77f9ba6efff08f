"""Which numbers really count: 一、 opens something only where 二、 follows it."""

from bisect import bisect_right

from extractor.lang.brackets import top_level
from extractor.structure.markers import AT_LINE, AT_SENTENCE, GLUED, Marker

_TWIN = {"ar.": "ar、", "ar、": "ar."}
_INNER = ("par", "half", "circ")
_LONGEST_JUMP = 4


def accept(plain: str, markers: list[Marker]) -> list[Marker]:
    """Return the markers that form increasing sequences, styles of one sequence made equal."""
    markers = _outside_brackets(plain, markers)
    followed = _followed(markers)
    last: dict[str, int] = {}
    accepted: list[Marker] = []
    for marker, has_next in zip(markers, followed, strict=True):
        joined = _join_twin(marker, last)
        if _counts(joined, has_next, last):
            last[joined.style] = joined.value
            accepted.append(joined)
    return accepted


def _outside_brackets(plain: str, markers: list[Marker]) -> list[Marker]:
    if not markers:
        return []
    shut = top_level(plain, markers[0].start, markers[-1].end)
    openers = [opener for opener, _ in shut]
    kept = []
    for marker in markers:
        index = bisect_right(openers, marker.start - 1) - 1
        inside = index >= 0 and shut[index][1] > marker.start
        if marker.place == AT_LINE or not inside:
            kept.append(marker)
    return kept


def _followed(markers: list[Marker]) -> list[bool]:
    """For each marker: does its next number (or, that one lost, the one behind it) come before a new start?"""
    ahead: dict[str, dict[int, int]] = {}
    result = [False] * len(markers)
    for index in range(len(markers) - 1, -1, -1):
        marker = markers[index]
        seen = ahead.setdefault(_family(marker.style), {})
        followers = [seen[value] for value in (marker.value + 1, marker.value + 2) if value in seen]
        result[index] = bool(followers) and min(followers) < seen.get(1, len(markers))
        seen[marker.value] = index
    return result


def _family(style: str) -> str:
    return "ar" if style in _TWIN else style


def _join_twin(marker: Marker, last: dict[str, int]) -> Marker:
    """Read 2、 as 2. where it continues 1. (and the other way round)."""
    twin = _TWIN.get(marker.style)
    if twin is None or marker.value == 1 or last.get(marker.style) == marker.value - 1:
        return marker
    return marker._replace(style=twin) if last.get(twin) == marker.value - 1 else marker


def _counts(marker: Marker, has_next: bool, last: dict[str, int]) -> bool:
    before = last.get(marker.style, 0)
    step = marker.value - before
    if marker.place == AT_LINE:
        return marker.value == 1 or before == 0 or step <= _LONGEST_JUMP or not marker.style.startswith("ar")
    if marker.style in _INNER and marker.place == GLUED:
        return False
    if marker.value == 1:
        return has_next and (before == 0 or marker.place != GLUED or marker.style != "cn")
    return before > 0 and (step == 1 or (step == 2 and marker.place == AT_SENTENCE))
