"""How long each stage of extraction takes, by processor time: what normalising and assembling add to recognising.

python -m eval.stages FOLDER… [--recogniser model] [--characters 200000]
"""

import time
from collections import Counter
from pathlib import Path

import click

from extractor.assemble import records
from extractor.cli.parameters import RECOGNISER
from extractor.normalise import normalise
from extractor.pipeline import load_recogniser
from extractor.read import read_text
from extractor.structure import policies
from extractor.tokenise import sentences


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--characters", default=200_000, help="how much text to take")
@RECOGNISER
def main(folders: tuple[Path, ...], characters: int, recogniser: str) -> None:
    """Print seconds and shares of each stage."""
    spent: Counter[str] = Counter()
    finder, size = load_recogniser(recogniser), 0
    for path in sorted(path for folder in folders for path in folder.rglob("*.txt")):
        clock = _Clock(spent)
        document = read_text(path.read_text("utf-8"))
        clock.stop("read")
        for policy in policies(document):
            clock.stop("structure")
            split = sentences(document, policy)
            clock.stop("tokenise")
            mentions = finder.recognise(document, policy, split)
            clock.stop("recognise")
            mentions = normalise(mentions, document, policy)
            clock.stop("normalise")
            records(document, policy, split, mentions)
            clock.stop("assemble")
        size += len(document.text)
        if size >= characters:
            break
    total = spent.total()
    print(f"{size:,} characters, recogniser {recogniser}, {size / total:,.0f} characters a processor second")
    for stage, seconds in spent.items():
        print(f"{stage:10} {seconds:8.2f} s  {seconds / total:6.1%}  {seconds / spent['recognise']:6.1%} of recognise")


class _Clock:
    """Adds the processor time since the last stop to a stage."""

    def __init__(self, spent: Counter[str]) -> None:
        self._spent, self._last = spent, time.process_time()

    def stop(self, stage: str) -> None:
        now = time.process_time()
        self._spent[stage] += now - self._last  # type: ignore[assignment]
        self._last = now


if __name__ == "__main__":
    main()
