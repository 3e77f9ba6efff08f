"""One name for one indicator, however it is written."""

import re
from functools import cache, lru_cache
from itertools import chain

from extractor.compare.words import either, table
from extractor.lang.fold import fold
from extractor.lang.numerals import parse_number
from extractor.lang.regions import length_of_region

_BRACKETS = re.compile(r"\(([^()]*)\)|〔[^〔〕]*〕|\[[^\[\]]*\]")
_MARKS = re.compile(r"[\s“”\"'‘’《》「」·,;:]+|\.(?!\d)")
_ROMAN = str.maketrans({chr(0x2160 + at): sign for at, sign in enumerate(("I", "II", "III", "IV", "V", "VI"))})
_NUMERAL = re.compile(r"[一二两三四五六七八九十百]+(?=周?岁|分钟|公里|小时|星)")
_ROUNDS, _LISTED = 4, 8
_KEPT = 4096
"""So many names are remembered: a process may live for thousands of documents."""


@lru_cache(_KEPT)
def canonical_indicator(name: str) -> str:
    """Return the name without scope, time and glosses, in its normal form and with its synonyms; "" only for "".

    全市GDP and 地区生产总值 are one; 增速 and the level it belongs to stay two.
    """
    text = _normal(_plain(name))
    change = _canonical_change().fullmatch(text)
    base, head = change.groups() if change else (text, "")
    return (_names().get(text) or _names().get(base, base) + head) or fold(name).strip()


def _plain(name: str) -> str:
    """Return the name folded, without marks and glosses, with numerals in one script."""
    text = fold(name).translate(_ROMAN)
    text = _BRACKETS.sub(lambda match: match[1] if match[1] and _kept().fullmatch(match[1]) else "", text)
    text = _NUMERAL.sub(lambda match: str(parse_number(match[0]) or match[0]), _MARKS.sub("", text))
    return _rewritten_by("first", text)


@lru_cache(_KEPT)
def _normal(text: str) -> str:
    """Return the normal form of a name or of a part: what changes, and both sides of a share, have their own."""
    for _ in range(_ROUNDS):
        before, text = text, _rewritten(text)
        if text == before:
            break
    for head, pattern in _changes():
        match = pattern.fullmatch(text)
        if match:
            yearly = "年均" if match["first"] or match["second"] else ""
            return f"{_normal(match['base'])}{yearly}{head}"
    for pattern in _patterns("shares"):
        match = pattern.fullmatch(text)
        if match:
            share = f"{_normal(match['part'])}占{_normal(match['whole'])}占比"
            return share if share == text else _normal(share)
    return text


def _rewritten(text: str) -> str:
    text = _bare(text) or text
    for _ in range(2):
        text = _synonym_pattern().sub(lambda match: _synonyms()[match[0]], text)
    text = _neutral().sub("", text) or text
    return _in_order(_rewritten_by("forms", text))


def _rewritten_by(rules: str, text: str) -> str:
    for pattern, form in _rules(rules):
        text = pattern.sub(form, text)
    return text


def _bare(text: str) -> str:
    """Take scope and time off the front: 全市, 到2025年, 常州市."""
    while text:
        match = _front().match(text)
        width = match.end() if match else length_of_region(text, short=False)
        if not width or len(text) - width < 2 or _follow().match(text, width):
            return text
        text = text[width:]
    return text


def _in_order(text: str) -> str:
    """Put the things that a name lists in one order: 枢纽站和首末站监控, 首末站、枢纽站监控.

    Where the last one ends is told by the character that the first one ends in.
    """
    *items, last = _link().split(text)
    end = last.find(items[0][-1:], 1) + 1 if items and items[0] else 0
    if end and all(len(item) <= _LISTED for item in (*items, last[:end])):
        items, last = sorted([*items, last[:end]]), last[end:]
        return "和".join(items) + last
    return "和".join([*items, last])


@cache
def _front() -> re.Pattern[str]:
    data = table("canonical")
    return re.compile(rf"{either(data['front'])}|(?:到|至)?\d{{4}}年?[底末]?(?:以?前)?|的")


@cache
def _follow() -> re.Pattern[str]:
    return re.compile(either(table("canonical")["not_scope"]))


@cache
def _kept() -> re.Pattern[str]:
    return re.compile(table("canonical")["kept_brackets"])


@cache
def _link() -> re.Pattern[str]:
    return re.compile(table("canonical")["link"])


@cache
def _neutral() -> re.Pattern[str]:
    return re.compile(either((*table("canonical")["neutral"], "的")))


@cache
def _rules(name: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), form) for pattern, form in table("canonical")[name])


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in table("canonical")[name])


@cache
def _changes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    around = r"(?P<first>年均)?(?P<base>(?:.{2,}?)?)(?<!自然)(?P<second>年均|年平均)?(?:同比)?"
    return tuple((head, re.compile(around + either(words))) for head, words in table("canonical")["change"].items())


@cache
def _canonical_change() -> re.Pattern[str]:
    return re.compile(rf"(.{{2,}}?)((?:年均)?{either(table('canonical')['change'])})")


@cache
def _synonyms() -> dict[str, str]:
    """Return segment → what stands for it; what it stands for and look-alikes stand for themselves."""
    groups = table("synonyms")
    found = {_plain(word): _plain(word) for word in groups["apart"]["words"]}
    for name, others in chain.from_iterable(group.items() for at, group in groups.items() if at != "apart"):
        found |= dict.fromkeys((_plain(name), *map(_plain, others)), _plain(name))
    return found


@cache
def _synonym_pattern() -> re.Pattern[str]:
    return re.compile(either(_synonyms()))


@cache
def _names() -> dict[str, str]:
    """Return whole name → what stands for it, both in their normal forms."""
    found = table("names").items()
    return {_normal(_plain(other)): _normal(_plain(name)) for name, others in found for other in others}
