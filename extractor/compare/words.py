"""The word lists of this room, data/*.toml."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(file: str) -> dict[str, Any]:
    """Return what data/<file>.toml holds."""
    return tomllib.loads(files("extractor.compare.data").joinpath(f"{file}.toml").read_text("utf-8"))


def either(words: Iterable[str]) -> str:
    """Return one pattern, without a group, for literal words; the longest is tried first."""
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"
