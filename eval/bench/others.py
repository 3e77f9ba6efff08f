"""What a user would run instead, on the same text and cores: a BERT-base token classifier, and jionlp's extractors.

BERT-base has random weights (speed does not depend on them), one token a character and rows of 510 without padding.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import numpy as np
import onnxruntime as ort

from eval.bench.row import Row

_ROW, _TAGS = 510, 24
_SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def bert(texts: list[str], threads: int, seconds: float) -> Iterator[Row]:
    """Measure BERT-base in the `transformers` pipeline and in ONNX Runtime."""
    try:
        import torch  # noqa: PLC0415 (an extra)
        import transformers  # noqa: PLC0415
    except ImportError as error:
        yield Row("others", "BERT-base", note=f"{error.name} not installed: pip install 'zhengce[train]'")
        return
    torch.set_num_threads(threads)
    transformers.utils.logging.set_verbosity_error()
    rows = [text[at : at + _ROW] for text in texts for at in range(0, len(text) - _ROW, _ROW)]
    with tempfile.TemporaryDirectory() as folder:
        vocabulary = [*_SPECIAL, *sorted({character for text in texts for character in text if character.strip()})]
        Path(folder, "vocab.txt").write_text("\n".join(vocabulary), "utf-8")
        tokenizer = transformers.BertTokenizerFast(str(Path(folder, "vocab.txt")))
        config = transformers.BertConfig(vocab_size=21128, num_labels=_TAGS)
        model = transformers.BertForTokenClassification(config).eval()
        pipe = transformers.pipeline("token-classification", model=model, tokenizer=tokenizer, device="cpu")
        yield Row("others", "BERT-base, transformers pipeline", _timed(pipe, rows, seconds))
        network = str(Path(folder, "bert.onnx"))
        sample = torch.ones(1, _ROW + 2, dtype=torch.long)
        torch.onnx.export(
            model, (sample,), network, input_names=["ids"], output_names=["scores"], opset_version=17, dynamo=False
        )
        yield Row("others", "BERT-base, ONNX Runtime", _timed(_Session(network, threads), rows, seconds))


class _Session:
    """Runs a row through BERT-base in ONNX Runtime; ids are random, as speed does not depend on them."""

    def __init__(self, network: str, threads: int) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = ort.InferenceSession(network, options, providers=["CPUExecutionProvider"])
        self._ids = np.random.default_rng(1).integers(100, 21000, (1, _ROW + 2))

    def __call__(self, _row: str) -> None:
        self._session.run(None, {"ids": self._ids})


def jionlp(texts: list[str], seconds: float) -> Row:
    """Measure jionlp's extractors that come nearest (times and sums of money; it has no commitments), one process."""
    try:
        jio = import_module("jionlp")
    except ImportError:
        return Row("others", "jionlp", note="not installed: pip install jionlp")
    jobs = [getattr(jio.ner, name)() for name in ("TimeExtractor", "MoneyExtractor")]
    rows = [text[at : at + 1000] for text in texts for at in range(0, len(text), 1000)]

    def run(row: str) -> None:
        for job in jobs:
            job(row)

    return Row("others", "jionlp, times and sums of money", _timed(run, rows, seconds))


def _timed(run: Callable[[str], object], rows: list[str], seconds: float) -> float:
    """Return characters a second over as many rows as fit in the time, after one to warm up."""
    run(rows[0])
    began, done = time.perf_counter(), 0
    for row in rows:
        run(row)
        done += len(row)
        if time.perf_counter() - began > seconds:
            break
    return done / (time.perf_counter() - began)
