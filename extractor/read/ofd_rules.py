"""The straight lines that are drawn on an OFD page, as rules of tables."""

from collections.abc import Iterator
from itertools import islice, pairwise

from lxml.etree import _Element

from extractor.read.ofd_objects import POINT, boundary, matrix_of, number
from extractor.read.pdf.chars import Box
from extractor.read.pdf.rules import MOST_SEGMENTS, SHORTEST, THIN, Drawn, Point

MOST_OBJECTS = 20_000
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""How many numbers follow each letter of a path; the last two are the point it leads to."""


def rules_of(roots: list[_Element], origin: tuple[float, float]) -> Drawn:
    """Return the rules of a page and its templates."""
    across: list[Box] = []
    down: list[Box] = []
    nodes = (node for root in roots for node in root.iter("{*}PathObject"))
    for node in islice(nodes, MOST_OBJECTS):
        for box in _boxes(node, origin):
            flat = box.bottom - box.top <= THIN
            if flat != (box.right - box.left <= THIN) and max(box[2] - box[0], box[3] - box[1]) >= SHORTEST:
                (across if flat else down).append(box)
    return Drawn(across, down, 0.0)


def _boxes(node: _Element, origin: tuple[float, float]) -> Iterator[Box]:
    """Yield the sides of a path that is stroked, or the path itself if it is filled."""
    if node.get("Visible", "true") == "false":
        return
    sides = [(_seen(node, one, origin), _seen(node, two, origin)) for one, two in _sides(node)]
    if node.get("Stroke", "true") != "false":
        yield from (_around([*side]) for side in sides)
    elif node.get("Fill", "false") == "true" and sides:
        yield _around([point for side in sides for point in side])


def _seen(node: _Element, point: Point, origin: tuple[float, float]) -> Point:
    """Return a point of a path as it stands on the page, in points."""
    a, b, c, d, e, f = matrix_of(node.get("CTM"))
    left, top = boundary(node)
    x, y = point
    return (left - origin[0] + a * x + c * y + e) * POINT, (top - origin[1] + b * x + d * y + f) * POINT


def _around(points: list[Point]) -> Box:
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
