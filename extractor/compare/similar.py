"""How alike short texts are: cosine of character n-grams, weighted by how rare each is in the texts at hand."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import log, sqrt

Bag = Mapping[str, float]


def grams(text: str) -> Counter[str]:
    """Count the characters and the pairs of characters of a text."""
    return Counter(text) + Counter(first + second for first, second in pairwise(text))


def vectors(bags: Sequence[Bag]) -> list[dict[str, float]]:
    """Return unit vectors of bags of features; a feature in every bag weighs least."""
    seen = Counter(feature for bag in bags for feature in bag)
    return [_unit({name: count * log(1 + len(bags) / seen[name]) for name, count in bag.items()}) for bag in bags]


def cosines(vector: Mapping[str, float], index: Mapping[str, Sequence[tuple[int, float]]]) -> Counter[int]:
    """Return the cosine (0 to 1) of a vector with each vector of an index that shares a feature with it."""
    found: Counter[int] = Counter()
    for name, weight in vector.items():
        for at, other in index.get(name, ()):
            found[at] += weight * other  # type: ignore[assignment]
    return found


def indexed(found: Iterable[Mapping[str, float]]) -> dict[str, list[tuple[int, float]]]:
    """Return feature → the places and weights at which vectors have it."""
    index: dict[str, list[tuple[int, float]]] = {}
    for at, vector in enumerate(found):
        for name, weight in vector.items():
            index.setdefault(name, []).append((at, weight))
    return index


def dice(one: str, other: str) -> float:
    """Return the share of character pairs that two texts have in common (0 to 1)."""
    first, second = Counter(pairwise(one)), Counter(pairwise(other))
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else float(one == other)


def _unit(weights: dict[str, float]) -> dict[str, float]:
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {name: weight / length for name, weight in weights.items()} if length else {}
