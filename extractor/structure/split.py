"""A compilation becomes its pieces: 篇1 … 篇7, 第一篇:《…》, 范文一, or several complete documents in a row."""

import re
from typing import NamedTuple

from extractor.lang.numerals import parse_number
from extractor.structure.docnumbers import find_number
from extractor.structure.genres import ends_like_title
from extractor.structure.lines import Line
from extractor.structure.organs import is_organ, squeeze
from extractor.structure.signatures import Signature

_NO = r"(\d{1,3}|[一二三四五六七八九十]{1,3})"
_PIECES = (
    re.compile(rf"(?P<lead>[^。;]{{0,70}}?)[ (【]?篇 ?(?P<no>{_NO}) ?[)】]? ?[:、.]? ?(?P<rest>[^。]{{0,80}})"),
    re.compile(rf"(?P<lead>)第(?P<no>{_NO})篇 ?: ?(?P<rest>.{{0,90}})"),
    re.compile(rf"(?P<lead>[^。;]{{0,70}}?)[ (【]?范文 ?(?P<no>{_NO}) ?[)】]? ?[:、.]? ?(?P<rest>[^。]{{0,80}})"),
)
_LONGEST = 120
_WORTH = 400
_NEAR = 7
_COVER = 3000
_LONGEST_TITLE, _SHORTEST_ORGAN = 60, 4


class Part(NamedTuple):
    """A run of lines that is one policy; `body` is the first line behind the piece's own header.

    `title` is the span of the title in the header, `hint` the compilation's title (or "").
    """

    first: int
    body: int
    last: int
    title: tuple[int, int] | None
    hint: str


def split(plain: str, lines: list[Line], signatures: list[Signature]) -> list[Part]:
    """Return the parts of a document, in text order; most documents are one part.

    `signatures` are those of all `lines`.
    """
    pieces = _pieces(plain, lines)
    if len(pieces) < 2:
        return [part for part in _complete(plain, lines, signatures) if part.first < part.last]
    hint = plain[lines[0].start : lines[0].end]
    parts = []
    if _carries(plain, lines[: pieces[0][0]]):
        parts.append(Part(0, 0, pieces[0][0], None, hint))
    for number, (index, hit) in enumerate(pieces):
        last = pieces[number + 1][0] if number + 1 < len(pieces) else len(lines)
        title = _span(plain, hit.start("rest"), hit.end("rest"))
        parts.append(Part(index, min(index + 1, last - 1) if last > index + 1 else index, last, title, hint))
    return parts


def _pieces(plain: str, lines: list[Line]) -> list[tuple[int, re.Match[str]]]:
    for pattern in _PIECES:
        found = []
        before = 0
        for index, line in enumerate(lines):
            if line.cell or line.end - line.start > _LONGEST:
                continue
            hit = pattern.fullmatch(plain, line.start, line.end)
            value = int(parse_number(hit["no"]) or 0) if hit else 0
            if hit and value > before and _may_head(hit):
                found.append((index, hit))
                before = value
        if len(found) > 1:
            return found
    return []


def _may_head(hit: re.Match[str]) -> bool:
    lead, rest = hit["lead"].strip(" 【(#*"), hit["rest"].strip()
    return (not lead or ends_like_title(lead) or len(lead) < 30) and "," not in lead and not rest.startswith("的")


def _span(plain: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and plain[start] in " 《【":
        start += 1
    while end > start and plain[end - 1] in " 》】*":
        end -= 1
    return (start, end) if end - start >= 4 else None


def _carries(plain: str, lines: list[Line]) -> bool:
    """Say whether the text before the first marked piece is a piece itself."""
    long = [line for line in lines if line.end - line.start >= 40]
    numbered = sum(bool(re.match(r"[一二三四五六]、", plain[line.start : line.end])) for line in lines)
    return sum(line.end - line.start for line in long) >= _WORTH and (numbered >= 2 or len(long) >= 4)


def _complete(plain: str, lines: list[Line], signatures: list[Signature]) -> list[Part]:
    """Cut where a new title with a number follows a signature, or one of an organ's with a signature of its own."""
    cuts = [0]
    signed = [signature for signature in signatures if not signature.printed]
    for signature in signed:
        begin = lines[cuts[-1]].start
        cover = squeeze(plain[begin : min(signature.end, begin + _COVER)])
        start = _new_document(plain, lines, signature.line + 1, cover)
        if start is None and signature is not signed[-1]:
            start = _titled(plain, lines, signature.line + 1, cover)
        if start is not None and start > cuts[-1]:
            cuts.append(start)
    ends = [*cuts[1:], len(lines)]
    return [Part(first, first, last, None, "") for first, last in zip(cuts, ends, strict=True)]


def _new_document(plain: str, lines: list[Line], index: int, cover: str) -> int | None:
    near = range(index, min(index + _NEAR, len(lines)))
    texts = [squeeze(plain[lines[at].start : lines[at].end]) for at in near]
    if any(text.startswith(("附件", "附表")) for text in texts[:2]):
        return None
    titled = next((at for at, text in enumerate(texts) if "关于" in text and len(text) < 90 and "。" not in text), None)
    numbered = next((at for at, text in enumerate(texts) if _only_number(text)), None)
    if titled is None or numbered is None or texts[titled] in cover:
        return None
    return index + min(titled, numbered)


def _titled(plain: str, lines: list[Line], index: int, cover: str) -> int | None:
    """Return the next line where it is the title of an organ's own document that the one before does not name."""
    if index >= len(lines):
        return None
    line = lines[index]
    text = squeeze(plain[line.start : line.end])
    if line.cell or len(text) > _LONGEST_TITLE or "。" in text or text in cover or not ends_like_title(text):
        return None
    led = any(is_organ(text[:end]) for end in range(_SHORTEST_ORGAN, len(text)))
    return index if led else None


def _only_number(text: str) -> bool:
    bare = text.strip("()")
    number = find_number(bare, 0, len(bare))
    return number is not None and number.start == 0 and number.end == len(bare)
