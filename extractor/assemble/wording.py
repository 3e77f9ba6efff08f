"""The words around numbers, data/metrics.toml, as tables and patterns."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from extractor.assemble.cues import load

CLAUSE_END = re.compile(r"[,;:]")


@cache
def table(name: str) -> dict[str, Any]:
    """Return one table of data/metrics.toml."""
    found: dict[str, Any] = _metrics()[name]
    return found


@cache
def _metrics() -> dict[str, Any]:
    return load("metrics.toml")


def any_of(patterns: Iterable[str]) -> str:
    """Return one pattern for several, without a group; the longest is tried first."""
    return f"(?:{'|'.join(sorted(patterns, key=len, reverse=True))})"
