"""How far two annotators of the same texts agree: strict F1 a label, and where they differ."""

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.errors import AnnotationError
from extractor.types import LABELS, Annotation, Label, Mention


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts of one label: spans of both, of the first only, of the second only."""

    label: str
    both: int
    first_only: int
    second_only: int

    @property
    def f1(self) -> float:
        """Strict F1 of one annotator against the other (symmetric); 1.0 where neither marked any."""
        total = 2 * self.both + self.first_only + self.second_only
        return 2 * self.both / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One difference: a span that one has and the other has not, or an attribute that differs."""

    document: str
    what: str
    first: str
    second: str


def agreement(first: list[Annotation], second: list[Annotation]) -> list[Agreement]:
    """Return strict agreement per label, then `micro`; documents are matched by order.

    Raises AnnotationError when the two do not hold the same texts.
    """
    _need_same_texts(first, second)
    rows = [_count(label, first, second) for label in LABELS]
    both, one, two = (sum(getattr(row, key) for row in rows) for key in ("both", "first_only", "second_only"))
    return [*rows, Agreement("micro", both, one, two)]


def disagreements(first: list[Annotation], second: list[Annotation]) -> Iterator[Disagreement]:
    """Yield every difference in text order: spans, then attributes of shared spans."""
    _need_same_texts(first, second)
    for a, b in zip(first, second, strict=True):
        ours, theirs = _by_key(a), _by_key(b)
        for key in sorted(ours.keys() | theirs.keys(), key=lambda key: (key[1], key[0])):
            mine, other = ours.get(key), theirs.get(key)
            if mine is None or other is None:
                yield Disagreement(a.name, key[0], _show(mine), _show(other))
            elif (mine.norm, mine.kind) != (other.norm, other.kind):
                yield Disagreement(a.name, f"{key[0]} norm/kind", _show(mine, full=True), _show(other, full=True))


def _need_same_texts(first: list[Annotation], second: list[Annotation]) -> None:
    if [a.text for a in first] != [b.text for b in second]:
        raise AnnotationError(f"两份标注的文本不一致（{len(first)} 篇与 {len(second)} 篇），请给出同一批文本的标注")


def _count(label: Label, first: list[Annotation], second: list[Annotation]) -> Agreement:
    both = one = two = 0
    for a, b in zip(first, second, strict=True):
        ours = {m.span for m in a.mentions if m.label == label}
        theirs = {m.span for m in b.mentions if m.label == label}
        both += len(ours & theirs)
        one += len(ours - theirs)
        two += len(theirs - ours)
    return Agreement(label, both, one, two)


def _by_key(annotation: Annotation) -> dict[tuple[str, int, int], Mention]:
    return {(m.label, m.span.start, m.span.end): m for m in annotation.mentions}


def _show(mention: Mention | None, full: bool = False) -> str:
    if mention is None:
        return ""
    return f"{mention.text} [{mention.norm} {mention.kind or ''}]".rstrip() if full else mention.text
