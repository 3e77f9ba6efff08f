"""A VALUE that holds two numbers in one: 34.5%至38微克/立方米, by how much and to what."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.lang.fold import fold
from extractor.normalise.quantity import quantity
from extractor.types import Mention, Span

_TO = re.compile(r"(?<=[%‰点])(?:下?降|提?升|增|提高)?[至到]")


def parts_of(value: Mention) -> Sequence[Mention]:
    """Return a VALUE without a number as the two that it is made of, each with its own number, else it alone."""
    text = fold(value.text)
    to = _TO.search(text) if value.quantity is None else None
    if to is None:
        return (value,)
    edges = Span(value.span.start, value.span.start + to.start()), Span(value.span.start + to.end(), value.span.end)
    found = [quantity(text[: to.start()]), quantity(text[to.end() :])]
    if not all(found):
        return (value,)
    texts = value.text[: to.start()], value.text[to.end() :]
    return [replace(value, span=at, text=own, quantity=q) for at, own, q in zip(edges, texts, found, strict=True)]
