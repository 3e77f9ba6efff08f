"""How well indicators' names are aligned: `python -m eval.alignment PAIRS.tsv` (name, name, 1 or 0 a line).

The even lines are those that thresholds are tuned on, the odd ones are held out. The pairs are other people's
words and live outside the project.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from extractor.compare.canonical import canonical_indicator

Judged = tuple[str, str, bool]


class Score(NamedTuple):
    """Precision and recall of `same`, and the pairs judged wrongly."""

    precision: float
    recall: float
    wrong: list[Judged]


def read(path: Path) -> list[Judged]:
    """Return the judged pairs of a file."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if line)
    return [(one, other, same == "1") for one, other, same in rows]


def score(pairs: Sequence[Judged]) -> Score:
    """Compare whether two names have one canonical form with the judgement."""
    said = [canonical_indicator(one) == canonical_indicator(other) for one, other, _ in pairs]
    both = sum(same and held for (_, _, same), held in zip(pairs, said, strict=True))
    wrong = [pair for pair, held in zip(pairs, said, strict=True) if pair[2] != held]
    return Score(both / max(sum(said), 1), both / max(sum(pair[2] for pair in pairs), 1), wrong)


def main() -> None:
    """Print the figures of both halves."""
    pairs = read(Path(sys.argv[1]))
    for name, half in (("tuned", pairs[::2]), ("held out", pairs[1::2])):
        found = score(half)
        print(f"{name}: {len(half)} pairs, precision {found.precision:.3f}, recall {found.recall:.3f}")
        for pair in found.wrong if "--wrong" in sys.argv else ():
            print("  ", *pair)


if __name__ == "__main__":
    main()
