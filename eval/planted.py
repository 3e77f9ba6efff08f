"""How many planted changes `zhengce diff` finds: `python -m eval.planted [--file PLANTS.toml…]`."""

import argparse
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.compare.diff import Difference, Pair, compare_rows
from extractor.export.rows import flatten
from extractor.pipeline import extract_text

ROOT = Path(__file__).parent.parent
PLANTS = ROOT / "tests" / "compare" / "planted.toml"
Plant = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """One document: plants found and missed, and changes (with their tasks) that no plant explains."""

    name: str
    found: list[Plant]
    missed: list[Plant]
    false: list[tuple[str, str]]


def measure(file: Path = PLANTS) -> Iterator[Outcome]:
    """Yield the outcome of every document; it stands in planted/ beside the file, or in corpora/."""
    for name, plants in tomllib.loads(file.read_text("utf-8")).items():
        own = file.parent / "planted" / f"{name}.txt"
        text = (own if own.exists() else ROOT / "corpora" / own.name).read_text("utf-8")
        difference = compare_rows(*(flatten(extract_text(each)) for each in (text, second(text, plants))))
        found = [plant for plant in plants if any(_found(plant, pair) for pair in difference.pairs)]
        missed = [plant for plant in plants if plant not in found]
        yield Outcome(name, found, missed, list(_false(difference, plants)))


def second(text: str, plants: list[Plant]) -> str:
    """Return the second version; every `old` occurs once."""
    for plant in plants:
        assert text.count(plant["old"]) == 1, plant["old"]
        text = text.replace(plant["old"], plant["new"])
    return text


def _found(plant: Plant, pair: Pair) -> bool:
    return _about(plant, pair) and any(change.kind == plant["kind"] for change in pair.changes)


def _about(plant: Plant, pair: Pair) -> bool:
    rows = [row for row in (pair.old, pair.new) if row]
    if "under" in plant:
        return any(plant["under"] in title for row in rows for title in row.section_titles)
    pieces = [plant["at"]] if isinstance(plant["at"], str) else plant["at"]
    return any(piece in row.target for row in rows for piece in pieces)


def _false(difference: Difference, plants: list[Plant]) -> Iterator[tuple[str, str]]:
    for pair in difference.pairs:
        kinds = {kind for plant in plants if _about(plant, pair) for kind in (plant["kind"], plant.get("also"))}
        for change in pair.changes:
            if change.kind not in kinds:
                row = pair.new or pair.old
                assert row is not None
                yield change.kind, f"{row.target}：{change.old} → {change.new} {change.note}"


def main() -> None:
    """Print the counts, what was missed and what was false."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path, nargs="+", default=[PLANTS], help="sets of plants")
    for file in parser.parse_args().file:
        print(file.name)
        for outcome in measure(file):
            _print(outcome)


def _print(outcome: Outcome) -> None:
    counts = len(outcome.found), len(outcome.missed), len(outcome.false)
    print(outcome.name, "found {} missed {} false {}".format(*counts))
    for plant in outcome.missed:
        print("  missed", plant["kind"], plant["new"] or plant["old"])
    for kind, words in outcome.false:
        print("  false", kind, words)


if __name__ == "__main__":
    main()
