"""The room's cue words, read once from data/."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return data/`name`.toml."""
    return tomllib.loads(files("extractor.audit.data").joinpath(f"{name}.toml").read_text("utf-8"))


def either(words: Iterable[str]) -> str:
    """Return the source of a pattern that finds one of the words, the longest that fits."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
