"""The trained tagger as a recogniser: ONNX Runtime, one window at a time.

A window runs alone and unpadded, so the same text gives the same spans whatever runs beside it:
the quantised network scales its activations by the whole input, and a batch would change them.
"""

import os
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple, cast

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from extractor.errors import OptionError
from extractor.recognise.rules import RuleRecogniser
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
_PLEDGE = re.compile("力争|争取|确保|努力|务必")
_CLAUSE = re.compile(r"[,;:。!?\n]")
_NEAR = 12
_OPEN_END = "rules/deadline.open"
_SLOWER = ["SkipLayerNormFusion"]  # a sum and a norm by themselves are faster than ONNX Runtime’s kernel for both


class _Found(NamedTuple):
    """A span of the text before it is a mention; `indicator` is the start of its INDICATOR, -1 for none."""

    span: Span
    label: str
    attribute: str | None
    score: float
    indicator: int = -1


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
        as does an open end in a field of its own (完成时限:长期坚持), and a TARGET around a number that the network
        sees as support, or as a goal that is pledged (力争).
        """
        ruled = self._rules.recognise(document, policy, sentences) if self._rules else ()
        hints = Hints(policy.span, ruled)
        plain = document.plain

        def tag(window: Window) -> list[_Found]:
            return list(self._tag(window, hints.of(window), plain))

        cut = self.windows(document, policy, sentences)
        found = [
            one for portion in portions(cut, _WINDOWS) for tagged in self._pool.map(tag, portion) for one in tagged
        ]
        found += _overlooked(policy, ruled, found) if "DEADLINE" in self.labels else ()
        found += _around_values(ruled, found, plain) if "TARGET" in self.labels else ()
        return tuple(_mentions(found, document.text, f"model/{self.name}"))

    def windows(self, document: Document, policy: Policy, sentences: tuple[Sentence, ...]) -> Iterator[Window]:
        """Yield what the network sees of one policy, in text order."""
        return self._cutter.windows(document, policy, sentences)

    def _tag(self, window: Window, hints: tuple[int, ...], plain: str) -> Iterator[_Found]:
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
            place = _indicator(window.first, one, indicators, source[0], goal[0]) if label == "VALUE" else -1
            yield _Found(one.span, label, attribute, sure, place)


def _threads() -> int:
    written = os.environ.get(THREADS, "0")
    if not written.isdecimal():
        raise OptionError(f"环境变量 {THREADS} 应为不小于 0 的整数，现为“{written}”")
    return int(written)


def _overlooked(policy: Policy, ruled: Iterable[Mention], found: Iterable[_Found]) -> list[_Found]:
    """Return the rules' DEADLINEs of the headings in which `found` has none, and open ends where it has none."""
    headings = [section.heading for section in policy.sections if section.heading]
    starts = [heading.start for heading in headings]

    def heading_of(span: Span) -> Span | None:
        at = bisect_right(starts, span.start) - 1
        return headings[at] if at >= 0 and headings[at].contains(span) else None

    seen = {one.span for one in found if one.label == "DEADLINE"}
    dated = {heading_of(span) for span in seen} | {None}

    def is_new(one: Mention) -> bool:
        return heading_of(one.span) not in dated or (one.made_by == _OPEN_END and one.span not in seen)

    due = (mention for mention in ruled if mention.label == "DEADLINE" and is_new(mention))
    return [_Found(one.span, one.label, None, one.score) for one in due]


def _around_values(ruled: Iterable[Mention], found: Sequence[_Found], plain: str) -> list[_Found]:
    """Return the rules' TARGETs that touch none in `found` and hold a VALUE of it, support or a pledged goal."""
    taken = sorted(one.span for one in found if one.label == "TARGET")
    ends = [span.end for span in taken]
    values = sorted((one.span.start, one.attribute) for one in found if one.label == "VALUE")

    def is_free(span: Span) -> bool:
        at = bisect_right(ends, span.start)
        return at == len(taken) or taken[at].start >= span.end

    def promises(span: Span) -> bool:
        kinds = {kind for _, kind in values[bisect_left(values, (span.start,)) : bisect_left(values, (span.end,))]}
        clause = _CLAUSE.split(plain[max(0, span.start - _NEAR) : span.start])[-1] + span.of(plain)
        return "support" in kinds or ("target" in kinds and _PLEDGE.search(clause) is not None)

    goals = (one for one in ruled if one.label == "TARGET" and is_free(one.span) and promises(one.span))
    return [_Found(one.span, one.label, None, one.score) for one in goals]


def _indicator(first: int, value: Located, indicators: list[Located], source: Floats, goal: Floats) -> int:
    """Return where the INDICATOR of a VALUE starts in the text, -1 where the network says none (`<s>`)."""
    rows = [0, *(first + one.token for one in indicators)]
    best = int((goal[rows] @ source[first + value.token]).argmax())
    return indicators[best - 1].span.start if best else -1


def _mentions(found: list[_Found], text: str, made_by: str) -> Iterator[Mention]:
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
