"""INDICATOR: the noun phrase that a VALUE counts, before or after it in its clause."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from extractor.recognise.rules.found import Found
from extractor.recognise.rules.grants import grant
from extractor.recognise.rules.tables import pattern, table
from extractor.recognise.rules.words import acting, behind_verb, skip_adverbs, verb_class, verb_end

SHORTEST = 2
LONGEST_LINK = 40
Range = tuple[int, int]


def indicators(
    plain: str, room: Range, values: Sequence[Found], times: Mapping[int, int], carried: Range | None
) -> Iterator[Found]:
    """Return INDICATORs and the clause's VALUEs linked to them.

    `room` runs from the clause's own words to its end, `times` maps start to end of its DEADLINEs,
    `carried` is the INDICATOR of the clause before, for a VALUE that names none.
    """
    left, end = room
    if members := _respective(plain, left, values):
        for value, member in zip(values, members, strict=True):
            yield value._replace(link=member)
            yield found_at(member, "before")
        return
    for index, value in enumerate(values):
        right = values[index + 1].start if index + 1 < len(values) else end
        start = _behind_times(left, value.start, times)
        span = _span(plain, values, index, (start, right), end)
        if span is None and start > left:
            span = _before_time(plain, left, value, times)
        if span and not is_phrase(plain, span):
            span = None
        link = span or (carried if _names_nothing(plain, start, value.start) else None)
        yield value._replace(link=link)
        if span:
            key = "grant" if value.kind == "support" else "before" if span[1] <= value.start else "after"
            yield found_at(span, key)
        carried = link or carried
        left = max(value.end, span[1] if span else 0)


def alone(plain: str, head: int, end: int) -> Iterator[Found]:
    """Return the rate, share or total that a TARGET without VALUE wants changed."""
    hit = _p("alone").search(plain, head, end)
    if hit is None:
        return
    verb = _p("alone_verbs").match(plain[head : hit.end()])
    if hit.end() == end and not verb:
        return
    start = head + verb.end() if verb else head
    if hit.end() - start > SHORTEST:
        yield found_at((start, hit.end()), "alone")


def _span(plain: str, values: Sequence[Found], index: int, room: Range, end: int) -> Range | None:
    value = values[index]
    left, right = room
    if value.kind == "support" and (span := grant(plain, values, index, left, end)):
        return span
    link = _link(plain, left, value.start)
    before = _before(plain, left, value.start, link, value)
    if before and (_p("stative").search(link) or _measures(plain, before) or _ends_phrase(plain, value.end)):
        return before
    return _after(plain, value, right) or before


def _before_time(plain: str, left: int, value: Found, times: Mapping[int, int]) -> Range | None:
    """Return the phrase before the time that stands before the VALUE: 存量欠款|年底前清偿六成."""
    right = min(start for start in times if left <= start < value.start)
    return _before(plain, left, right, _link(plain, left, right), value)


def _measures(plain: str, span: Range) -> bool:
    return bool(_p("measure").search(plain[span[0] : span[1]]))


def _ends_phrase(plain: str, end: int) -> bool:
    return end >= len(plain) or plain[end] in "、,;。:和(及) \n"


def _respective(plain: str, head: int, values: Sequence[Found]) -> list[Range]:
    """Return the members of 甲、乙分别增长3%、5%, one a VALUE; empty when they do not match."""
    if len(values) < 2 or values[0].kind == "support":
        return []
    stop = plain.find("分别", head, values[0].start)
    if stop < 0 or not are_chained(plain, values):
        return []
    stop -= len(_link(plain, head, stop))
    start = _behind_subject_verb(plain, head, stop)
    spans = [(start + one.start(), start + one.end()) for one in re.finditer(r"[^、和]+", plain[start:stop])]
    return spans if len(spans) == len(values) else []


def are_chained(plain: str, values: Sequence[Found]) -> bool:
    """Say whether nothing but 、 和 , stands between neighbouring VALUEs."""
    return all(plain[a.end : b.start] in ("、", "和", "及", ",") for a, b in pairwise(values))


def _before(plain: str, left: int, right: int, link: str, value: Found) -> Range | None:
    stop = right - len(link)
    start = _behind_subject_verb(plain, left, stop)
    if _p("preposition").match(plain, start, stop):
        start = _behind_last_verb(plain, start, stop)
    elif not (_p("stative").search(link) or _measures(plain, (start, stop))):
        start = _behind_verbs(plain, start, stop, first=start == left)
    while start < stop and plain[start] in " 、,和及的了":
        start += 1
    if stop - start < SHORTEST or (_acts(plain, start, stop) and _p("action").search(plain[value.start : value.end])):
        return None
    return start, stop


def _acts(plain: str, start: int, end: int) -> bool:
    """Say whether the stretch tells what is done once or twice, so that nothing is counted."""
    last = verb_end(plain, max(start, end - 2), end) == end
    return last or is_verb(plain, start, end) or _p("preposition").match(plain, start, end) is not None


def is_verb(plain: str, start: int, end: int) -> bool:
    """Say whether the stretch is nothing but a verb with its adverbs."""
    return skip_adverbs(plain, start, end) == end or behind_verb(plain, start, end) == end


def _link(plain: str, left: int, right: int) -> str:
    hit = _p("link").search(plain[max(left, right - LONGEST_LINK) : right])
    return hit[0] if hit else ""


def _behind_times(left: int, right: int, times: Mapping[int, int]) -> int:
    return max([left, *(end for start, end in times.items() if left <= start and end <= right - SHORTEST)])


def _behind_subject_verb(plain: str, start: int, end: int) -> int:
    hit = _p("subject_verbs").match(plain[start:end])
    return start + hit.end() if hit else start


def _behind_last_verb(plain: str, start: int, end: int) -> int:
    """Return where the object of the last verb begins: 在试点地区建设|示范园."""
    at = start
    for hit in acting().finditer(plain, start, end):
        if plain[hit.end() : hit.end() + 1] not in ("的", ""):
            at = hit.end()
    return at


def _behind_verbs(plain: str, start: int, end: int, *, first: bool = True) -> int:
    """Return the offset behind the verbs that open the stretch.

    A verb that may be a noun stays when it is the last word, or not the `first` verb.
    """
    at = start
    while at < end:
        stop = behind_verb(plain, at, end)
        noun = verb_class(plain, at, end) == "noun"
        if stop - at < 2 or (noun and (stop == end or not first)):
            return at
        at, first = stop + (plain[stop : stop + 1] in ("并", "、")), False
    return at


def _names_nothing(plain: str, start: int, end: int) -> bool:
    return start >= end - len(_link(plain, start, end)) or _behind_verbs(plain, start, end) == end


def _after(plain: str, value: Found, right: int) -> Range | None:
    before = plain[max(0, value.start - 4) : value.start]
    text = plain[value.start : value.end]
    if _p("action").search(text) and not (_p("action_verbs").search(before) or _p("comparator").match(text)):
        return None
    hit = _p("noun").match(plain, value.end, right)
    if not hit:
        return None
    start, end = hit.span(1)
    stop = _p("noun_end").search(plain, start + 1, end)
    end = stop.start() if stop else end
    if _p("physical").search(text):
        end = _before_last_verbs(plain, start, end)
    return (start, end) if end - start >= SHORTEST and not is_verb(plain, start, end) else None


def _before_last_verbs(plain: str, start: int, end: int) -> int:
    while end - start > 2 * SHORTEST and verb_end(plain, end - SHORTEST, end) == end:
        end -= SHORTEST
    return end


def is_phrase(plain: str, span: Range) -> bool:
    """Say whether the span reads as a noun phrase: brackets close, it opens with no particle, no space at its edges."""
    text = plain[span[0] : span[1]]
    return (
        text == text.strip()
        and not _p("bad").search(text)
        and text.count("(") == text.count(")")
        and text.count("“") == text.count("”")
    )


def found_at(span: Range, rule: str) -> Found:
    """Return the INDICATOR at `span`."""
    return Found(*span, "INDICATOR", f"indicator.{rule}", table("indicators")["scores"][rule])


def _p(key: str) -> re.Pattern[str]:
    return pattern("indicators", key)
