"""The norms of annotated texts: the project's own, and those outside it where they are there."""

from dataclasses import replace
from pathlib import Path

import pytest

from extractor.annotate.inline import parse
from extractor.lang.fold import fold
from extractor.normalise import normalise
from extractor.types import Annotation, Document, Policy, Source, Span

OUTSIDE = ["anhui", "linhai"]


def agreement(annotation: Annotation) -> tuple[int, int]:
    """Return how many norms of VALUE agree with the annotated ones, and how many there are."""
    text = annotation.text
    document = Document(Source("", "", ""), text, fold(text), ())
    policy = Policy("p1", "", Span(0, len(text)), ())
    bare = tuple(replace(mention, norm=None) for mention in annotation.mentions)
    pairs = zip(annotation.mentions, normalise(bare, document, policy), strict=True)
    values = [gold.norm == made.norm for gold, made in pairs if gold.label == "VALUE"]
    return sum(values), len(values)


@pytest.mark.parametrize("name", OUTSIDE)
def test_every_norm_of_the_shared_examples(shared: Path, name: str):
    markup = (shared / "annotation-examples" / f"{name}.xml").read_text("utf-8")
    agreed, total = agreement(parse(markup))
    assert agreed == total > 0


def test_norms_of_the_gold_texts(root: Path):
    files = sorted((root / "annotations" / "gold").glob("*.xml"))
    assert files
    counts = [agreement(parse(file.read_text("utf-8"))) for file in files]
    agreed, total = sum(agreed for agreed, _ in counts), sum(total for _, total in counts)
    assert total > 500
    assert agreed / total > 0.97
