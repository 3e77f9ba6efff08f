"""Sets pages as Chinese offices print them: GB/T 9704 margins, 28 characters a line, 22 lines a page."""

import io
from collections.abc import Callable, Iterable
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = 595.3, 841.9
LEFT, RIGHT, TOP, BOTTOM = 79.4, 521.5, 105.0, 742.0
BODY, TITLE, PITCH = 15.75, 22.0, 28.9
NEVER_FIRST = "、，。；：！？）”’》〉】〕%％,.;:!?)"
NEVER_LAST = "（“‘《〈【〔("

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def width(text: str, size: float = BODY) -> float:
    """Return the width of a text in points."""
    return float(pdfmetrics.stringWidth(text, FONT, size))


def wrap(text: str, room: float, first: float = 0.0, size: float = BODY) -> list[str]:
    """Break a text into lines as Chinese is set: no closing sign begins a line, numbers stay whole."""
    lines, line, left = [], "", room - first
    for token in _tokens(text):
        if line and width(line + token, size) > left:
            lines.append(line)
            line, left = "", room
        line += token
    return [*lines, line] if line else lines


def _tokens(text: str) -> Iterable[str]:
    token = ""
    for char in text:
        word = char.isascii() and char.isalnum() and token[-1:].isascii() and token[-1:].isalnum()
        if token and not word and char not in NEVER_FIRST and token[-1] not in NEVER_LAST:
            yield token
            token = ""
        token += char
    if token:
        yield token


class Press:
    """Sets lines one below the other and begins pages; what `furnish` draws is on every page."""

    def __init__(self, furnish: Callable[[Canvas, int], None] | None = None, canvas: Any = None) -> None:
        self.stream = io.BytesIO()
        self.canvas = canvas or Canvas(self.stream, pagesize=(WIDTH, HEIGHT), invariant=1)
        self.furnish = furnish or (lambda canvas, page: None)
        self.y, self.page = TOP, 1

    def put(self, x: float, text: str, size: float = BODY, pitch: float = PITCH) -> None:
        """Write one line at `x` and go down; a page that is full is turned."""
        if self.y + size > BOTTOM:
            self.turn()
        write(self.canvas, x, self.y + size, text, size)
        self.y += pitch

    def centre(self, text: str, size: float = TITLE) -> None:
        """Write a title, its lines in the middle."""
        for line in wrap(text, RIGHT - LEFT - 2 * size, size=size):
            self.put((LEFT + RIGHT - width(line, size)) / 2, line, size, 1.6 * size)

    def paragraph(self, text: str, indent: float = 2 * BODY) -> None:
        """Write a paragraph whose first line stands in."""
        for at, line in enumerate(wrap(text, RIGHT - LEFT, indent)):
            self.put(LEFT + (0 if at else indent), line)

    def right(self, text: str) -> None:
        """Write a signature."""
        self.put(RIGHT - width(text) - 4 * BODY, text)

    def turn(self) -> None:
        """Begin a new page."""
        self.furnish(self.canvas, self.page)
        self.canvas.showPage()
        self.page, self.y = self.page + 1, TOP

    def close(self) -> bytes:
        """Return the file."""
        self.furnish(self.canvas, self.page)
        self.canvas.save()
        return self.stream.getvalue()


def write(canvas: Canvas, x: float, y: float, text: str, size: float = BODY) -> None:
    """Write at a baseline counted from the upper edge of the page."""
    canvas.setFont(FONT, size)
    canvas.drawString(x, HEIGHT - y, text)


def number_pages(canvas: Canvas, page: int) -> None:
    """Draw the page number of an official document."""
    text = f"— {page} —"
    write(canvas, LEFT if page % 2 == 0 else RIGHT - width(text, 14), 775, text, 14)


def grid(canvas: Canvas, xs: list[float], ys: list[float], rows: list[list[str]], size: float = 10.5) -> None:
    """Draw a ruled table with its texts, each wrapped in its cell; None-like "" stays empty."""
    for y in ys:
        canvas.line(xs[0], HEIGHT - y, xs[-1], HEIGHT - y)
    for x in xs:
        canvas.line(x, HEIGHT - ys[0], x, HEIGHT - ys[-1])
    for top, row in zip(ys, rows, strict=False):
        for column, text in enumerate(row):
            for at, line in enumerate(wrap(text, xs[column + 1] - xs[column] - 8, size=size)):
                write(canvas, xs[column] + 4, top + 4 + size * (1 + 1.3 * at), line, size)


def policy(text: str, press: Press | None = None) -> bytes:
    """Set a plain text as an office would: title centred, addressees flush, other lines standing in."""
    press = press or Press(number_pages)
    lines = [line.strip(" \u3000\t\ufeff") for line in text.splitlines()]
    for at, line in enumerate(line for line in lines if line):
        if at == 0 and len(line) < 60:
            press.centre(line)
        elif at < 3 and "〔" in line and len(line) < 30:
            press.put((LEFT + RIGHT - width(line)) / 2, line)
        elif at < 5 and line.endswith((":", "：")) and "、" not in line[:2]:
            press.paragraph(line, 0)
        else:
            press.paragraph(line)
    return press.close()
