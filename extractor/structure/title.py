"""Where a document's title stands: labelled, on lines of its own, or glued to what is around it."""

import re

from extractor.structure.docnumbers import find_number
from extractor.structure.genres import ends_like_title
from extractor.structure.labels import Labelled
from extractor.structure.lexicons import patterns
from extractor.structure.lines import Line
from extractor.structure.organs import is_organ, squeeze

Parts = tuple[tuple[int, int], ...]
_MOST_JOINED = 5
_LONGEST = 130
_LONGEST_PLAIN = 50
_SHORTEST = 4
_SHORTEST_TEXT = 25
_LEAD = " #*★>—-_=─━"
_TRAIL = " *】"
_GLUED_WITHIN = 500
_NUMBER_WITHIN = 200


def find_title(plain: str, lines: list[Line], labels: list[Labelled], body: int) -> Parts:
    """Return the spans of the title's lines, () for none; `body` is where the first heading stands."""
    for label in labels:
        if label.field == "title" and label.end - label.start >= _SHORTEST:
            return ((label.start, label.end),)
    taken = {label.line for label in labels}
    usable = [line for index, line in enumerate(lines) if index not in taken and not line.cell]
    text_at = _first_text(plain, usable)
    for index in range(len(usable)):
        parts = _from_line(plain, usable, index)
        if parts and (index < text_at or _is_announced(plain, usable[0].start, parts)):
            return parts
    usable = usable[: text_at + 1]
    for line in usable[:3]:
        parts = _inside_line(plain, line, body)
        if parts:
            return parts
    return _plain_first(plain, usable, body)


def _first_text(plain: str, lines: list[Line]) -> int:
    """Return the index of the first line that reads as running text."""
    for index, line in enumerate(lines):
        if line.end - line.start > _SHORTEST_TEXT and plain[line.end - 1] == "。":
            return index
    return len(lines)


def _is_announced(plain: str, start: int, parts: Parts) -> bool:
    """Say whether the text before a title names it in 《》: a decree that publishes the document below."""
    return f"《{title_text(plain, parts)}》" in squeeze(plain[start : parts[0][0]])


def title_text(text: str, parts: Parts) -> str:
    """Return a title as one line, without the 《》 around the whole of it."""
    title = "".join(" ".join(text[start:end].split()) for start, end in parts)
    return title[1:-1] if title.startswith("《") and title.find("》") == len(title) - 1 else title


def _from_line(plain: str, lines: list[Line], index: int) -> Parts:
    """Read a title that begins at `lines[index]`: lines joined until one ends like a title."""
    parts: list[tuple[int, int]] = []
    length = 0
    for line in lines[index : index + _MOST_JOINED]:
        span = _title_line(plain, line)
        if span is None or length + span[1] - span[0] > _LONGEST:
            return ()
        length += span[1] - span[0]
        parts.append(span)
        joined = squeeze("".join(plain[start:end] for start, end in parts))
        if len(joined) >= _SHORTEST and ends_like_title(joined) and _reads_like_title(joined):
            return _with_edition(plain, lines, index + len(parts), parts)
        if len(parts) == 1 and not _may_wrap(plain[span[0] : span[1]], index):
            return ()
    return ()


def _title_line(plain: str, line: Line) -> tuple[int, int] | None:
    """Return the part of a line that may belong to a title, None when it cannot."""
    start, end = _bare(plain, line)
    if end - start > _LONGEST:
        return None
    text = plain[start:end]
    if not text or patterns("head")["never"].search(text) or patterns("head")["numbered"].match(text):
        return None
    number = find_number(text, 0, len(text))
    if number and "关于" not in text[: number.start]:
        return None
    if number and number.end == len(text.rstrip(" )")):
        end = start + len(text[: number.start].rstrip(" ("))
    return start, end


def _reads_like_title(text: str) -> bool:
    about = "关于" in text
    if text.endswith("文件") and not about and is_organ(text.removesuffix("文件")):
        return False
    commas = text.count(",")
    return commas == 0 or (commas <= 2 and about)


def _may_wrap(text: str, index: int) -> bool:
    if len(text) < 6 or re.search(r"[,:|/]", text):
        return False
    return index == 0 or is_organ(text) or patterns("head")["wraps"].search(text) is not None


def _with_edition(plain: str, lines: list[Line], index: int, parts: list[tuple[int, int]]) -> Parts:
    if index < len(lines):
        start, end = _bare(plain, lines[index])
        if end - start < _LONGEST and patterns("head")["edition"].match(squeeze(plain[start:end])):
            return (*parts, (start, end))
    return tuple(parts)


def _bare(plain: str, line: Line) -> tuple[int, int]:
    start, end = line.start, line.end
    while start < end and plain[start] in _LEAD:
        start += 1
    while end > start and plain[end - 1] in _TRAIL:
        end -= 1
    return start, end


def _inside_line(plain: str, line: Line, body: int) -> Parts:
    """Find a title glued to what stands around it."""
    stop = min(line.end, body, line.start + _GLUED_WITHIN)
    number = find_number(plain, line.start, stop)
    begin = number.end if number and number.end < line.start + _NUMBER_WITHIN else line.start
    while begin < stop and plain[begin] in _LEAD:
        begin += 1
    for name in ("announcing", "other"):
        hit = patterns("head")[name].match(plain, begin, stop)
        if hit and (not hit["lead"] or is_organ(hit["lead"])):
            return ((hit.start(), hit.end()),)
    return ()


def _plain_first(plain: str, lines: list[Line], body: int) -> Parts:
    """Take the first line as the title if it reads like one though no known noun ends it."""
    for line in lines[:2]:
        start, end = _bare(plain, line)
        if not _SHORTEST <= end - start <= _LONGEST_PLAIN or line.end >= body:
            return ()
        text = plain[start:end]
        rules = patterns("head")
        if re.search(r"[,:|]", text) or rules["never"].search(text) or rules["numbered"].match(text) or is_organ(text):
            return ()
        if not find_number(text, 0, len(text)) or "关于" in text:
            return ((start, end),)
    return ()
