"""The tagger beside a BERT-base token classifier: characters per second on the same text and cores.

    python -m eval.tagger FOLDER… [--characters 60000] [--threads 2] [--full FOLDER]

BERT-base has random weights (speed does not depend on them), one token a character, rows of 510
and no padding, which flatters it. Prints load time, memory and characters per second of each, and
ratios. `--full` adds our own network before quantisation (`extractor.train.export.export` with
`quantised=False`). Needs `pip install 'zhengce[train]'`.
"""

import argparse
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from transformers import BertConfig, BertForTokenClassification

from extractor.read import read_text
from extractor.recognise.rules import RuleRecogniser
from extractor.recognise.tagger import TaggerRecogniser
from extractor.structure import policies
from extractor.tokenise import sentences
from extractor.types import Document, Policy, Sentence

_ROW = 510
_BERT_VOCABULARY, _BERT_TAGS = 21128, 24
Staged = tuple[Document, Policy, tuple[Sentence, ...]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--characters", type=int, default=60_000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--full", type=Path, help="a model folder of the same network in fp32")
    chosen = parser.parse_args()
    torch.set_num_threads(chosen.threads)
    staged, size = _stage(chosen.folders, chosen.characters)
    began = time.perf_counter()
    tagger = TaggerRecogniser(threads=chosen.threads)
    load = time.perf_counter() - began
    rates = {"tagger int8 with its rules": _rate(lambda: _recognise(tagger, staged), size)}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rates["rules alone"] = _rate(lambda: _recognise(RuleRecogniser(), staged), size)
    if chosen.full:
        full = TaggerRecogniser(chosen.full, chosen.threads)
        rates["tagger fp32 with its rules"] = _rate(lambda: _recognise(full, staged), size)
    rates["BERT-base, transformers"] = _rate(lambda: _bert(size), size)
    slowest = rates["BERT-base, transformers"]
    lines = [
        f"{size:,} characters, {chosen.threads} threads; load {load:.2f} s; peak memory before BERT {memory:.0f} MB"
    ]
    lines += [f"{name:28} {rate:10,.0f} characters/s  {rate / slowest:6.1f} ×" for name, rate in rates.items()]
    print("\n".join(lines))


def _stage(folders: Sequence[Path], room: int) -> tuple[list[Staged], int]:
    staged: list[Staged] = []
    size = 0
    for path in sorted(path for folder in folders for path in folder.rglob("*.txt")):
        document = read_text(path.read_bytes().decode("utf-8"))
        staged += [(document, policy, sentences(document, policy)) for policy in policies(document)]
        size += len(document.text)
        if size >= room:
            break
    return staged, size


def _recognise(recogniser: TaggerRecogniser | RuleRecogniser, staged: Sequence[Staged]) -> None:
    for one in staged:
        recogniser.recognise(*one)


def _rate(run: Callable[[], object], size: int) -> float:
    best = float("inf")
    for _ in range(2):
        began = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - began)
    return size / best


def _bert(size: int) -> None:
    if not hasattr(_bert, "model"):
        _bert.model = BertForTokenClassification(BertConfig(vocab_size=_BERT_VOCABULARY, num_labels=_BERT_TAGS)).eval()
    rng = np.random.default_rng(1)
    with torch.inference_mode():
        for at in range(0, size, _ROW * 4):
            rows = max(1, round(min(_ROW * 4, size - at) / _ROW))
            _bert.model(torch.from_numpy(rng.integers(100, _BERT_VOCABULARY, (rows, _ROW + 2))))


if __name__ == "__main__":
    main()
