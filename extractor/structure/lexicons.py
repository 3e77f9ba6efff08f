"""The room's rules and lexicons, read once from data/."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(name: str) -> frozenset[str]:
    """Return the lines of data/`name`.txt that are no comments."""
    lines = _read(f"{name}.txt").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def table(name: str) -> dict[str, Any]:
    """Return data/`name`.toml."""
    return tomllib.loads(_read(f"{name}.toml"))


@cache
def patterns(name: str) -> dict[str, re.Pattern[str]]:
    """Return the regular expressions of data/`name`.toml, whose values are all such."""
    return {key: re.compile(pattern) for key, pattern in table(name).items()}


def _read(name: str) -> str:
    return files("extractor.structure.data").joinpath(name).read_text("utf-8")
