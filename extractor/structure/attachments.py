"""Attachments of a notice: 附件1 and its title, or the announced plan right behind the signature."""

import re
from bisect import bisect_right
from typing import NamedTuple

from extractor.structure.genres import covered, ends_like_title
from extractor.structure.lines import Extent, Line
from extractor.structure.markers import AT_LINE, ATTACHMENT, Marker
from extractor.structure.organs import squeeze
from extractor.structure.signatures import Signature

_MARK = re.compile(r"(?:附件|附表|附录) {0,2}(?:\d{1,2}(?!\d)|[一二三四五六七八九十]{1,2}(?![一-龥]))?(?: ?-\d{1,2})?")
_LIST = re.compile(r"(?:(?<=[。\s);:!])|^)附 {0,4}件? {0,4}:|附件 {0,4}:(?= ?1[.、])", re.MULTILINE)
_LIST_END = re.compile(r"抄送|\(此件|附件 ?\d|\n(?!\s*(?:\d{1,2}[.、]|《))|字号|扫一扫|下载|解读")
_NUMBERED = re.compile(r"\s{0,3}(?:\d{1,2}[.、]|《)")
_QUOTED = re.compile(r"《([^《》]{4,80}(?:〈[^〈〉]{2,60}〉[^《》]{0,40})?)》")
_LISTED = re.compile(r"(?:^|[:;\n 》])(?:\d{1,2}[.、])? ?《?([^\d:;\n《》][^:;\n《》]{3,60})")
_AFTER_DATE = re.compile(r"\s{0,9}(?:\((?:此件|本文)[^()\n]{2,20}\))?\s{0,9}")
_AFTER_IMPRINT = ("印发", "日", "公开)", "发布)", "附件)")
_RUNS_ON = "、,。的)》和及中所是为"
_LONGEST = 100
_LONGEST_GUESS = 60
_SHORTEST = 20
_LIST_BEFORE = 3000
_LONGEST_LIST = 1500


Spans = list[tuple[int, int]]


class Attachment(NamedTuple):
    """Where an attachment begins; `title` is the span of its title, None when it has none."""

    marker: Marker
    title: tuple[int, int] | None


class _Cover(NamedTuple):
    """What the covering notice says of its attachments: signed at `end`, their names, the lists of them."""

    signed: bool
    end: int
    names: list[str]
    lists: Spans


def find_attachments(extent: Extent, signatures: list[Signature], title: str) -> tuple[list[Attachment], Spans]:
    """Return the attachments of a policy, and the spans of lists (附件: 1.… 2.…) that only name some."""
    cover = _read_cover(extent, signatures, title)
    found = [*_unmarked(extent, cover), *_marked(extent, cover)]
    found.sort(key=lambda attachment: attachment.marker.start)
    if not cover.signed:
        found = [one for one in found if not _bears(extent.plain, one, title)]
    return _drop_doubles(found), cover.lists


def is_inside(spans: Spans, at: int) -> bool:
    """Say whether `at` stands in one of the spans, which are in text order."""
    index = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return index >= 0 and at < spans[index][1]


def cited_names(plain: str, start: int, end: int, title: str) -> list[str]:
    """Return what may be attached, as title and covering text name it, without spaces."""
    names = [squeeze(hit[1]) for hit in _QUOTED.finditer(plain, start, end)]
    inner = covered(title)
    return list(dict.fromkeys([*names, *([inner] if inner else [])]))


def _read_cover(extent: Extent, signatures: list[Signature], title: str) -> _Cover:
    plain, start = extent.plain, extent.lines[0].start
    signed = next((signature for signature in signatures if not signature.printed), None)
    lists = _find_lists(extent, signatures)
    if signed is None:
        return _Cover(False, start, cited_names(plain, start, start + _LIST_BEFORE, title), lists)
    names = cited_names(plain, max(start, signed.end - _LIST_BEFORE), signed.end, title)
    for begin, end in lists:
        if end <= signed.end:
            names += [squeeze(hit[1]) for hit in _LISTED.finditer(plain, plain.index(":", begin), end)]
    return _Cover(True, signed.end, [name for name in names if len(name) >= 4], lists)


def _find_lists(extent: Extent, signatures: list[Signature]) -> Spans:
    """Find where attachments are only named: from 附件: to the signature, or to what ends the list."""
    plain, end = extent.plain, extent.span.end
    starts = [signature.start for signature in signatures]
    lists: Spans = []
    for hit in _LIST.finditer(plain, extent.lines[0].start, end):
        following = bisect_right(starts, hit.start())
        stop = starts[following] if following < len(starts) else end
        if following == len(starts) or stop - hit.end() > _LONGEST_LIST:
            stop = _end_of_list(plain, hit.end(), min(end, hit.end() + _LONGEST_LIST))
        if stop > hit.end() and (not lists or hit.start() >= lists[-1][1]):
            lists.append((hit.start(), stop))
    return lists


