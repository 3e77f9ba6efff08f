"""What a line says of itself: the patterns of data/pdf.toml."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Phrases(NamedTuple):
    """Patterns over folded lines; the data file says what each is for."""

    starts: re.Pattern[str]
    labels: re.Pattern[str]
    alone: re.Pattern[str]
    finished: re.Pattern[str]
    unfinished: re.Pattern[str]
    numbers: re.Pattern[str]
    stamps: re.Pattern[str]
    dynamic: re.Pattern[str]


@cache
def phrases() -> Phrases:
    """Return the patterns, compiled once."""
    data = tomllib.loads(files("extractor.read.data").joinpath("pdf.toml").read_text("utf-8"))
    patterns = (data[name] for name in Phrases._fields)
    return Phrases(*(re.compile(rule if isinstance(rule, str) else "|".join(rule)) for rule in patterns))
