"""Which lines are boilerplate of a site or a page; the patterns are in data/noise.toml."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

_GAP = re.compile(r"[\s|·,;/>»\[\]【】()\-]*")
_PART = re.compile(r"<([a-z]+)>")


class _Patterns(NamedTuple):
    longest: int
    lines: re.Pattern[str]
    segment: re.Pattern[str]


def is_noise(line: str, weak: int = 2) -> bool:
    """Say whether a folded line, edges stripped, is nothing but boilerplate.

    `weak` is how many weak segments (打印, 关闭 …) make a line noise when no strong one is there.
    """
    patterns = _patterns()
    if len(line) > patterns.longest:
        return False
    return _is_row(line, patterns.segment, weak) or patterns.lines.fullmatch(line) is not None


def _is_row(line: str, segment: re.Pattern[str], weak: int) -> bool:
    """Say whether a line is a row of segments, a strong one or enough weak ones among them."""
    found = {"strong": 0, "weak": 0, "filler": 0}
    at = 0
    while at < len(line):
        match = segment.match(line, at)
        if not match or match.end() == at:
            return False
        found[match.lastgroup or "filler"] += 1
        gap = _GAP.match(line, match.end())
        at = gap.end() if gap else match.end()
    return found["strong"] > 0 or found["weak"] >= weak


@cache
def _patterns() -> _Patterns:
    data = tomllib.loads(files("extractor.read.data").joinpath("noise.toml").read_text("utf-8"))
    groups = (rf"(?P<{name}>{_any(data, name)})" for name in ("strong", "weak", "filler"))
    segment = rf"[\[【(\s|]*(?:{'|'.join(groups)})"
    return _Patterns(data["longest"], re.compile(_any(data, "lines")), re.compile(segment))


def _any(data: dict[str, Any], name: str) -> str:
    return "|".join(_expand(pattern, data["parts"]) for pattern in data[name])


def _expand(pattern: str, parts: dict[str, str]) -> str:
    return _PART.sub(lambda match: f"(?:{_expand(parts[match[1]], parts)})", pattern)
