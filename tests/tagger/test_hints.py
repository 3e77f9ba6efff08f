"""Hints: one number a token for what the rules found there."""

from extractor.recognise.tagger.hints import SIZE, Hints
from extractor.recognise.tagger.windows import Window
from extractor.types import Mention, Span

WINDOW = Window(ids=(0, 2, 7, 7, 7, 7, 7, 2), first=2, offsets=((10, 10), (10, 12), (12, 13), (13, 15), (15, 17)))


def mention(label: str, start: int, end: int, **more: str) -> Mention:
    return Mention("m1", label, Span(start, end), "x" * (end - start), 1.0, "rules", **more)


def hints(*mentions: Mention) -> tuple[int, ...]:
    return Hints(Span(5, 30), mentions).of(WINDOW)


def test_nothing_found_is_nothing_said():
    assert hints() == (0,) * len(WINDOW.ids)


def test_a_mention_begins_and_goes_on():
    begin, inside = hints(mention("DEADLINE", 10, 13))[3:5]
    assert begin and inside and begin != inside
    assert hints(mention("DEADLINE", 10, 13))[5:] == (0, 0, 0)


def test_marks_and_context_have_none():
    assert hints(mention("TARGET", 5, 30))[:3] == (0, 0, 0)


def test_layers_add_up():
    target, slot = mention("TARGET", 10, 17), mention("VALUE", 13, 15, kind="target")
    both, one, other = hints(target, slot), hints(target), hints(slot)
    assert both == tuple(a + b for a, b in zip(one, other, strict=True))


def test_attributes_tell_hints_apart():
    found = {hints(mention("AGENCY", 10, 12, role=role))[3] for role in ("lead", "resp", "coop", "supv")}
    found |= {hints(mention("VALUE", 10, 12, kind=kind))[3] for kind in ("target", "actual", "support")}
    assert len(found) == 7
    assert max(found) < SIZE
