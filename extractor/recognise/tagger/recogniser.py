"""The trained tagger as a recogniser: ONNX Runtime, one window at a time.

A window runs alone and unpadded, so the same text gives the same spans whatever runs beside it:
the quantised network scales its activations by the whole input, and a batch would change them.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from extractor.errors import OptionError
from extractor.recognise.rules import RuleRecogniser
from extractor.recognise.tagger.amend import (
    Found,
    around_values,
    in_charged_lines,
    is_linked,
    kind_of,
    overlooked,
    without_beginnings,
)
from extractor.recognise.tagger.curve import chance
from extractor.recognise.tagger.decode import Floats
from extractor.recognise.tagger.hints import Hints
from extractor.recognise.tagger.labels import split_type
from extractor.recognise.tagger.locate import Located, locate
from extractor.recognise.tagger.package import NETWORK, TOKENIZER, default_folder, open_package
from extractor.recognise.tagger.windows import Cutter, Window, portions
from extractor.types import Document, Kind, Label, Mention, Policy, Role, Sentence, Span

THREADS = "ZHENGCE_THREADS"
"""Environment variable: how many windows run at once where the caller does not say (0: one a core)."""


_WINDOWS = 64
_SLOWER = ["SkipLayerNormFusion"]  # a sum and a norm by themselves are faster than ONNX Runtime’s kernel for both


class TaggerRecogniser:
    """Finds mentions with the trained network of a model folder.

    `labels` are those it knows, `threads` says how many windows run at once (0: as `THREADS`
    in the environment says, else one a core).
    Raises ModelError when the folder is missing or altered, OptionError for threads that are no number.
    """

    name: str
    sha256: str | None

    def __init__(self, folder: Path | None = None, threads: int = 0) -> None:
        package = open_package(folder or default_folder())
        self.name, self.sha256 = package.name, package.sha256
        self.labels = frozenset(split_type(name)[0] for types in package.layers for name in types)
        self._layers, self._curves, self._threshold = package.layers, package.curves, package.threshold
        self._rules = RuleRecogniser() if package.hints else None
        self._cutter = Cutter(Tokenizer.from_file(str(package.folder / TOKENIZER)), package.shape)
        options = ort.SessionOptions()
        # one thread a window and several windows at once: a window is too small to share
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._pool = ThreadPoolExecutor(threads or _threads() or os.cpu_count())
        self._session = ort.InferenceSession(
            str(package.folder / NETWORK), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
        )

    def recognise(self, document: Document, policy: Policy, sentences: tuple[Sentence, ...]) -> tuple[Mention, ...]:
        """Return the mentions of one policy by start, longer first.

        A DEADLINE in a heading binds every task under it: what the rules see there counts where the network sees none,
        as does an open end in a field of its own (完成时限:长期坚持), the rest of a list of years with a number each,
        and a TARGET around a number that the network sees as support, or as a goal that is pledged (力争), or in a
        paragraph without one that closes with who does it.
        """
        ruled = self._rules.recognise(document, policy, sentences) if self._rules else ()
        hints = Hints(policy.span, ruled)
        plain = document.plain

        def tag(window: Window) -> list[Found]:
            return list(self._tag(window, hints.of(window), plain))

        cut = self.windows(document, policy, sentences)
        found = [
            one for portion in portions(cut, _WINDOWS) for tagged in self._pool.map(tag, portion) for one in tagged
        ]
        found = without_beginnings(found, plain)
        found += overlooked(policy, ruled, found, plain) if "DEADLINE" in self.labels else ()
        if "TARGET" in self.labels:
            found += around_values(ruled, found, plain)
            found += in_charged_lines(ruled, found, document.blocks, plain)
        return tuple(_mentions(found, document.text, f"model/{self.name}"))

    def windows(self, document: Document, policy: Policy, sentences: tuple[Sentence, ...]) -> Iterator[Window]:
        """Yield what the network sees of one policy, in text order."""
        return self._cutter.windows(document, policy, sentences)

    def _tag(self, window: Window, hints: tuple[int, ...], plain: str) -> Iterator[Found]:
        inputs = {"ids": np.array([window.ids], np.int64), "hints": np.array([hints], np.int64)}
        outputs = self._session.run(None, inputs)
        *layers, source, goal = outputs
        likely = [
            (one, label, attribute, sure)
            for types, scores in zip(self._layers, layers, strict=True)
            for one in locate(window, scores[0], types, plain)
            for label, attribute in (split_type(one.type),)
            if (sure := chance(self._curves, label, one.score)) >= self._threshold
        ]
        indicators = [one for one, label, *_ in likely if label == "INDICATOR"]
        for one, label, attribute, sure in likely:
            if label != "VALUE":
                yield Found(one.span, label, attribute, sure)
                continue
            noun = _indicator(window.first, one, indicators, source[0], goal[0])
            place = noun.start if noun and is_linked(plain, one.span, noun) else -1
            yield Found(one.span, label, kind_of(plain, one.span, attribute), sure, place)


def _threads() -> int:
    written = os.environ.get(THREADS, "0")
    if not written.isdecimal():
        raise OptionError(f"环境变量 {THREADS} 应为不小于 0 的整数，现为“{written}”")
    return int(written)


def _indicator(first: int, value: Located, indicators: list[Located], source: Floats, goal: Floats) -> Span | None:
    """Return the INDICATOR of a VALUE, None where the network says none (`<s>`)."""
    rows = [0, *(first + one.token for one in indicators)]
    best = int((goal[rows] @ source[first + value.token]).argmax())
    return indicators[best - 1].span if best else None


def _mentions(found: list[Found], text: str, made_by: str) -> Iterator[Mention]:
    ordered = sorted(found, key=lambda one: (one.span.start, -one.span.end, one.label != "TARGET"))
    ids = {one.span.start: f"m{number}" for number, one in enumerate(ordered, 1) if one.label == "INDICATOR"}
    for number, one in enumerate(ordered, 1):
        yield Mention(
            id=f"m{number}",
            label=cast(Label, one.label),
            span=one.span,
            text=one.span.of(text),
            score=round(one.score, 4),
            made_by=made_by,
            kind=cast(Kind, one.attribute) if one.label == "VALUE" else None,
            indicator=ids.get(one.indicator),
            role=cast(Role | None, one.attribute) if one.label == "AGENCY" else None,
        )
