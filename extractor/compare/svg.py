"""Pictures as inline SVG, drawn from numbers: nothing is loaded, every text is escaped."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import cos, pi, sin
from typing import NamedTuple

from markupsafe import Markup, escape

from extractor.export.cells import printable

COLOURS = ("#1c4f82", "#9d2a2e", "#3a8a47", "#8a5a00", "#7446a8", "#0e7c86", "#b3304f", "#5a6472")
WIDTH, CHART = 760, 460
"""Of a picture, and of a small one that shares its line with another."""
_ROW, _LEFT = 20, 190
_INK, _LINE = "#20242a", "#d6dae0"


class Dot(NamedTuple):
    """A value of a row or line at a place of the horizontal axis; `note` shows when it is pointed at."""

    line: str
    x: float
    y: float
    note: str
    href: str


def element(name: str, content: Iterable[Markup] | str = "", **attributes: object) -> Markup:
    """Return an element; attributes are escaped, `_` in their names is `-`, and so is text."""
    words = Markup("").join(
        Markup(' {}="{}"').format(key.strip("_").replace("_", "-"), printable(str(value)))
        for key, value in attributes.items()
    )
    inner = escape(printable(content)) if type(content) is str else Markup("").join(content)
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), words, inner)


def lines_chart(dots: Sequence[Dot], unit: str) -> Markup:
    """Draw values by year, one line a region, through the highest value of each year: x is the year, y the value."""
    names = list(dict.fromkeys(dot.line for dot in dots))
    height, top, bottom, left, right = 220 + 16 * len(names), 16, 190, 60, CHART - 30
    x, y = _scale([dot.x for dot in dots], left + 20, right), _scale([dot.y for dot in dots], bottom, top + 10)
    drawn = [_stroke(left, bottom, right, bottom)]
    drawn += [_text(x(year), bottom + 16, f"{year:.0f}", "middle") for year in sorted({dot.x for dot in dots})]
    values = sorted({dot.y for dot in dots})
    drawn += [_text(left - 6, y(value) + 4, f"{value:g}", "end") for value in {values[0], values[-1]}]
    drawn.append(_text(left, 11, f"单位：{unit or '无'}", "start"))
    for at, name in enumerate(names):
        colour = COLOURS[at % len(COLOURS)]
        own = sorted((dot for dot in dots if dot.line == name), key=lambda dot: (dot.x, dot.y))
        highest = {dot.x: dot for dot in own}.values()
        path = " ".join(f"{x(dot.x):.1f},{y(dot.y):.1f}" for dot in highest)
        drawn.append(element("polyline", points=path, fill="none", stroke=colour, stroke_width=1.5))
        drawn += [_circle(x(dot.x), y(dot.y), 4, colour, dot) for dot in own]
        level = bottom + 34 + 16 * at
        drawn.append(element("circle", cx=left, cy=level - 4, r=4, fill=colour))
        drawn.append(_text(left + 10, level, _cut(name, 28), "start"))
    return _picture(height, drawn, CHART)


def timeline(dots: Sequence[Dot]) -> Markup:
    """Draw one row a document: x is the time (years, with parts), y how many tasks end then."""
    names = list(dict.fromkeys(dot.line for dot in dots))
    height = 40 + _ROW * len(names)
    x = _scale([dot.x for dot in dots], _LEFT + 20, WIDTH - 30)
    first, last = int(min(dot.x for dot in dots)), int(max(dot.x for dot in dots))
    years = range(first, last + 1, (last - first) // 12 + 1)
    drawn = [_text(x(year), 14, str(year), "middle") for year in years]
    drawn += [_stroke(x(year), 20, x(year), height - 10) for year in years]
    for at, name in enumerate(names):
        level = 36 + _ROW * at
        drawn.append(_text(_LEFT, level + 4, _cut(name, 14), "end"))
        for dot in (dot for dot in dots if dot.line == name):
            drawn.append(_circle(x(dot.x), level, min(3 + dot.y**0.5, 9), COLOURS[0], dot))
    return _picture(height, drawn)


def bars(rows: Sequence[tuple[str, Mapping[str, int], str]], parts: Mapping[str, str]) -> Markup:
    """Draw one bar a row, of the parts that it counts; a row is its name, its counts and its link."""
    most = max((sum(counts.values()) for _, counts, _ in rows), default=1)
    step = (WIDTH - _LEFT - 60) / most
    drawn = []
    for at, name in enumerate(parts.values()):
        drawn.append(element("rect", x=_LEFT + 80 * at, y=2, width=10, height=10, fill=COLOURS[at]))
        drawn.append(_text(_LEFT + 80 * at + 14, 11, name, "start"))
    for row, (name, counts, href) in enumerate(rows):
        level, begin = 22 + _ROW * row, float(_LEFT + 6)
        drawn.append(element("a", [_text(_LEFT, level + 11, _cut(name, 14), "end")], href=f"#{href}"))
        for at, part in enumerate(parts):
            width = counts.get(part, 0) * step
            drawn.append(element("rect", x=f"{begin:.1f}", y=level, width=f"{width:.1f}", height=14, fill=COLOURS[at]))
            begin += width
        drawn.append(_text(begin + 6, level + 11, str(sum(counts.values())), "start"))
    return _picture(30 + _ROW * len(rows), drawn)


def network(pairs: Sequence[tuple[tuple[str, str], int]], links: Mapping[str, str]) -> Markup:
    """Draw who works with whom: agencies on a circle, a line the thicker the more tasks two share."""
    names = sorted({name for pair, _ in pairs for name in pair})
    most = max((count for _, count in pairs), default=1)
    radius, middle = 210, (WIDTH / 2, 290)
    turn = {name: 2 * pi * at / max(len(names), 1) - pi / 2 for at, name in enumerate(names)}
    at = {name: (middle[0] + radius * cos(angle), middle[1] + radius * sin(angle)) for name, angle in turn.items()}
    drawn = []
    for (one, other), count in sorted(pairs, key=lambda each: each[1]):
        line = _stroke(*at[one], *at[other], width=0.6 + 5 * count / most, note=f"{one} — {other}：{count} 项任务")
        drawn.append(line)
    for name, (x, y) in at.items():
        side = "start" if x >= middle[0] else "end"
        label = _text(x + (9 if side == "start" else -9), y + 4, _cut(name, 13), side)
        dot = element("circle", [element("title", name)], cx=f"{x:.1f}", cy=f"{y:.1f}", r=5, fill=COLOURS[1])
        drawn.append(element("a", [dot, label], href=f"#{links.get(name, 'top')}"))
    return _picture(580, drawn)


def _scale(values: Sequence[float], start: float, end: float) -> Callable[[float], float]:
    low, high = min(values, default=0), max(values, default=0)

    def at(value: float) -> float:
        return start + (end - start) * ((value - low) / (high - low) if high > low else 0.5)

    return at


def _circle(x: float, y: float, radius: float, colour: str, dot: Dot) -> Markup:
    shape = element("circle", [element("title", dot.note)], cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{radius:.1f}",
                    fill=colour, fill_opacity=0.8)  # fmt: skip
    return element("a", [shape], href=f"#{dot.href}")


def _text(x: float, y: float, words: str, anchor: str) -> Markup:
    return element("text", words, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor, font_size=12, fill=_INK)


def _stroke(x: float, y: float, to_x: float, to_y: float, width: float = 1, note: str = "") -> Markup:  # noqa: PLR0913, PLR0917 -- two ends
    title = [element("title", note)] if note else ""
    ends = {"x1": f"{x:.1f}", "y1": f"{y:.1f}", "x2": f"{to_x:.1f}", "y2": f"{to_y:.1f}"}
    return element("line", title, **ends, stroke=_LINE if not note else "#7d9cbd", stroke_width=f"{width:.1f}")


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"


def _picture(height: float, drawn: Iterable[Markup], width: int = WIDTH) -> Markup:
    return element("svg", drawn, viewBox=f"0 0 {width} {height:.0f}", class_="picture", role="img")
