"""The data files of this room as rows."""

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of data/<name>: cells between tabs, without the lines that start with #."""
    text = files("extractor.normalise.data").joinpath(name).read_text("utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))
