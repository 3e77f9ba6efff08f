"""Where sentences and clauses end, brackets and quotation marks respected.

Both functions take folded text (`extractor.lang.fold.fold`); offsets hold for the original.
"""

import re

from extractor.lang.brackets import top_level

_MARKS = re.compile(r"[。!?;,:\n]|(?<![0-9A-Za-z])\.(?=\s|$)|\.(?=[\u4e00-\u9fff])|…+")
SENTENCE_ENDS = frozenset("。!?\n")
CLOSERS = "”’》)]】〕〉"


def sentence_spans(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split `plain[start:end]` at 。！？ and line ends that stand in no bracket.

    The end mark, and a closing quote behind it, stay with their sentence; white space at
    either edge stays out.
    """
    spans, begin = [], start
    for at, mark in _marks(plain, start, end):
        if mark in SENTENCE_ENDS:
            stop = at + 1
            while stop < end and plain[stop] in "”’":
                stop += 1
            spans.append((begin, stop))
            begin = stop
    spans.append((begin, end))
    return [span for span in (_strip(plain, a, b) for a, b in spans) if span[0] < span[1]]


def clause_spans(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split `plain[start:end]` at , ; : 。 ! ? … that stand in no bracket; the marks stay out."""
    spans, begin = [], start
    for at, mark in _marks(plain, start, end):
        spans.append((begin, at))
        begin = at + len(mark)
    spans.append((begin, end))
    return [span for span in (_strip(plain, a, b) for a, b in spans) if span[0] < span[1]]


def _marks(plain: str, start: int, end: int) -> list[tuple[int, str]]:
    shut = top_level(plain, start, end)
    marks, index = [], 0
    for match in _MARKS.finditer(plain, start, end):
        at = match.start()
        while index < len(shut) and shut[index][1] < at:
            index += 1
        inside = index < len(shut) and shut[index][0] < at
        if not inside and not _is_numeric(plain, at, match.group()):
            marks.append((at, match.group()))
    return marks


def _is_numeric(plain: str, at: int, mark: str) -> bool:
    """Keep 1,200 and 14:30 and 2.5 whole."""
    if mark not in ",:.":
        return False
    before = plain[at - 1 : at]
    after = plain[at + 1 : at + 4]
    if mark == "," and before.isdigit():
        return len(after) == 3 and after.isdigit() and not plain[at + 4 : at + 5].isdigit()
    return mark != "," and before.isdigit() and after[:1].isdigit()


def _strip(plain: str, start: int, end: int) -> tuple[int, int]:
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
    return start, end
