"""Names of organs where a document signs: is this one, and where does the next begin."""

import re

from extractor.lang.regions import length_of_region, region_of_organ
from extractor.structure.lexicons import patterns, words

_GAP = re.compile(r"[ 、\n]+")
_LONGEST = 46
_MOST_ORGANS = 20
_LONGEST_REGION = 24


def is_organ(text: str) -> bool:
    """Say whether folded text (spaces allowed) is one organ's name or several in a row."""
    name = squeeze(text)
    rules = patterns("organs")
    if not 2 <= len(name) <= _MOST_ORGANS * _LONGEST or rules["speech"].search(name):
        return False
    return _ends(rules["bracket"].sub("", name))


def split_organs(text: str) -> list[str]:
    """Return the organs that folded text names in a row, spaces inside names taken out.

    生态环境部办公厅 国家发展改革委办公厅 and the same without the space give two names.
    """
    names: list[str] = []
    for chunk in _chunks(text):
        names.extend(_split_glued(chunk))
    return names


def last_organs(text: str) -> list[str]:
    """Return the organs that stand at the end of folded text, when other text may run into them.

    Only names that are known to begin where they do count: central organs and those of a region.
    """
    parts = text.split()
    text = "".join(parts)
    starts = set(_starts(text))
    at = 0
    for part in parts[:-1]:
        at += len(part)
        if len(part) > 1 and _ends(part):
            starts.add(at)
    names: list[str] = []
    end = len(text)
    for at in sorted(starts, reverse=True):
        if not is_organ(text[at:end]) or end - at > _LONGEST:
            break
        names.insert(0, text[at:end])
        end = at
    return names


def _starts(text: str) -> list[int]:
    """Return where organs' names begin; a region behind 中共 or 国家税务总局 begins none."""
    starts: list[int] = []
    free = 0
    for at in range(len(text) - 1):
        if at < free:
            continue
        prefix = patterns("organs")["prefix"].match(text, at)
        short = patterns("organs")["short"].match(text, at) if 0 < at == free else None
        length = short.end() - at if short else starts_organ(text, at)
        if prefix:
            length = max(length, prefix.end() - at) + length_of_region(
                text[prefix.end() : prefix.end() + _LONGEST_REGION]
            )
        if length:
            starts.append(at)
            free = at + length
    return starts


def behind_organs(text: str) -> int:
    """Return where the organs that folded text begins with end: 0 when it begins with none.

    生态环境部工信部联节 gives 5: what is behind is no organ's name.
    """
    starts = _starts(text)
    if not starts or starts[0] != 0:
        return 0
    last = starts[-1]
    length = _central_at(text, last)
    if length:
        tail = patterns("organs")["office"].match(text, last + length)
        return tail.end() if tail else last + length
    hit = patterns("organs")["regional"].match(text, last + 2)
    return hit.end() if hit else 0


def starts_organ(text: str, at: int) -> int:
    """Return how far at least a name that begins at `text[at]` with a central organ or a region goes, else 0."""
    length = _central_at(text, at)
    if length:
        return length
    return length_of_region(text[at : at + _LONGEST_REGION], at == 0)


def is_central(name: str) -> bool:
    """Say whether an organ belongs to the central level."""
    return _central_at(name, 0) > 0 and region_of_organ(name) is None


def squeeze(text: str) -> str:
    """Take spaces and line ends out of folded text."""
    return "".join(text.split())


def _ends(name: str) -> bool:
    """Say whether a name ends as organs' names do."""
    return patterns("organs")["tail"].search(name) is not None


def _chunks(text: str) -> list[str]:
    """Cut at wide gaps and 、; single characters with spaces between (国 务 院) belong together."""
    parts = [part for part in _GAP.split(text.strip()) if part]
    chunks: list[str] = []
    for part in parts:
        if chunks and (len(part) == 1 or not _ends(chunks[-1])):
            chunks[-1] += part
        else:
            chunks.append(part)
    return chunks


def _split_glued(text: str) -> list[str]:
    names: list[str] = []
    begin = 0
    starts = set(_starts(text))
    for at in range(2, len(text)):
        same_level = text[at] == text[begin] and text[at] in "省市县区" and at - begin > 2
        if (at in starts or same_level) and _ends(text[begin:at]):
            names.append(text[begin:at])
            begin = at
    names.append(text[begin:])
    return names


def _central_at(text: str, at: int) -> int:
    """Return the length of the longest central organ's name at `text[at]`, 0 for none."""
    names = words("central_organs")
    for length in range(min(20, len(text) - at), 2, -1):
        if text[at : at + length] in names:
            return length
    return 0
