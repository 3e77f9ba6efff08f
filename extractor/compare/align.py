"""Which task of one version is which of the other."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extractor.compare.canonical import canonical_indicator
from extractor.compare.similar import cosines, grams, indexed, vectors
from extractor.export.rows import Row
from extractor.lang.fold import fold

FREE, BETWEEN = 0.40, 0.15
"""Least cosine of a pair, and of one between two pairs that follow each other; measured (eval/planted.py)."""
NEARNESS = 0.1
"""What the same relative place in the document adds to a cosine when pairs compete."""
SECTION, INDICATOR = 0.3, 2.0
"""Weights of a gram of the innermost heading, and of an indicator's name, beside those of the TARGET (1)."""
_NUMBER = re.compile(r"[\d.,〇零一二两三四五六七八九十百千万亿]+")
_MARKS = re.compile(r"[\s\W_]+")
Match = tuple[int | None, int | None]


def align(old: Sequence[Row], new: Sequence[Row]) -> list[Match]:
    """Return pairs of indices in the order of `new`; what is dropped stands behind what it followed in `old`."""
    scores = _scores(old, new)
    chosen = _greedy(scores, len(old), len(new))
    _fill_between(chosen, scores, len(old), len(new))
    taken = set(chosen.values())
    rest = [(at, None) for at in range(len(old)) if at not in chosen]
    matches: list[Match] = [*chosen.items(), *rest, *((None, at) for at in range(len(new)) if at not in taken)]
    return sorted(matches, key=lambda match: _place(match, chosen))


def bag(row: Row) -> Counter[str]:
    """Return the features of a row: grams of its TARGET without numbers, of its heading, and its indicators."""
    found: Counter[str] = Counter()
    found.update(grams(_plain(row.target)))
    for title in row.section_titles[-1:]:
        found.update({gram: SECTION * count for gram, count in grams(_plain(title)).items()})
    for metric in row.metrics:
        if metric.indicator:
            found[f"#{canonical_indicator(metric.indicator)}"] += INDICATOR  # type: ignore[assignment]
    return found


def _plain(text: str) -> str:
    return _MARKS.sub("", _NUMBER.sub("", fold(text))) or fold(text)


def _scores(old: Sequence[Row], new: Sequence[Row]) -> list[Counter[int]]:
    found = vectors([bag(row) for row in (*old, *new)])
    index = indexed(found[len(old) :])
    return [cosines(vector, index) for vector in found[: len(old)]]


def _greedy(scores: Sequence[Counter[int]], height: int, width: int) -> dict[int, int]:
    """Take the best pair first; of equal ones that which keeps its place."""

    def near(one: int, other: int) -> float:
        return NEARNESS * (1 - abs(one / max(height, 1) - other / max(width, 1)))

    ranked = sorted(
        ((score + near(one, other), one, other) for one, row in enumerate(scores) for other, score in row.items()
         if score >= FREE),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )  # fmt: skip
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for _, one, other in ranked:
        if one not in chosen and other not in taken:
            chosen[one] = other
            taken.add(other)
    return chosen


def _fill_between(chosen: dict[int, int], scores: Sequence[Counter[int]], height: int, width: int) -> None:
    """Pair what is left between neighbours that are paired, at a lower score."""
    taken = set(chosen.values())
    for one in range(height):
        if one in chosen:
            continue
        start = chosen.get(one - 1, -1 if one == 0 else None)
        if start is None:
            continue
        free = list(_run(start + 1, taken, width))
        best = max(free, key=lambda other: scores[one][other], default=None)
        if best is not None and scores[one][best] >= BETWEEN:
            chosen[one] = best
            taken.add(best)


def _run(start: int, taken: set[int], width: int) -> Iterator[int]:
    for at in range(start, width):
        if at in taken:
            return
        yield at


def _place(match: Match, chosen: dict[int, int]) -> tuple[float, int]:
    old, new = match
    if new is not None:
        return new, -1
    assert old is not None
    before = next((chosen[at] for at in range(old - 1, -1, -1) if at in chosen), -1)
    return before + 0.5, old