def _end_of_list(plain: str, start: int, end: int) -> int:
    """Return where a numbered list that no signature follows ends; `start` when it is none."""
    if not _NUMBERED.match(plain, start, end):
        return start
    closing = _LIST_END.search(plain, start, end)
    return closing.start() if closing else end


def _bears(plain: str, attachment: Attachment, title: str) -> bool:
    """Say whether an attachment's title is the document's own (a plan headed 附件 without its notice)."""
    return attachment.title is not None and squeeze(plain[slice(*attachment.title)]) in squeeze(title)


def _unmarked(extent: Extent, cover: _Cover) -> list[Attachment]:
    """Find the announced document where it follows the signature without the word 附件."""
    plain, end = extent.plain, extent.span.end
    space = _AFTER_DATE.match(plain, cover.end, end)
    at = space.end() if space else cover.end
    if not cover.signed or at >= end or _MARK.match(plain, at):
        return []
    title = _named_at(plain, at, end, cover.names) or _title_line(extent, at)
    if title is None or end - title[1] < _SHORTEST:
        return []
    return [Attachment(Marker(at, at, ATTACHMENT, 1, AT_LINE, _line_at(extent.lines, at)), title)]


def _marked(extent: Extent, cover: _Cover) -> list[Attachment]:
    found = []
    for index, line in enumerate(extent.lines):
        if line.cell or line.end <= cover.end:
            continue
        for hit in _MARK.finditer(extent.plain, max(line.start, cover.end), line.end):
            if not is_inside(cover.lists, hit.start()) and _opens(extent, hit, index, cover):
                marker = Marker(hit.start(), hit.end(), ATTACHMENT, 1, AT_LINE, index)
                found.append(Attachment(marker, _marked_title(extent, hit.end(), index, cover.names)))
    return found


def _opens(extent: Extent, hit: re.Match[str], index: int, cover: _Cover) -> bool:
    """Say whether 附件 or 附件1 begins an attachment where it stands."""
    plain, line = extent.plain, extent.lines[index]
    before = plain[max(line.start, hit.start() - _LONGEST) : hit.start()].strip(" *#【[")
    after = plain[hit.end() : min(line.end, hit.end() + 2 * _LONGEST)].strip(" *】]:")
    signed, numbered = cover.signed and index > 0, len(hit.group()) > 2
    if before:
        named = numbered and _named_at(plain, hit.end(), extent.span.end, cover.names) is not None
        follows = numbered and before.endswith("。") and after[:1] not in _RUNS_ON
        return signed and (named or follows or before.endswith(_AFTER_IMPRINT))
    if not after:
        return True
    return signed and (numbered or (len(after) <= _LONGEST and after[0] not in _RUNS_ON))


def _marked_title(extent: Extent, at: int, index: int, names: list[str]) -> tuple[int, int] | None:
    plain, end = extent.plain, extent.span.end
    while at < end and plain[at] in " \n:、.*】)":
        at += 1
    named = _named_at(plain, at, end, names)
    if named:
        return named
    number = _line_at(extent.lines, at)
    line = extent.lines[number]
    too_far = number > index + 1 or not line.start <= at < line.end
    if too_far or line.end - at > _LONGEST_GUESS or plain[line.end - 1] in "。;,:":
        return None
    return _title_line(extent, at) or (at, line.end)


def _named_at(plain: str, at: int, end: int, names: list[str]) -> tuple[int, int] | None:
    """Return the span of one of `names` at `at`, white space inside it allowed."""
    window = plain[at : min(end, at + 2 * _LONGEST)]
    places = [place for place, char in enumerate(window) if not char.isspace() and char != "*"]
    text = _same_quotes("".join(window[place] for place in places))
    best = max((len(name) for name in names if text.startswith(_same_quotes(name))), default=0)
    return (at + places[0], at + places[best - 1] + 1) if best else None


def _same_quotes(text: str) -> str:
    return text.replace("《", "〈").replace("》", "〉")


def _title_line(extent: Extent, at: int) -> tuple[int, int] | None:
    """Return a title of one to three lines that begins at `at` and ends like one."""
    index = _line_at(extent.lines, at)
    for line in extent.lines[index : index + 3]:
        text = squeeze(extent.plain[at : line.end])
        if len(text) > _LONGEST or any(mark in text for mark in "。:;"):
            return None
        if len(text) > 4 and ends_like_title(text.strip("*")):
            return at, line.end
    return None


def _line_at(lines: list[Line], at: int) -> int:
    """Return the index of the last line that begins at or before `at`."""
    return max(0, bisect_right(lines, at, key=lambda line: line.start) - 1)


def _drop_doubles(found: list[Attachment]) -> list[Attachment]:
    """Keep one of two that begin at the same title; what is only named (附件: 某表) is none."""
    kept: list[Attachment] = []
    for attachment in found:
        start = attachment.marker.start
        last = kept[-1] if kept else None
        if last and last.title and start < last.title[1]:
            continue
        if last and start - (last.title[1] if last.title else last.marker.end) < _SHORTEST:
            kept.pop()
        kept.append(attachment)
    return kept
