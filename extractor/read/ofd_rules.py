"""The straight lines that are drawn on an OFD page, as rules of tables."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice, pairwise

from lxml.etree import _Element

from extractor.read.ofd_objects import POINT, boundary, matrix_of, number
from extractor.read.pdf.chars import Box, View
from extractor.read.pdf.rules import MOST_SEGMENTS, Drawn, Point, add_rule
from extractor.read.pdf.tables import MOST_RULES

MOST_OBJECTS = 20_000
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""How many numbers follow each letter of a path; the last two are the point it leads to."""


def rules_of(roots: list[_Element], corner: Point, view: View, late: Callable[[], bool]) -> Drawn:
    """Return the rules of a page and its templates; none more where there are too many for tables, or it is `late`."""
    across: list[Box] = []
    down: list[Box] = []
    nodes = (node for root in roots for node in root.iter("{*}PathObject"))
    for node in islice(nodes, MOST_OBJECTS):
        if len(across) + len(down) > MOST_RULES or late():
            break
        for box in _boxes(node, corner, view):
            add_rule(box, across, down)
    return Drawn(across, down, 0.0)


def _boxes(node: _Element, corner: Point, view: View) -> Iterator[Box]:
    """Yield the sides of a path that is stroked, or the path itself if it is filled."""
    if node.get("Visible", "true") == "false":
        return
    seen = _place(node, corner, view)
    sides = ((seen(one), seen(two)) for one, two in _sides(node))
    if node.get("Stroke", "true") != "false":
        yield from map(_around, sides)
    elif node.get("Fill", "false") == "true" and (points := [*chain.from_iterable(sides)]):
        yield _around(points)


def _place(node: _Element, corner: Point, view: View) -> Callable[[Point], Point]:
    """Return what says where a point of a path is seen, in points."""
    a, b, c, d, e, f = matrix_of(node.get("CTM"))
    left, top = boundary(node)
    left, top = left - corner[0] + e, top - corner[1] + f

    def seen(point: Point) -> Point:
        x, y = point
        return view.point((left + a * x + c * y) * POINT, -(top + b * x + d * y) * POINT)

    return seen


def _around(points: Iterable[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _sides(node: _Element) -> Iterator[tuple[Point, Point]]:
    """Yield the straight strokes of a path, closing ones too."""
    start = last = (0.0, 0.0)
    for letter, values in _steps(node.findtext("{*}AbbreviatedData") or ""):
        point = (values[-2], values[-1]) if values else start
        if letter in ("S", "M"):
            start = point
        elif letter in ("L", "C"):
            yield last, point
        last = point


def _steps(path: str) -> Iterator[tuple[str, list[float]]]:
    words = path.split(None, MOST_SEGMENTS * 8)
    letters = [at for at, word in enumerate(words) if word in _ARGUMENTS]
    for at, following in islice(pairwise([*letters, len(words)]), MOST_SEGMENTS):
        values = [number(word, 0.0) for word in words[at + 1 : following]]
        if len(values) == _ARGUMENTS[words[at]]:
            yield words[at], values
