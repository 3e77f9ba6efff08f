"""The measurements as a table and as a picture."""

import math
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from eval.bench.row import Row

_WIDTH, _LEFT, _LINE, _TOP = 860, 330, 24, 44
_FONT = 'font-family="sans-serif" font-size="12"'
_COLOURS = {"whole": "#3b7dd8", "recognition": "#2e8b57", "bound": "#d4a017", "others": "#c0392b"}


def table(rows: Sequence[Row], head: str) -> str:
    """Return Markdown: every row; rates also as a multiple of that of BERT-base in transformers."""
    unit = next((row.rate for row in rows if row.rate and "BERT-base, transformers" in row.what), 0.0)
    lines = [head, "", "| | what | characters/s | × BERT-base | seconds | MB | |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        times = f"{row.rate / unit:.1f}" if row.rate and unit else ""
        cells = (row.group, row.what, _figure(row.rate), times, _figure(row.seconds, 2), _figure(row.memory), row.note)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def _figure(value: float | None, places: int = 0) -> str:
    return "" if value is None else f"{value:,.{places}f}"


def picture(rows: Sequence[Row]) -> str:
    """Return an SVG: a bar for each rate, on a logarithmic scale from 100 characters a second."""
    shown = [row for row in rows if row.rate]
    height = _TOP + _LINE * len(shown) + 10
    top = max(math.log10(row.rate or 1) for row in shown)
    scale = (_WIDTH - _LEFT - 90) / max(0.1, top - 2)
    bars = [part for number, row in enumerate(shown) for part in _bar(row, _TOP + number * _LINE, scale)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" {_FONT}>'
    title = '<text x="10" y="22" font-size="14">characters per second, logarithmic</text>'
    return "\n".join([head, f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>', title, *bars, "</svg>", ""])


def _bar(row: Row, y: int, scale: float) -> Iterator[str]:
    width = max(2.0, (math.log10(row.rate or 1) - 2) * scale)
    yield f'<text x="{_LEFT - 8}" y="{y + 14}" text-anchor="end">{escape(row.what)}</text>'
    yield f'<rect x="{_LEFT}" y="{y}" width="{width:.1f}" height="18" fill="{_COLOURS[row.group]}"/>'
    yield f'<text x="{_LEFT + width + 6:.1f}" y="{y + 14}">{_figure(row.rate)}</text>'
