"""The whole names of indicators: with what stands beside them, and of several the one that a number is of."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from extractor.compare.canonical import canonical_indicator
from extractor.compare.several import list_before, names_of
from extractor.compare.words import table
from extractor.compare.years import FULL_STOP
from extractor.types import Mention, Policy

_COUNT = re.compile(r"(?<=.{3})[二三四五六七八九十\d]+$")
_NEW = re.compile("新增|净增")
_LISTED = re.compile(r"\s*[、和及与或]\s*")


class Names:
    """Names the numbers of one policy; `plain` is the folded text of the file."""

    def __init__(self, policy: Policy, plain: str) -> None:
        self._plain = plain
        self._nouns = [mention for mention in policy.mentions if mention.label == "INDICATOR"]
        self._runs = _runs(plain, [mention for mention in policy.mentions if mention.label == "VALUE"])

    def canonical(self, noun: Mention, value: Mention | None) -> str:
        """Return the canonical name of an INDICATOR, or of the one among several that a VALUE is of."""
        return canonical_indicator(self._one_of(noun, value) if value else self._whole(noun))

    def first(self, value: Mention) -> Mention:
        """Return the first of the values that 、 or 和 joins to a VALUE, most often itself."""
        return self._run(value)[0]

    def _run(self, value: Mention) -> Sequence[Mention]:
        run = self._runs[value.id]
        return run if value in run else [value]

    def _one_of(self, noun: Mention, value: Mention) -> str:
        """Return the name of a number's own where its INDICATOR names several for several numbers: 城乡居民收入."""
        run = self._run(value)
        text = self._plain[noun.span.start : run[0].span.start]
        near = noun.span.end <= run[0].span.start and not FULL_STOP.search(text)
        listed = list_before(text) if near else ""
        names = names_of(listed, len(run)) or names_of(noun.span.of(self._plain), len(run)) if near else ()
        return names[run.index(value)] if names else self._whole(noun)

    def _whole(self, noun: Mention) -> str:
        """Return an INDICATOR with what its name lacks: 新增 beside it, 占GDP比重 behind it, the noun before 降幅."""
        start, end = noun.span
        new = _NEW.match(self._plain, end) or _NEW.fullmatch(self._plain, max(0, start - 2), start)
        share = _leaning("share").match(self._plain, end)
        text = _COUNT.sub("", noun.text) if self._plain.startswith("年", end) else noun.text
        name = f"{new[0]}{text}" if new and not _NEW.search(text) else text
        name = f"{name}{share[0]}" if share else name
        joined, same = (_leaning(how).fullmatch(self._plain, start, end) for how in ("joined", "same"))
        at = bisect_left(self._nouns, start, key=lambda mention: mention.span.start)
        before = self._nouns[at - 1] if at and (joined or same) else None
        if before is None or FULL_STOP.search(self._plain, before.span.end, start):
            return name
        return f"{before.text}{name}" if joined else before.text


@cache
def _leaning(how: str) -> re.Pattern[str]:
    return re.compile(table("canonical")["leaning"][how])


def _runs(plain: str, values: Sequence[Mention]) -> dict[str, list[Mention]]:
    """Return VALUE id → the values that 、 or 和 joins to it, itself among them, in text order."""
    runs: list[list[Mention]] = []
    for value in values:
        if runs and _LISTED.fullmatch(plain, runs[-1][-1].span.end, value.span.start):
            runs[-1].append(value)
        else:
            runs.append([value])
    return {value.id: run for run in runs for value in run}
