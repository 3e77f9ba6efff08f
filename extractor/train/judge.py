"""How good a tagger is on examples: strict F1 of decoded spans, label by label."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch

from extractor.recognise.tagger.decode import decode, spans
from extractor.recognise.tagger.labels import SLOT_TYPES, TARGET_TYPES, split_type
from extractor.train.examples import IGNORED, Example
from extractor.train.loop import collate
from extractor.train.model import Tagger

Spans = set[tuple[int, int, str]]


def f1_scores(model: Tagger, rows: Sequence[Example]) -> dict[str, float]:
    """Return strict F1 per label and `micro`, attributes left aside; the model is left in eval mode."""
    model.eval()
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for row in rows:
        predicted, gold = predict(model, row), gold_spans(row)
        right.update(label for _, _, label in predicted & gold)
        given.update(label for found in (predicted, gold) for _, _, label in found)
    scores = {label: 2 * right[label] / given[label] for label in sorted(given)}
    return {**scores, "micro": 2 * right.total() / max(1, given.total())}


def predict(model: Tagger, row: Example) -> Spans:
    """Return the decoded spans of one example's core, in places of the core."""
    ids, mask, target, _, _ = collate([row])
    core = target[0] != IGNORED
    with torch.no_grad():
        outputs = model(ids, mask)
    found: Spans = set()
    for scores, types in ((outputs.target, TARGET_TYPES), (outputs.slot, SLOT_TYPES)):
        logs = torch.log_softmax(scores[:, core], dim=-1).numpy()
        tags = decode(logs)[0]
        found.update((s.start, s.end, split_type(types[s.type])[0]) for s in spans(tags, np.exp(logs[0])))
    return found


def gold_spans(row: Example) -> Spans:
    """Return the gold spans of one example's core."""
    core = [at for at, tag in enumerate(row.target) if tag != IGNORED]
    found: Spans = set()
    for layer, types in ((row.target, TARGET_TYPES), (row.slot, SLOT_TYPES)):
        tags = np.array([layer[at] for at in core], dtype=np.intp)
        sure = np.ones((len(core), 2 * len(types) + 1), dtype=np.float32)
        found.update((s.start, s.end, split_type(types[s.type])[0]) for s in spans(tags, sure))
    return found
