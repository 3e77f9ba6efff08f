"""Mends the edges of spans: a piece of the tokenizer may hold both the end of one and what follows."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from extractor.types import Span


class _Edges(NamedTuple):
    lead: re.Pattern[str] | None
    tail: re.Pattern[str] | None


def trim(label: str, span: Span, text: str) -> Span:
    """Return a span without what its label leaves outside: 党委和 is AGENCY without 和; never empty."""
    start, end = span
    edges = _edges().get(label, _Edges(None, None))
    lead = edges.lead.match(text, start, end) if edges.lead else None
    if lead and lead.end() < end:
        start = lead.end()
    tail = edges.tail.search(text, start + 1, end) if edges.tail else None
    return Span(start, tail.start() if tail else end)


@cache
def _edges() -> dict[str, _Edges]:
    content = tomllib.loads((files(__package__) / "edges.toml").read_text("utf-8"))
    return {
        label: _Edges(
            re.compile(row["lead"]) if "lead" in row else None,
            re.compile(f"(?:{row['tail']})+$") if "tail" in row else None,
        )
        for label, row in content.items()
    }
