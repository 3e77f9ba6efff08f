"""Stage by stage, by processor time; recognition alone; and how near it comes to the machine's matrix products."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnxruntime as ort

from eval.bench.row import Row
from extractor.assemble import records
from extractor.normalise import normalise
from extractor.pipeline import load_recogniser
from extractor.read import read_text
from extractor.recognise.rules import RuleRecogniser
from extractor.recognise.tagger import TaggerRecogniser
from extractor.structure import policies
from extractor.tokenise import sentences
from extractor.types import Document, Policy, Sentence

Staged = tuple[Document, Policy, tuple[Sentence, ...]]
_HIDDEN, _INNER, _LAYERS = 384, 1536, 6
"""The shape of the shipped network (models/encoder/config.json)."""
_LENGTH = 379
"""Tokens of a full window."""


def stage(texts: list[str]) -> list[Staged]:
    """Do what comes before recognition."""
    read = [read_text(text) for text in texts]
    return [(document, policy, sentences(document, policy)) for document in read for policy in policies(document)]


def shares(texts: list[str], recogniser: str) -> Iterator[Row]:
    """Measure the processor time of each stage, as a share of all."""
    spent: defaultdict[str, float] = defaultdict(float)
    finder = load_recogniser(recogniser)
    for text in texts:
        clock = _Clock(spent)
        document = read_text(text)
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
    total = sum(spent.values())
    for name, seconds in spent.items():
        yield Row("stages", name, seconds=seconds, note=f"{seconds / total:.1%}")


class _Clock:
    """Adds the processor time since the last stop to a stage."""

    def __init__(self, spent: defaultdict[str, float]) -> None:
        self._spent, self._last = spent, time.process_time()

    def stop(self, name: str) -> None:
        now = time.process_time()
        self._spent[name] += now - self._last
        self._last = now


def recognition(texts: list[str], threads: int, full: Path | None) -> Iterator[Row]:
    """Measure recognition alone: the shipped tagger, the rules, and the same network in fp32 if its folder is given."""
    staged, size = stage(texts), sum(map(len, texts))
    began = time.perf_counter()
    tagger = TaggerRecogniser(threads=threads)
    load = time.perf_counter() - began
    yield Row(
        "recognition", "tagger with its rules", rate(lambda: _run(tagger, staged), size), note=f"load {load:.2f} s"
    )
    yield Row("recognition", "rules alone, one core", rate(lambda: _run(RuleRecogniser(), staged), size))
    if full:
        whole = TaggerRecogniser(full, threads)
        yield Row("recognition", "tagger in fp32 with its rules", rate(lambda: _run(whole, staged), size))


def _run(recogniser: TaggerRecogniser | RuleRecogniser, staged: list[Staged]) -> None:
    for one in staged:
        recogniser.recognise(*one)


def rate(run: Callable[[], object], size: int) -> float:
    """Return characters a second, the better of two runs."""
    best = float("inf")
    for _ in range(2):
        began = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - began)
    return size / best


def bound(texts: list[str], threads: int, reached: float) -> Row:
    """Measure the machine's 8-bit matrix products at the network's shape, and what characters a second they allow."""
    if find_spec("onnx") is None:
        return Row("bound", "8-bit matrix products alone", note="onnx not installed: pip install 'zhengce[train]'")
    tagger = TaggerRecogniser(threads=1)
    lengths = [len(window.ids) for one in stage(texts) for window in tagger.windows(*one)]
    operations = sum(map(_operations, lengths)) / sum(map(len, texts))
    speed = _products(threads)
    used = f"{operations / 1e6:.1f} M operations a character, {speed / 1e9:,.0f} G a second"
    note = f"{used}; {reached * operations / speed:.0%} reached"
    return Row("bound", "8-bit matrix products alone", speed / operations, note=note)


def _operations(length: int) -> int:
    """Return the multiplications and additions of a window: of the projections, the inner layers and attention."""
    return 2 * _LAYERS * length * (4 * _HIDDEN**2 + 2 * _HIDDEN * _INNER + 2 * _HIDDEN * length)


def _products(threads: int) -> float:
    """Return operations a second of ONNX Runtime's quantised product, one product a thread."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = ort.InferenceSession(_product_network(), options, providers=["CPUExecutionProvider"])
    inputs = {"a": np.random.default_rng(1).standard_normal((_LENGTH, _HIDDEN), np.float32)}
    runs = 400
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda _: session.run(None, inputs), range(threads)))
        began = time.perf_counter()
        list(pool.map(lambda _: session.run(None, inputs), range(runs)))
        passed = time.perf_counter() - began
    return runs * 2 * _LENGTH * _HIDDEN * _INNER / passed


def _product_network() -> bytes:
    from onnx import TensorProto, helper, numpy_helper  # noqa: PLC0415 (an extra)

    weights = np.random.default_rng(2).integers(-63, 64, (_HIDDEN, _INNER), np.int8)
    constants = [
        numpy_helper.from_array(weights, "w"),
        numpy_helper.from_array(np.full(_INNER, 0.01, np.float32), "s"),
        numpy_helper.from_array(np.zeros(_INNER, np.int8), "z"),
    ]
    node = helper.make_node("DynamicQuantizeMatMul", ["a", "w", "s", "z"], ["y"], domain="com.microsoft")
    a = helper.make_tensor_value_info("a", TensorProto.FLOAT, [_LENGTH, _HIDDEN])
    y = helper.make_tensor_value_info("y", TensorProto.FLOAT, [_LENGTH, _INNER])
    graph = helper.make_graph([node], "product", [a], [y], constants)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    return bytes(helper.make_model(graph, opset_imports=opsets, ir_version=8).SerializeToString())
