"""Headings without number: by Markdown or a file's styles, a well-known title, a period with what it is about."""

import re

from extractor.structure.headings import LONGEST_LINE, is_chrome, known_titles
from extractor.structure.lexicons import patterns
from extractor.structure.lines import Line
from extractor.structure.markers import AT_LINE, BARE, PERIOD, Marker, opens_number

_HASHES = re.compile(r"(#{1,6}) +(?=\S)")
_LONG = 20
_DEEPEST = 6


def find_unnumbered(plain: str, lines: list[Line]) -> list[Marker]:
    """Return a marker of no width for each heading without number, counted by style."""
    found: list[Marker] = []
    counts: dict[str, int] = {}
    for index in range(len(lines) - 1):
        line = lines[index]
        style = None if line.cell else _style(plain, lines, index)
        if style:
            counts[style] = counts.get(style, 0) + 1
            hashes = _HASHES.match(plain, line.start, line.end)
            start = hashes.end() if hashes else line.start
            found.append(Marker(start, start, style, counts[style], AT_LINE, index))
    return found


def _style(plain: str, lines: list[Line], index: int) -> str | None:
    line = lines[index]
    hashes = _HASHES.match(plain, line.start, line.end)
    start = hashes.end() if hashes else line.start
    level = len(hashes[1]) if hashes else line.level if line.end - start <= LONGEST_LINE else 0
    if level:
        text = plain[start : line.end].strip(" *#:")
        counts = index > 0 and not is_chrome(text) and not opens_number(plain, start, line.end)
        return f"md{min(level, _DEEPEST)}" if counts else None
    if not _reads_on(plain, lines[index + 1]):
        return None
    if plain[line.start : line.end] in known_titles():
        return BARE
    names_period = patterns("titles")["period"].fullmatch(plain, line.start, line.end)
    return PERIOD if names_period and index and _ends(plain, lines[index - 1]) else None


def _ends(plain: str, line: Line) -> bool:
    """Say whether a line ends a sentence."""
    return not line.cell and plain[line.end - 1] in "。!"


def _reads_on(plain: str, line: Line) -> bool:
    """Say whether a line reads as the text below a heading does: a sentence, or a number."""
    if line.cell:
        return False
    is_long = line.end - line.start >= _LONG and "。" in plain[line.start : line.end]
    return is_long or opens_number(plain, line.start, line.end)
