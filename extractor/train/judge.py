"""How good a tagger is on labelled documents: strict F1 of decoded spans, label by label."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import torch

from extractor.recognise.tagger.labels import split_type
from extractor.recognise.tagger.locate import Located, locate
from extractor.recognise.tagger.windows import Cutter
from extractor.train.examples import Prepared, examples
from extractor.train.loop import collate
from extractor.train.model import Tagger

_ROWS = 8


class Judged(NamedTuple):
    """The predictions, each with label, raw score and whether it is right; and how many spans the labels have."""

    sure: list[tuple[str, float, bool]]
    gold: Counter[str]

    @property
    def scores(self) -> dict[str, float]:
        """Strict F1 per label, and `micro`."""
        right = Counter(label for label, _, good in self.sure if good)
        given = Counter(label for label, _, _ in self.sure) + self.gold
        scores = {label: 2 * right[label] / given[label] for label in sorted(given)}
        return {**scores, "micro": 2 * right.total() / max(1, given.total())}


def judge(model: Tagger, prepared: Sequence[Prepared], cutter: Cutter) -> Judged:
    """Score `model` on documents, attributes left aside; it is left in eval mode."""
    wanted: Counter[str] = Counter()
    sure: list[tuple[str, float, bool]] = []
    for item in prepared:
        found = {(*one.span, split_type(one.type)[0]): one.score for one in predict(model, item, cutter)}
        gold = {(span.start, span.end, split_type(span.type)[0]) for span in item.labelled.spans}
        wanted.update(label for _, _, label in gold)
        sure.extend((key[2], score, key in gold) for key, score in found.items())
    return Judged(sure, wanted)


def predict(model: Tagger, item: Prepared, cutter: Cutter) -> Iterator[Located]:
    """Yield the decoded spans of one document, in characters of its text."""
    model.eval()
    rows = sorted(examples([item], cutter, model.layers), key=lambda row: len(row.ids))
    for at in range(0, len(rows), _ROWS):
        batch = collate(rows[at : at + _ROWS])
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            outputs = model(batch.ids, batch.mask, batch.hints)
        for number, row in enumerate(rows[at : at + _ROWS]):
            for scores, types in zip(outputs.layers, model.layers, strict=True):
                yield from locate(row.window, scores[number].float().numpy(), types, item.document.plain)
