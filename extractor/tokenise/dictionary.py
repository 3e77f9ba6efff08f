"""jieba's dictionary joined with the policy lexicon, held in memory and never written to a file.

jieba itself keeps a marshalled copy in the shared temporary directory and logs to stderr while
it does; reading dict.txt in one pass is as fast as loading that copy, and needs no place to write.
"""

import warnings
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple, Protocol

from extractor.lang.lexicon import indicators, organs, periods, terms

LEXICON_FREQUENCY = 30
SHORTEST_PERIOD = 3


class Tokenizer(Protocol):
    """What is used of `jieba.Tokenizer`."""

    def cut(self, sentence: str, cut_all: bool = False, HMM: bool = True) -> Iterator[str]:  # noqa: N803
        """Yield the words of a text; joined, they are the text."""


class Dictionary(NamedTuple):
    """Word frequencies (0 for a mere prefix of a word), their sum, and the tags of words."""

    frequencies: dict[str, int]
    total: int
    tags: dict[str, str]


@cache
def tokenizer() -> Tokenizer:
    """Return jieba's tokenizer over `dictionary()`; it is the project's own, jieba's default stays as it is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba  # noqa: PLC0415  words are not always asked for, and jieba is slow to import

    own = jieba.Tokenizer()
    own.FREQ, own.total, _ = dictionary()
    own.initialized = True
    result: Tokenizer = own
    return result


@cache
def dictionary() -> Dictionary:
    """Read jieba's dict.txt (word, frequency, tag) and add the lexicon."""
    fields = files("jieba").joinpath("dict.txt").read_text("utf-8").split()
    words = fields[0::3]
    frequencies = dict(zip(words, map(int, fields[1::3]), strict=True))
    tags = dict(zip(words, fields[2::3], strict=True))
    added = _lexicon_tags(tags)
    for word in added:
        frequencies[word] = max(frequencies.get(word, 0), LEXICON_FREQUENCY)
    total = sum(frequencies.values())
    for prefix in {word[:size] for word in frequencies for size in range(1, len(word))}:
        frequencies.setdefault(prefix, 0)
    return Dictionary(frequencies, total, tags | added)


def _lexicon_tags(tags: dict[str, str]) -> dict[str, str]:
    """nt for organs, n for indicators, t for periods; a term keeps its tag, a new one is nz."""
    added = {term: tags.get(term, "nz") for term in terms()}
    added.update((period.name, "t") for period in periods() if len(period.name) >= SHORTEST_PERIOD)
    added.update((name, "n") for name in indicators())
    added.update((name, "nt") for organ in organs() for name in (organ.short, organ.full))
    return added
