"""Mends the edges of spans: a piece of the tokenizer may hold both the end of one and what follows."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from extractor.types import Span

LONGEST_REST = 8
"""Characters behind a span that may still end its name."""


class _Edges(NamedTuple):
    lead: re.Pattern[str] | None
    tail: re.Pattern[str] | None
    rest: re.Pattern[str] | None


def mend(label: str, span: Span, text: str) -> Span:
    """Return a span without what its label leaves outside (党委和 is AGENCY without 和), with what ends its name
    (市税务局|城东分局); never empty.
    """
    edges = _edges().get(label)
    rest = edges.rest.match(text, span.start, span.end + LONGEST_REST) if edges and edges.rest else None
    if rest and rest.end() > span.end == rest.start("rest"):
        span = Span(span.start, rest.end())
    while edges and (shorter := _once(edges, span, text)) != span:
        span = shorter
    return span


def _once(edges: _Edges, span: Span, text: str) -> Span:
    start, end = span
    lead = edges.lead.match(text, start, end) if edges.lead else None
    if lead and lead.end() < end:
        start = lead.end()
    tail = edges.tail.search(text, start + 1, end) if edges.tail else None
    words = text[start : tail.start() if tail else end]
    begin = start + len(words) - len(words.lstrip())
    return Span(begin, begin + len(words.strip())) if words.strip() else span


@cache
def _edges() -> dict[str, _Edges]:
    content = tomllib.loads((files(__package__) / "edges.toml").read_text("utf-8"))
    return {
        label: _Edges(
            re.compile(row["lead"]) if "lead" in row else None,
            re.compile(f"(?:{row['tail']})$") if "tail" in row else None,
            re.compile(row["rest"]) if "rest" in row else None,
        )
        for label, row in content.items()
    }
