"""The document's own words for a task: stretches of its paragraphs without headings and remarks on duties."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.lang.boundaries import clause_spans, sentence_spans
from extractor.lang.brackets import top_level
from extractor.table.remarks import pattern
from extractor.types import Section, Span

_CLOSERS = {"(": ")", "[": "]", "【": "】", "〔": "〕"}
_OPENERS, _LEFT = "".join(_CLOSERS), " \t。;,."
_BORDER = re.compile(r"[\t|]")
_APART = re.compile(r"[\n\t|]")
_FEWEST_CELLS = 3
_EDGE = re.compile(r"[\s;。,.]*")
_HELPS = re.compile("配合|协助|协同|支持|指导|督查|督导|监督|考核")


class Paragraph(NamedTuple):
    """The part of one line that belongs to one section, of several where a TARGET goes on over their ends.

    `pieces` leave out heading and remarks.
    """

    section: Section
    span: Span
    pieces: tuple[Span, ...]


class Words:
    """A text with what decides where wording ends: its TARGETs, and the AGENCY mentions outside of them."""

    def __init__(self, plain: str, targets: Sequence[Span], agencies: Sequence[Span]) -> None:
        self.plain = plain
        self._targets = sorted(targets)
        self._agencies = sorted(agencies)

    def has_target(self, start: int, end: int) -> bool:
        """Say whether a TARGET begins in `[start, end)`."""
        return _begins(self._targets, start, end)

    def has_agency(self, start: int, end: int) -> bool:
        """Say whether an AGENCY that stands in no TARGET begins in `[start, end)`."""
        return _begins(self._agencies, start, end)

    def reach(self, start: int, end: int) -> int:
        """Return where the last of the TARGETs that begin in `[start, end)` ends, `end` at least."""
        at = bisect_left(self._targets, end, key=lambda span: span.start) - 1
        return max(end, self._targets[at].end) if at >= 0 and self._targets[at].start >= start else end

    def is_agency(self, span: Span) -> bool:
        """Say whether a stretch is the name of an agency and nothing else."""
        at = bisect_left(self._agencies, span.start, key=lambda agency: agency.start)
        return at < len(self._agencies) and self._agencies[at] == span


def _begins(spans: Sequence[Span], start: int, end: int) -> bool:
    at = bisect_left(spans, start, key=lambda span: span.start)
    return at < len(spans) and spans[at].start < end


def paragraphs(words: Words, section: Section, children: Sequence[Section]) -> list[Paragraph]:
    """Return the paragraphs of a section's own text (not of its `children`) that are more than a remark.

    The heading is no text of its section unless it holds a TARGET.
    """
    start = section.span.start
    if section.heading is not None:
        start += len(section.number)
        start = start if words.has_target(start, section.heading.end) else section.heading.end
    end = min((child.span.start for child in children), default=section.span.end)
    found = []
    closer = ""
    for span in _lines(words, start, end):
        if closer and not words.has_target(*span):  # （牵头单位： goes on over several lines
            closer = "" if closer in span.of(words.plain) else closer
            continue
        closer = _opens_remark(words.plain, span)
        pieces = tuple(piece for cell in _cells(words, span) for piece in _pieces(words, cell))
        if pieces:
            found.append(Paragraph(section, span, pieces))
    return found


def join(plain: str, pieces: Sequence[Span]) -> list[Span]:
    """Join pieces of one line with nothing but stops between them, so that the wording runs on as written.

    A comma or semicolon at the very end is left off.
    """
    joined: list[Span] = []
    for piece in pieces:
        between = plain[joined[-1].end : piece.start] if joined else ""
        if joined and not _APART.search(between) and _is_edge(plain, joined[-1].end, piece.start):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, piece.end))
        else:
            joined.append(piece)
    return [Span(span.start, span.start + len(span.of(plain).rstrip(",; "))) for span in joined]


def _lines(words: Words, start: int, end: int) -> Iterator[Span]:
    """Yield the lines that are not blank; those that one TARGET fills (a cell with items) are one."""
    plain = words.plain
    while start < end:
        stop = _line_end(plain, start, end)
        while (reach := min(words.reach(start, stop), end)) > stop:
            stop = _line_end(plain, reach, end)
        if plain[start:stop].strip():
            yield Span(start, stop)
        start = stop + 1


def _line_end(plain: str, start: int, end: int) -> int:
    stop = plain.find("\n", start, end)
    return stop if stop >= 0 else end


def _cells(words: Words, line: Span) -> Iterator[Span]:
    """Yield the cells that hold a TARGET of a line that is a row of a table, any other line as a whole."""
    borders = [line.start - 1, *(hit.start() for hit in _BORDER.finditer(words.plain, *line)), line.end]
    cells = [Span(before + 1, border) for before, border in pairwise(borders)]
    held = [cell for cell in cells if words.has_target(*cell)]
    yield from held if held and len(cells) >= _FEWEST_CELLS else [line]


def _pieces(words: Words, line: Span) -> Iterator[Span]:
    """Cut a line into sentences, these at semicolons, and leave out the remarks."""
    plain = words.plain
    for sentence in sentence_spans(plain, *line):
        for start, end in _parts(words, *sentence):
            piece = _without_remark(words, start, end)
            if piece.width and (words.has_target(start, end) or not pattern("label").match(plain, piece.start)):
                yield piece


def _parts(words: Words, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a sentence behind each semicolon that stands in no bracket, and where another agency goes on (甲…,乙…)."""
    plain = words.plain
    begin = start
    for (_, stop), following in pairwise([*clause_spans(plain, start, end), (end, end)]):
        mark = plain[stop : stop + 1]
        if stop + 1 < end and (mark == ";" or (mark == "," and _turns(words, Span(begin, stop), Span(*following)))):
            yield begin, stop + 1
            begin = stop + 1
    yield begin, end


def _turns(words: Words, before: Span, clause: Span) -> bool:
    """Say whether an agency opens a clause with a TARGET, not to help or check, and another had one before it."""
    opens = words.has_agency(clause.start, clause.start + 1) and not _HELPS.search(words.plain, *clause)
    return opens and all(words.has_target(*span) and words.has_agency(*span) for span in (before, clause))


def _without_remark(words: Words, start: int, end: int) -> Span:
    """Take off brackets at the end that say who is responsible, and blanks and stops at the start."""
    plain = words.plain
    for opener, closer in reversed(top_level(plain, start, end)):
        if plain[opener] not in _OPENERS or not _is_edge(plain, closer + 1, end):
            break
        if not (pattern("label").match(plain, opener) or words.has_agency(opener, closer)):
            break
        end = opener
    while start < end and plain[start] in _LEFT:
        start += 1
    return Span(start, start + len(plain[start:end].rstrip()))


def _opens_remark(plain: str, line: Span) -> str:
    """Return what closes the bracket that a line ends in where that says who is responsible, else ""."""
    opener = max(plain.rfind(sign, *line) for sign in _OPENERS)
    closer = _CLOSERS[plain[opener]] if opener >= 0 else ""
    return closer if closer and closer not in plain[opener : line.end] and pattern("label").match(plain, opener) else ""


def _is_edge(plain: str, start: int, end: int) -> bool:
    return _EDGE.fullmatch(plain, start, end) is not None
