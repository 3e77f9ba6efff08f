"""One name for one indicator, however it is written."""

import re
from functools import cache

from extractor.compare.words import either, table
from extractor.lang.fold import fold
from extractor.lang.regions import length_of_region

_BRACKETS = re.compile(r"\([^()]*\)|〔[^〔〕]*〕|\[[^\[\]]*\]")
_MARKS = re.compile(r"[\s“”\"'‘’《》「」·、,;:.]+")


@cache
def canonical_indicator(name: str) -> str:
    """Return the name without scope, time and brackets, its synonyms brought to one; "" only for "".

    全市GDP and 地区生产总值 are one; 增速 and the level it belongs to stay two.
    """
    text = _MARKS.sub("", _BRACKETS.sub("", fold(name)))
    text = _bare(text) or text
    text = _synonyms().sub(lambda match: table("canonical")["synonyms"][match[0]], text)
    text = _neutral().sub("", text) or text
    for pattern, head in _heads():
        text, changed = pattern.subn(head, text)
        if changed:
            break
    return text or fold(name).strip()


def _bare(text: str) -> str:
    """Take scope and time off the front: 全市, 到2025年, 常州市."""
    while text:
        match = _front().match(text)
        width = match.end() if match else length_of_region(text, short=False)
        if not width or len(text) - width < 2:
            return text
        text = text[width:]
    return text


@cache
def _front() -> re.Pattern[str]:
    data = table("canonical")
    return re.compile(rf"{either(data['front'])}|(?:到|至)?\d{{4}}年?[底末]?(?:以?前)?|的")


@cache
def _synonyms() -> re.Pattern[str]:
    return re.compile(either(table("canonical")["synonyms"]))


@cache
def _neutral() -> re.Pattern[str]:
    return re.compile(either((*table("canonical")["neutral"], "的")))


@cache
def _heads() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), name) for pattern, name in table("canonical")["heads"].items())
