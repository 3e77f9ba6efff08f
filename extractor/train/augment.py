"""Labelled texts in other dress, the labels still true: other numbers, other places, the noise of pages.

Width and script need none of it: the tagger reads folded text, in which they are gone.
"""

import random
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import NamedTuple

from extractor.train.data import Labelled, Marked

_DIGITS = re.compile(r"(?<![\d〔\[(（])\d{1,7}(?![\d年月〕\]])")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,3}[省市县区]")
_BREAK = re.compile(r"\n+")
_SHARES = {"number": 0.5, "glue": 0.3, "noise": 0.1}


class Edit(NamedTuple):
    """Code points `start` to `end` of a text give way to `text`."""

    start: int
    end: int
    text: str


def augment(labelled: Labelled, rng: random.Random) -> Labelled:
    """Return a variant: numbers and places of the same kind swapped; now and then breaks lost or noise put in."""
    edits = [*_numbers(labelled.text, rng), *_places(labelled.text, rng)]
    if rng.random() < 0.2:
        edits += _breaks(labelled.text, rng)
    return apply(labelled, edits)


def apply(labelled: Labelled, edits: list[Edit]) -> Labelled:
    """Return the edited text with its spans moved. An edit over a span's edge, or over another edit, is left out."""
    edges = {edge for span in labelled.spans for edge in (span.start, span.end)}
    kept: list[Edit] = []
    for edit in sorted(edits):
        free = not kept or edit.start >= kept[-1].end
        if free and not any(at in edges for at in range(edit.start + 1, edit.end)):
            kept.append(edit)
    pieces, at = [], 0
    for edit in kept:
        pieces += [labelled.text[at : edit.start], edit.text]
        at = edit.end
    shift = _Shift(kept)
    spans = tuple(Marked(shift.of(s.start), shift.of(s.end), s.type, s.link) for s in labelled.spans)
    return Labelled(labelled.name, "".join([*pieces, labelled.text[at:]]), spans)


class _Shift:
    """Where a place of the old text is in the new one."""

    def __init__(self, edits: list[Edit]) -> None:
        self._ends = [edit.end for edit in edits]
        self._sums = [0, *accumulate(len(edit.text) - (edit.end - edit.start) for edit in edits)]

    def of(self, place: int) -> int:
        return place + self._sums[bisect_right(self._ends, place)]


def _numbers(text: str, rng: random.Random) -> Iterator[Edit]:
    for found in _DIGITS.finditer(text):
        if rng.random() < _SHARES["number"]:
            digits = "".join(rng.choice("0123456789") for _ in found.group())
            yield Edit(found.start(), found.end(), rng.choice("123456789") + digits[1:])


def _places(text: str, rng: random.Random) -> Iterator[Edit]:
    """Swap names of divisions, each for another of its kind and length, the same one all through the text."""
    swaps: dict[str, str] = {}
    for found in _PLACE.finditer(text):
        name = found.group()
        if name in _names():
            swaps.setdefault(name, rng.choice(_names()[name]))
            yield Edit(found.start(), found.end(), swaps[name])


@cache
def _names() -> dict[str, list[str]]:
    lines = files("extractor.lang.data").joinpath("regions.tsv").read_text("utf-8").splitlines()
    names = sorted({line.split("\t")[1] for line in lines if not line.startswith("#")})
    short = [name for name in names if _PLACE.fullmatch(name)]
    kinds: dict[tuple[str, int], list[str]] = {}
    for name in short:
        kinds.setdefault((name[-1], len(name)), []).append(name)
    return {name: kinds[name[-1], len(name)] for name in short}


def _breaks(text: str, rng: random.Random) -> Iterator[Edit]:
    for found in _BREAK.finditer(text):
        dice = rng.random()
        if dice < _SHARES["glue"]:
            yield Edit(found.start(), found.end(), "")
        elif dice < _SHARES["glue"] + _SHARES["noise"]:
            yield Edit(found.start(), found.end(), f"\n{rng.choice(_noise())}\n")


@cache
def _noise() -> list[str]:
    lines = files("extractor.train").joinpath("noise.txt").read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]
