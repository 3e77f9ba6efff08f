"""Extract the gold texts again and compare."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from extractor.pipeline import Options, extract, load_recogniser
from extractor.read import read_text
from extractor.score.figures import Score, score
from extractor.score.gold import GoldRecogniser, load, pool
from extractor.types import Annotation


class Compared(NamedTuple):
    """One gold document, its prediction, and how they differ in figures."""

    gold: Annotation
    predicted: Annotation
    score: Score


def compare_files(
    paths: Sequence[Path], recogniser: str = "rules", *, gold_mentions: bool = False
) -> Iterator[Compared]:
    """Predict the text of each gold file and compare, one file at a time.

    `gold_mentions` puts the gold mentions in place of the recogniser's. Raises AnnotationError
    for a broken gold file; a stage that fails raises what it raised.
    """
    for path in paths:
        gold = load(path)
        predicted = predict(gold, recogniser, gold_mentions=gold_mentions)
        yield Compared(gold, predicted, score(gold, predicted))


def predict(gold: Annotation, recogniser: str = "rules", *, gold_mentions: bool = False) -> Annotation:
    """Extract a gold annotation's text; its documents are pooled into one annotation."""
    finder = GoldRecogniser(gold) if gold_mentions else load_recogniser(recogniser)
    result = extract(read_text(gold.text), finder, Options(recogniser, debug=True))
    return pool(result, gold.name)
