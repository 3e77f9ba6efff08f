"""Labelled texts to training examples, cut exactly as the tagger will see them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extractor.lang.gaps import Gaps
from extractor.read import read_text
from extractor.recognise.rules import RuleRecogniser
from extractor.recognise.tagger.hints import Hints
from extractor.recognise.tagger.labels import Layers, tags
from extractor.recognise.tagger.windows import Cutter, Window
from extractor.structure import policies, unwrap
from extractor.tokenise import sentences
from extractor.train.data import UNSAID, Labelled
from extractor.types import Document, Policy, Sentence, Span

IGNORED = -100
_RULES = RuleRecogniser()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A labelled document with the stages before recognition done once."""

    labelled: Labelled
    document: Document
    policies: tuple[tuple[Policy, tuple[Sentence, ...], Hints | None], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One window with its tags, a tuple a layer (IGNORED outside the core), and links as (VALUE, INDICATOR or 0)."""

    window: Window
    hints: tuple[int, ...]
    layers: tuple[tuple[int, ...], ...]
    links: tuple[tuple[int, int], ...]

    @property
    def ids(self) -> tuple[int, ...]:
        """Token ids of the whole window."""
        return self.window.ids


def prepare(labelled: Labelled, hinted: bool = True) -> Prepared:
    """Read, divide and split one labelled text; with `hinted`, let the rules have their say."""
    document, gaps = unwrap(read_text(labelled.text, labelled.name))
    labelled = _read(labelled, document.text, Gaps(gaps))
    found = []
    for policy in policies(document):
        split = sentences(document, policy)
        hints = Hints(policy.span, _RULES.recognise(document, policy, split)) if hinted else None
        found.append((policy, split, hints))
    return Prepared(labelled, document, tuple(found))


def _read(labelled: Labelled, text: str, gaps: Gaps) -> Labelled:
    """Return a labelled text as it is read, without the line breaks that a page's width made."""
    moved = ((span, gaps.inward(Span(span.start, span.end))) for span in labelled.spans)
    spans = tuple(span._replace(start=place.start, end=place.end) for span, place in moved)
    return replace(labelled, text=text, spans=spans)


def examples(prepared: Iterable[Prepared], cutter: Cutter, layers: Layers, skip: int = 0) -> Iterator[Example]:
    """Yield the examples of prepared documents, in order."""
    numbers = [{tag: number for number, tag in enumerate(tags(types))} for types in layers]
    for item in prepared:
        for policy, split, hints in item.policies:
            for window in cutter.windows(item.document, policy, split, skip):
                given = hints.of(window) if hints else (0,) * len(window.ids)
                yield _example(window, given, item.labelled, numbers)


def _example(window: Window, hints: tuple[int, ...], labelled: Labelled, numbers: list[dict[str, int]]) -> Example:
    """Label one window. A span that is cut by the window's edge begins anew at it."""
    size, stop = len(window.ids), window.first + len(window.offsets)
    layers = [[IGNORED] * size for _ in numbers]
    for layer in layers:
        layer[window.first : stop] = [0] * len(window.offsets)
    starts = [start for start, _ in window.offsets]
    ends = [end for _, end in window.offsets]
    places: dict[int, int] = {}
    for number, span in enumerate(labelled.spans):
        first, last = bisect_right(ends, span.start), bisect_left(starts, span.end)
        if first < last:
            at = next(at for at, known in enumerate(numbers) if f"B-{span.type}" in known)
            begin = window.first + first
            layers[at][begin : window.first + last] = [numbers[at][f"I-{span.type}"]] * (last - first)
            layers[at][begin] = numbers[at][f"B-{span.type}"]
            places[number] = begin
    links = tuple(
        (places[number], places.get(-1 if span.link is None else span.link, 0))
        for number, span in enumerate(labelled.spans)
        if number in places and span.type.startswith("VALUE") and span.link != UNSAID
    )
    return Example(window, hints, tuple(tuple(layer) for layer in layers), links)
