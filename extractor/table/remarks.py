"""How documents write what stands beside a task and its agencies: the patterns of data/remarks.toml."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from extractor.lang.fold import fold


@cache
def pattern(key: str) -> re.Pattern[str]:
    """Return a pattern over folded text."""
    return re.compile(tomllib.loads(files("extractor.table.data").joinpath("remarks.toml").read_text("utf-8"))[key])


def behind_name(plain: str, at: int) -> int:
    """Return where that which belongs to a name that ends at `at` of folded text ends: (适老化改造), 等有关部门."""
    for key in ("note", "others"):
        found = pattern(key).match(plain, at)
        at = found.end() if found else at
    return at


def bare(name: str) -> str:
    """Return a name that a person typed without 等部门 behind it."""
    others = pattern("others").search(fold(name))
    return name[: others.start()] if others and others.start() and others.end() == len(name) else name
