"""What a prediction got wrong, one line each, to read and learn from."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from extractor.score.attributes import agency_roles, indicators
from extractor.score.mentions import matched
from extractor.score.records import SLOTS, align, slots
from extractor.types import LABELS, Annotation, Mention, Span

AROUND = 12


class Difference(NamedTuple):
    """One error: its kind (as the tables name it) and a line that shows it."""

    kind: str
    line: str


def differences(gold: Annotation, predicted: Annotation) -> Iterator[Difference]:
    """Yield missed and false mentions, then wrong attributes, then wrong slots, in text order."""
    yield from _spans(gold, predicted)
    yield from _attributes(gold, predicted)
    yield from _slots(gold, predicted)


def _spans(gold: Annotation, predicted: Annotation) -> Iterator[Difference]:
    wanted = Counter((m.label, m.span) for m in gold.mentions)
    given = Counter((m.label, m.span) for m in predicted.mentions)
    for sign, left in (("漏掉", wanted - given), ("多出", given - wanted)):
        for label in LABELS:
            for span in sorted(span for name, span in left.elements() if name == label):
                yield Difference(f"{label} {sign}", _shown(gold.text, span))


def _attributes(gold: Annotation, predicted: Annotation) -> Iterator[Difference]:
    links, given_links = indicators(gold), indicators(predicted)
    roles, given_roles = agency_roles(gold), agency_roles(predicted)
    for a, b in matched(gold.mentions, predicted.mentions):
        where = _shown(gold.text, a.span)
        if a.label == "VALUE":
            link, given = links.get(a.id), given_links.get(b.id)
            yield from _unequal("value_kind", where, a.kind, b.kind)
            yield from _unequal("value_indicator", where, _text(link), _text(given), _at(link) == _at(given))
        if a.label in ("VALUE", "DEADLINE"):
            yield from _unequal(f"{a.label.lower()}_norm", where, a.norm, b.norm)
        if a.label == "AGENCY":
            wanted, played = sorted(roles.get(a.id, ())), sorted(given_roles.get(b.id, ()))
            yield from _unequal("agency_role", where, " ".join(wanted), " ".join(played))


def _slots(gold: Annotation, predicted: Annotation) -> Iterator[Difference]:
    wanted, given = slots(gold), slots(predicted)
    targets = {mention.id: mention for mention in gold.mentions}
    for pair in align(gold, predicted):
        if pair.gold and pair.predicted:
            where = _shown(gold.text, targets[pair.gold.target].span)
            for slot in SLOTS:
                a, b = Counter(wanted[pair.gold.id][slot]), Counter(given[pair.predicted.id][slot])
                if a != b:
                    missed, false = _listed(a - b), _listed(b - a)
                    yield Difference(slot, f"{where}  漏掉 {missed}  多出 {false}")


def _unequal(
    kind: str, where: str, gold: str | None, given: str | None, same: bool | None = None
) -> Iterator[Difference]:
    if not (gold == given if same is None else same):
        yield Difference(kind, f"{where}  应为 {gold or '无'}  得到 {given or '无'}")


def _shown(text: str, span: Span) -> str:
    before = text[max(0, span.start - AROUND) : span.start]
    after = text[span.end : span.end + AROUND]
    return f"{span.start} …{before}【{span.of(text)}】{after}…".replace("\n", "⏎")


def _listed(items: Counter[object]) -> str:
    return "、".join(":".join(map(str, i)) if isinstance(i, tuple) else str(i) for i in items.elements()) or "无"


def _text(mention: Mention | None) -> str | None:
    return mention.text if mention else None


def _at(mention: Mention | None) -> Span | None:
    return mention.span if mention else None
