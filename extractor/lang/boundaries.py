"""Where sentences and clauses end, brackets and quotation marks respected.

Both functions take folded text (`extractor.lang.fold.fold`); offsets hold for the original.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractor.lang.brackets import top_level

CLOSERS = "”’》)]】〕〉"

_HAN = "\u4e00-\u9fff"
_URL = r"(?P<url>(?:https?://|www\.)(?:[A-Za-z0-9/_=&%#~+@-]|[.?:](?=[A-Za-z0-9/]))*)"
_DOT_STOP = rf"(?<=[{_HAN}])(?<![一二三四五六七八九十百])\.(?=\s|$|[{_HAN}])"
_SENTENCE_MARK = re.compile(rf"{_URL}|[。!?\n]|{_DOT_STOP}")
_CLAUSE_MARK = re.compile(
    rf"{_URL}|[。!?;,:\n]|…+|\.{{2,}}|\.(?=[{_HAN}])"
    rf"|(?<![0-9A-Za-z])\.(?=\s|$)|(?<=[0-9])\.(?=\s{{1,3}}[{_HAN}])"
)
_TRAIL = frozenset("。!?" + CLOSERS)
_QUOTES = frozenset("“‘\"'")
_GOES_ON = frozenset("的地得等这那之和与及或、,;:。.!?…“‘" + CLOSERS)
_INSIDE_NUMBER = re.compile(r"(?<=[0-9])(?:,[0-9]{3}(?![0-9])|:[0-9]{1,2}(?:\.[0-9]+)?(?![0-9年月日]))")
_REMARK = re.compile(r"[:、,;。]|负责|牵头|配合")


class _Mark(NamedTuple):
    """A boundary: text up to `start` is before it, text from `end` behind it."""

    start: int
    end: int


def sentence_spans(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split `plain[start:end]` at 。！？ and line ends that stand in no bracket.

    End marks that follow each other, and a closing quote behind them, stay with their sentence;
    a quotation that closes with its own end mark (……。”) ends one too, unless the text goes on
    (……！”的). A `.` behind a Chinese character counts as 。. A remark in brackets at the head of a sentence,
    as in ……。(责任单位:…)……, is a sentence of its own. White space at either edge stays out.
    """
    shut = top_level(plain, start, end)
    spans, begin = [], start
    for mark in _marks(_SENTENCE_MARK, plain, shut, start, end):
        stop = max(begin, mark.end)
        while stop < end and plain[stop] in _TRAIL:
            stop += 1
        spans.append((begin, stop))
        begin = stop
    spans.append((begin, end))
    spans = [span for span in (_strip(plain, a, b) for a, b in spans) if span[0] < span[1]]
    return list(_cut_remarks(plain, spans, dict(shut)))


def clause_spans(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split `plain[start:end]` at , ; : 。 ! ? … that stand in no bracket; the marks stay out.

    Numbers (1,200 3.5 14:30 1:3) and web addresses stay whole.
    """
    spans, begin = [], start
    for mark in _marks(_CLAUSE_MARK, plain, top_level(plain, start, end), start, end):
        spans.append((begin, mark.start))
        begin = mark.end
    spans.append((begin, end))
    return [span for span in (_strip(plain, a, b) for a, b in spans) if span[0] < span[1]]


def _marks(pattern: re.Pattern[str], plain: str, shut: list[tuple[int, int]], start: int, end: int) -> Iterator[_Mark]:
    index = 0
    for match in pattern.finditer(plain, start, end):
        if match["url"]:
            continue
        at = match.start()
        while index < len(shut) and shut[index][1] < at:
            index += 1
        if index == len(shut) or at < shut[index][0]:
            if not _is_numeric(plain, at):
                yield _Mark(at, match.end())
        elif _closes_quotation(plain, at, *shut[index], end):
            yield _Mark(shut[index][1] + 1, shut[index][1] + 1)


def _is_numeric(plain: str, at: int) -> bool:
    """Keep 1,200, 14:30 and 1:3 whole (a decimal point is no mark at all), not 任务1:2025年."""
    return _INSIDE_NUMBER.match(plain, at) is not None


def _closes_quotation(plain: str, at: int, opener: int, closer: int, end: int) -> bool:
    """Say whether 。！ at `at` is the last sign of a quotation behind which the text does not go on."""
    return (
        plain[at] in "。!"
        and plain[opener] in _QUOTES
        and closer - at <= 2
        and plain[at + 1 : closer].strip("’'") == ""
        and (closer + 1 >= end or plain[closer + 1] not in _GOES_ON)
    )


def _cut_remarks(plain: str, spans: list[tuple[int, int]], closers: dict[int, int]) -> Iterator[tuple[int, int]]:
    for start, end in spans:
        closer = closers.get(start, end) if plain[start] == "(" else end
        goes_on = closer + 1 >= end or plain[closer + 1] in _GOES_ON
        if not goes_on and _REMARK.search(plain, start, closer):
            yield start, closer + 1
            yield _strip(plain, closer + 1, end)
        else:
            yield start, end


def _strip(plain: str, start: int, end: int) -> tuple[int, int]:
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
    return start, end
