"""Adverbs and verbs at a place of the text, by word lists (data/verbs.tsv, data/adverbs.txt)."""

import re
from functools import cache

from extractor.recognise.rules.tables import adverbs, alternation, pattern, prefix, verbs

verb_end = prefix(verbs())
_adverb_end = prefix(adverbs())


def skip_adverbs(plain: str, start: int, end: int) -> int:
    """Return the offset behind the adverbs (and 地) that stand at `start`."""
    at = start
    while (stop := _adverb_end(plain, at, end)) > at:
        at = stop + 1 if stop + 1 < end and plain[stop] in "地、" else stop
    return at


def behind_verb(plain: str, start: int, end: int) -> int:
    """Return the offset behind the verb that opens the stretch, adverbs before it skipped; else `start`."""
    stop = verb_end(plain, start, end)
    if stop > start and stop >= _adverb_end(plain, start, end):
        return stop
    at = skip_adverbs(plain, start, end)
    stop = verb_end(plain, at, end)
    return stop if stop > at else start


def verb_class(plain: str, start: int, end: int) -> str | None:
    """Return the class of the verb that opens `plain[start:end]`, adverbs skipped, else None."""
    stop = verb_end(plain, start, end)
    if stop > start and stop >= _adverb_end(plain, start, end):
        return verbs()[plain[start:stop]]
    at = skip_adverbs(plain, start, end)
    stop = verb_end(plain, at, end)
    return verbs()[plain[at:stop]] if stop > at else None


def acts_inside(text: str, start: int) -> bool:
    """Say whether a verb that is never a noun, and in no modifier, stands in `text` behind `start`."""
    return any(not pattern("clauses", "modifier").match(text, hit.end()) for hit in acting().finditer(text, start))


@cache
def acting() -> re.Pattern[str]:
    """Return the pattern of the verbs that are never nouns."""
    return alternation(verb for verb, kind in verbs().items() if len(verb) > 1 and kind in ("act", "grant"))
