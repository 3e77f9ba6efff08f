"""The straight lines that are drawn on a page, and whether a picture fills it."""

import ctypes
from collections.abc import Callable, Iterator
from typing import NamedTuple

from extractor.read.pdf.chars import Box, View
from extractor.read.pdf.engine import api, pdfium

THIN = 3.0
SHORTEST = 4.0
MOST_SEGMENTS = 2000
DEPTH = 5

Point = tuple[float, float]


class Drawn(NamedTuple):
    """Horizontal and vertical rules as thin boxes, and the share of the page under its largest picture."""

    across: list[Box]
    down: list[Box]
    picture: float


def read_rules(page: pdfium.PdfPage, view: View, most: int, late: Callable[[], bool]) -> Drawn:
    """Return what is drawn; at most `most` objects are looked at, and none after `late` says so."""
    across: list[Box] = []
    down: list[Box] = []
    width, height = view.size
    picture = 0.0
    kinds = [api.FPDF_PAGEOBJ_PATH, api.FPDF_PAGEOBJ_IMAGE]
    for count, item in enumerate(page.get_objects(filter=kinds, max_depth=DEPTH)):
        if count >= most or (count % 256 == 0 and late()):
            break
        if item.type == api.FPDF_PAGEOBJ_IMAGE:
            box = _seen(item, view)
            picture = max(picture, (box.right - box.left) * (box.bottom - box.top) / max(width * height, 1.0))
            continue
        for box in _edges(item, view):
            add_rule(box, across, down)
    return Drawn(across, down, picture)


def add_rule(box: Box, across: list[Box], down: list[Box]) -> None:
    """Add what is drawn to the horizontal or the vertical rules if it is thin one way and long the other."""
    flat = box.bottom - box.top <= THIN
    if flat != (box.right - box.left <= THIN) and max(box[2] - box[0], box[3] - box[1]) >= SHORTEST:
        (across if flat else down).append(box)


def _seen(item: pdfium.PdfObject, view: View) -> Box:
    left, bottom, right, top = item.get_bounds()
    corners = [_outward(item, point) for point in ((left, bottom), (right, top))]
    return view.box(*corners[0], *corners[1])


def _outward(item: pdfium.PdfObject, point: Point) -> Point:
    """Take a point out of the forms that hold an object, into the space of the page."""
    holder = item.container
    while holder is not None:
        point = holder.get_matrix().on_point(*point)
        holder = holder.container
    return point


def _edges(item: pdfium.PdfObject, view: View) -> Iterator[Box]:
    """Yield the sides of a path that is stroked, or the path itself if it is filled and thin."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not api.FPDFPath_GetDrawMode(item, fill, stroke):
        return
    if stroke.value:
        matrix = item.get_matrix()
        for start, end in _sides(item):
            (x, y), (u, v) = (_outward(item, matrix.on_point(*point)) for point in (start, end))
            yield view.box(x, y, u, v)
    elif fill.value:
        box = _seen(item, view)
        if min(box.right - box.left, box.bottom - box.top) <= THIN:
            yield box


def _sides(item: pdfium.PdfObject) -> Iterator[tuple[Point, Point]]:
    """Yield the straight strokes of a path, closing ones too."""
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(min(api.FPDFPath_CountSegments(item), MOST_SEGMENTS)):
        segment = api.FPDFPath_GetPathSegment(item, index)
        api.FPDFPathSegment_GetPoint(segment, x, y)
        point = (x.value, y.value)
        kind = api.FPDFPathSegment_GetType(segment)
        if kind == api.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == api.FPDF_SEGMENT_LINETO:
            yield last, point
        last = point
        if api.FPDFPathSegment_GetClose(segment):
            yield point, start
            last = start
