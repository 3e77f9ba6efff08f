"""How deep each accepted number stands, as this document nests its styles."""

from collections import Counter
from typing import NamedTuple

from extractor.structure.markers import ATTACHMENT, BARE, PERIOD, Marker

_ORDER = (
    ATTACHMENT,
    "md1",
    "md2",
    PERIOD,
    "编",
    "篇",
    "部分",
    "章",
    "节",
    "md3",
    "md4",
    "md5",
    "md6",
    "条",
    "cn",
    BARE,
    "pcn",
    "dec1",
    "dec2",
    "dec3",
    "ar、",
    "ar.",
    "par",
    "half",
    "circ",
)
_RANK = {style: rank for rank, style in enumerate(_ORDER)}
_ELSE = _RANK["ar、"]


class Node(NamedTuple):
    """An accepted marker in the tree: `parent` is an index into the list of nodes, or None."""

    marker: Marker
    level: int
    parent: int | None


def nest(markers: list[Marker]) -> list[Node]:
    """Return the markers as a tree in text order; levels count from 1."""
    votes = _votes(markers)
    nodes: list[Node] = []
    stack: list[int] = []
    for marker in markers:
        _climb(marker.style, [nodes[index].marker.style for index in stack], stack, votes)
        parent = stack[-1] if stack else None
        nodes.append(Node(marker, len(stack) + 1, parent))
        stack.append(len(nodes) - 1)
    return nodes


def _climb(style: str, open_styles: list[str], stack: list[int], votes: Counter[tuple[str, str]]) -> None:
    """Close what a number of `style` cannot stand in: up to its own style where that is open."""
    if style in open_styles:
        del stack[open_styles.index(style) :]
    while stack and not _inside(style, open_styles[len(stack) - 1], votes):
        stack.pop()


def _inside(style: str, other: str, votes: Counter[tuple[str, str]]) -> bool:
    if style in (other, ATTACHMENT):
        return False
    if other == ATTACHMENT:
        return True
    for_it, against = votes[style, other], votes[other, style]
    if for_it != against:
        return for_it > against
    return _RANK.get(style, _ELSE) > _RANK.get(other, _ELSE)


def _votes(markers: list[Marker]) -> Counter[tuple[str, str]]:
    """Count where style a starts at 1 right behind a number of style b that goes on later: a is under b.

    So is a heading by period under each style whose numbers go on across it.
    """
    following: dict[str, int] = {}
    goes_on = [False] * len(markers)
    ahead: dict[int, dict[str, int]] = {}
    for index in range(len(markers) - 1, -1, -1):
        marker = markers[index]
        goes_on[index] = following.get(marker.style) == marker.value + 1
        if marker.style == PERIOD:
            ahead[index] = dict(following)
        following[marker.style] = marker.value
    votes: Counter[tuple[str, str]] = Counter()
    last: dict[str, int] = {}
    for index, marker in enumerate(markers):
        if marker.style == PERIOD:
            votes.update((PERIOD, style) for style, value in last.items() if ahead[index].get(style) == value + 1)
        elif index and _starts(marker, markers[index - 1]) and goes_on[index - 1]:
            votes[marker.style, markers[index - 1].style] += 1
        last[marker.style] = marker.value
    return votes


def _starts(marker: Marker, before: Marker) -> bool:
    return marker.style != before.style and (marker.value == 1 or marker.style == BARE)
