"""Extract the gold texts again and compare."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractor.errors import AnnotationError
from extractor.pipeline import Options, extract, load_recogniser
from extractor.read import read_text
from extractor.recognise.base import Recogniser
from extractor.score.figures import Score, score
from extractor.score.gold import gold_recogniser, pool
from extractor.types import Annotation


class Compared(NamedTuple):
    """One gold document, its prediction, and how they differ in figures."""

    gold: Annotation
    predicted: Annotation
    score: Score


def compare(
    annotations: Iterable[Annotation], recogniser: str = "rules", *, gold_mentions: bool = False
) -> Iterator[Compared]:
    """Predict the text of each annotation and compare, one at a time.

    `gold_mentions` puts the gold mentions in place of the recogniser's. A stage that fails raises
    what it raised.
    """
    for gold in annotations:
        predicted = predict(gold, recogniser, gold_mentions=gold_mentions)
        yield Compared(gold, predicted, score(gold, predicted))


def predict(gold: Annotation, recogniser: str = "rules", *, gold_mentions: bool = False) -> Annotation:
    """Extract a gold annotation's text, dated as it is; its documents are pooled into one annotation."""
    document = read_text(gold.text)
    finder: Recogniser = gold_recogniser(gold, document) if gold_mentions else load_recogniser(recogniser)
    if document.text != gold.text:
        raise AnnotationError(f"{gold.name}：读入时文字有变，位置不再对应，请先把标注文件转成 UTF-8 纯文本")
    return pool(extract(document, finder, Options(recogniser, gold.date, debug=True)), gold.name)
