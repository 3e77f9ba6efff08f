"""Counts of the annotated data as a picture: mentions by label and genre.

zhengce annotate stats --format json > out/stats.json
python -m eval.plots out/stats.json annotations/counts.svg
"""

import json
import sys
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from extractor.types import LABELS

COLOURS = {
    "TARGET": "#d4a017",
    "AGENCY": "#3b7dd8",
    "DEADLINE": "#c0392b",
    "INDICATOR": "#2e8b57",
    "VALUE": "#8e5bb5",
}
WIDTH, LEFT, RIGHT, ROW, TOP = 760, 110, 90, 26, 56


def draw(stats: dict[str, Any]) -> str:
    """Return an SVG: a stacked bar a genre, longest first, with characters and mentions in figures."""
    genres = sorted(stats["genres"].items(), key=lambda item: -sum(item[1]["mentions"].values()))
    most = max(sum(row["mentions"].values()) for _, row in genres)
    scale = (WIDTH - LEFT - RIGHT) / most
    height = TOP + ROW * len(genres) + 10
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"',
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="10" y="20" font-size="14">{stats["documents"]} documents, {stats["characters"]:,} characters</text>',
        *_legend(stats["mentions"]),
    ]
    for number, (genre, row) in enumerate(genres):
        parts += _bar(genre, row, TOP + ROW * number, scale)
    return "\n".join([*parts, "</svg>", ""])


def _legend(mentions: dict[str, int]) -> list[str]:
    parts, x = [], 10
    for label in LABELS:
        parts.append(f'<rect x="{x}" y="30" width="10" height="10" fill="{COLOURS[label]}"/>')
        parts.append(f'<text x="{x + 14}" y="39">{label} {mentions[label]:,}</text>')
        x += 148
    return parts


def _bar(genre: str, row: dict[str, Any], y: int, scale: float) -> list[str]:
    parts, x = [f'<text x="{LEFT - 8}" y="{y + 15}" text-anchor="end">{escape(genre)}</text>'], float(LEFT)
    for label in LABELS:
        width = row["mentions"][label] * scale
        parts.append(f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="20" fill="{COLOURS[label]}"/>')
        x += width
    figures = f"{sum(row['mentions'].values()):,} / {row['characters'] // 1000}k"
    return [*parts, f'<text x="{x + 6:.1f}" y="{y + 15}">{figures}</text>']


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(draw(json.loads(Path(sys.argv[1]).read_bytes())), "utf-8")
