"""What is on every page and belongs to none: running heads, page numbers, watermarks, stamps of scanners."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from extractor.lang.fold import fold
from extractor.read.pdf.lines import Line
from extractor.read.pdf.phrases import phrases

EDGE = 0.13
NUMBERS = 0.22
OUTERMOST = 3
STEP = 8.0
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")


class Face(NamedTuple):
    """The lines of a page in order of reading, and its height in points."""

    lines: list[Line]
    height: float


def furniture(faces: list[Face]) -> set[Line]:
    """Return the lines that are no part of the text."""
    seen: dict[str, set[tuple[int, int]]] = defaultdict(set)
    found: set[Line] = set()
    edges = [list(_edges(face, EDGE)) for face in faces]
    for face in faces:
        found.update(line for line in _edges(face, NUMBERS) if _is_number(line))
    for lines in edges:
        for line in lines:
            if (key := _key(line)) is not None:
                seen[key].add((line.page, round(line.box.top / STEP)))
    least = 2 if len(faces) <= 3 else 3
    for line in (line for lines in edges for line in lines):
        key = _key(line)
        if key is not None and len(_pages(seen[key], line)) >= least:
            found.add(line)
    every = (line for face in faces for line in face.lines)
    return found | {line for line in every if line.slanted or phrases().stamps.fullmatch(fold(line.text))}


def _edges(face: Face, share: float) -> Iterable[Line]:
    """Yield the outermost lines of a page inside its upper and lower `share`."""
    ordered = sorted(face.lines, key=lambda line: line.box.top)
    for line in ordered[:OUTERMOST]:
        if line.box.bottom < share * face.height:
            yield line
    for line in ordered[-OUTERMOST:]:
        if line.box.top > (1 - share) * face.height:
            yield line


def _key(line: Line) -> str | None:
    """Return what is alike in a running head on all its pages; None for what begins a part of the text."""
    text = _SPACE.sub("", fold(line.text))
    return None if phrases().starts.match(text) else _DIGITS.sub("#", text)


def _pages(seen: set[tuple[int, int]], line: Line) -> set[int]:
    at = round(line.box.top / STEP)
    return {page for page, top in seen if abs(top - at) <= 1}


def _is_number(line: Line) -> bool:
    return phrases().numbers.fullmatch(fold(line.text).strip()) is not None
