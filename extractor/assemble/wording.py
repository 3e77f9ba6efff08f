"""The words around numbers, data/metrics.toml, as tables and patterns."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

CLAUSE_END = re.compile(r"[,;:]")


@cache
def table(name: str) -> dict[str, Any]:
    """Return one table of data/metrics.toml."""
    text = files("extractor.assemble.data").joinpath("metrics.toml").read_text("utf-8")
    found: dict[str, Any] = tomllib.loads(text)[name]
    return found


def any_of(patterns: Iterable[str]) -> str:
    """Return one pattern for several, without a group; the longest is tried first."""
    return f"(?:{'|'.join(sorted(patterns, key=len, reverse=True))})"
