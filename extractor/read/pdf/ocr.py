"""Pictures of pages to lines, with the models of the package `rapidocr`; nothing is fetched from a network."""

from functools import cache
from importlib.util import find_spec
from typing import Any, NamedTuple

from extractor.read.pdf.chars import Box, is_wide
from extractor.read.pdf.columns import order
from extractor.read.pdf.engine import pdfium
from extractor.read.pdf.lines import SAME_BASE, Line
from extractor.read.pdf.sheet import Sheet

DOTS = 150
MOST_PIXELS = 12_000_000
INSTALL = "pip install 'zhengce[ocr]'"


class Read(NamedTuple):
    """A page read from its picture; `scores` are the confidences of its lines, 0 to 1."""

    sheet: Sheet
    scores: list[float]


def is_available() -> bool:
    """Say whether the package is installed."""
    return find_spec("rapidocr") is not None


def read_picture(page: pdfium.PdfPage, sheet: Sheet) -> Read:
    """Return the sheet with the lines that its picture shows."""
    width, height = page.get_size()
    scale = min(DOTS / 72, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    output = _engine()(page.render(scale=scale).to_numpy())
    if output.boxes is None or output.txts is None:
        return Read(sheet._replace(items=(), broken=False), [])
    lines = []
    for corners, text in zip(output.boxes, output.txts, strict=True):
        points = [(float(x) / scale, float(y) / scale) for x, y in corners]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        if text.strip():
            lines.append(_line(text.strip(), Box(min(xs), min(ys), max(xs), max(ys)), sheet.number))
    items = tuple(order(_rows(lines), []))
    sheet = sheet._replace(items=items, size=(width, height), broken=False, scanned=True)
    return Read(sheet, [float(score) for score in output.scores])


def _line(text: str, box: Box, page: int) -> Line:
    squares = sum(1.0 if is_wide(char) else 0.5 for char in text)
    return Line(text, box, max((box.right - box.left) / squares, 1.0), page)


def _rows(lines: list[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box.top + line.box.bottom):
        if rows and abs(_middle(line) - _middle(rows[-1][0])) < SAME_BASE * line.em:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.box.left) for row in rows]


def _middle(line: Line) -> float:
    return (line.box.top + line.box.bottom) / 2


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR  # noqa: PLC0415

    return RapidOCR(params={"Global.log_level": "critical"})
