"""Markdown: the text stays as it is, blocks leave out the marks at their edges."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from extractor.read.noise import is_noise
from extractor.read.text import lines, strip
from extractor.types import Block, BlockKind, Place, Span

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*(\w*)[^`\n]*")
_PROSE = frozenset(("markdown", "md", "text", "txt"))
_DELIMITER = re.compile(r"\|?[ \t]*:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?")
_RULE = re.compile(r"(?:[-*_=#][ \t]?)++")
_MARKUP = re.compile(r"!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)|(?:</?[a-z][^<>\n]{0,200}>[ \t]*){1,9}", re.I)
_LEAD = re.compile(r"(?:[ \t]*(?:>|#{1,6}(?=[ \t])|[-*+](?=[ \t])(?:[ \t]+\[[ xX]\](?=[ \t]))?))*[ \t]*")
_BREAK = re.compile(r"<br */?>", re.I)
_TRAIL = re.compile(r"[ \t]+#+[ \t]*$|\\$")
_EMPHASIS = ("***", "___", "**", "__", "~~", "*", "_", "`")
EDGE = 200
LONGEST_DELIMITER = 2000
LONGEST_MARKUP = 2000


class _Line(NamedTuple):
    number: int
    start: int
    end: int


class _Row(NamedTuple):
    """A line's place in a table; the delimiter line under the header is row 0."""

    table: int
    row: int


def split(plain: str) -> list[Block]:
    """Return the blocks of folded Markdown: lines and table cells; comments and code are noise."""
    every = [_Line(*line) for line in lines(plain)]
    comments = list(_comments(plain))
    code = _code(plain, every)
    rows = _rows(plain, every, code)
    blocks: list[Block] = []
    at = paragraph = 0
    for line in every:
        while at < len(comments) and comments[at].end <= line.start:
            at += 1
        for piece, comment in _pieces(line, comments, at):
            for block in _blocks(plain, line.number, piece, rows.get(line.number), comment or line.number in code):
                paragraph += block.kind != "cell"
                blocks.append(block if block.kind == "cell" else _numbered(block, paragraph))
    return blocks


def _numbered(block: Block, paragraph: int) -> Block:
    return replace(block, place=Place(paragraph=paragraph, line=block.place.line))


def _comments(plain: str) -> Iterator[Span]:
    """Yield the HTML comments that close; one that never closes is text."""
    start = plain.find("<!--")
    while start >= 0:
        end = plain.find("-->", start + 4)
        if end < 0:
            return
        yield Span(start, end + 3)
        start = plain.find("<!--", end + 3)


def _pieces(line: _Line, comments: list[Span], at: int) -> Iterator[tuple[Span, bool]]:
    """Cut a line at the comments from index `at` on; the flag marks a comment."""
    start = line.start
    while at < len(comments) and comments[at].start < line.end:
        opens, closes = max(start, comments[at].start), min(line.end, comments[at].end)
        yield Span(start, opens), False
        yield Span(opens, closes), True
        start, at = closes, at + 1
    yield Span(start, line.end), False


def _blocks(plain: str, number: int, piece: Span, row: _Row | None, noise: bool) -> Iterator[Block]:
    span = Span(*strip(plain, *piece))
    place = Place(line=number)
    if not span.width:
        return
    if noise or _is_markup(plain, span) or (row and not row.row):
        yield Block(span, "noise", place)
    elif row:
        yield from _cells(plain, span, Place(line=number, table=row.table, row=row.row))
    else:
        inner = _inner(plain, span)
        if inner.width:
            kind: BlockKind = "noise" if is_noise(_bare(inner.of(plain))) else "text"
            yield Block(inner, kind, place, level=_level(plain, span.start, inner.start))


def _level(plain: str, start: int, end: int) -> int | None:
    """Return how many # stand between the beginning of a line and its text, None where there are none."""
    return plain.count("#", start, end) or None


def _is_markup(plain: str, span: Span) -> bool:
    """Say whether a line is only a rule, an image or tags."""
    if _RULE.fullmatch(plain, *span):
        return True
    return span.width <= LONGEST_MARKUP and _MARKUP.fullmatch(plain, *span) is not None


def _bare(line: str) -> str:
    """Take the emphasis marks out of a short line, so that noise patterns read its words."""
    return line.replace("**", "").replace("`", "") if len(line) <= 2 * EDGE else line


def _inner(plain: str, span: Span) -> Span:
    """Leave out the marks at the edges of a line: # > - * and emphasis that closes."""
    lead = _LEAD.match(plain, span.start, min(span.end, span.start + EDGE))
    start = lead.end() if lead else span.start
    trail = _TRAIL.search(plain, max(start, span.end - EDGE), span.end)
    end = trail.start() if trail else span.end
    return _unmark(plain, *strip(plain, start, max(start, end)))


def _unmark(plain: str, start: int, end: int) -> Span:
    """Leave out emphasis marks at the edges that have their partner in the range."""
    for mark in _EMPHASIS:
        opens, closes = _opens(plain, start, end, mark), _closes(plain, start, end, mark)
        paired = plain.count(mark, start, end) % 2 == 0
        if opens and plain.find(mark, start + len(mark), end) >= 0:
            start += len(mark)
        if closes and paired:
            end -= len(mark)
    return Span(*strip(plain, start, end))


def _opens(plain: str, start: int, end: int, mark: str) -> bool:
    follows = plain[start + len(mark) : min(end, start + len(mark) + 1)]
    return plain.startswith(mark, start, end) and follows not in ("", " ", mark[0])


def _closes(plain: str, start: int, end: int, mark: str) -> bool:
    leads = plain[max(start, end - len(mark) - 1) : max(start, end - len(mark))]
    return plain.endswith(mark, start, end) and leads not in ("", " ", mark[0])


def _code(plain: str, every: list[_Line]) -> set[int]:
    """Return the numbers of lines in code fences; prose in a fence loses only the fence lines."""
    code: set[int] = set()
    opened: _Line | None = None
    mark, info = "", ""
    for line in every:
        match = _FENCE.fullmatch(plain, line.start, line.end) if line.end - line.start <= EDGE else None
        if match and opened is None:
            opened, mark, info = line, match.group(1), match.group(2).lower()
        elif match and opened and match.group(1).startswith(mark) and not match.group(2):
            prose = info in _PROSE or line.start - opened.end > len(plain) // 2
            code.update((opened.number, line.number) if prose else range(opened.number, line.number + 1))
            opened = None
    return code


def _rows(plain: str, every: list[_Line], code: set[int]) -> dict[int, _Row]:
    """Return the lines of tables by line number."""
    rows: dict[int, _Row] = {}
    table = 0
    for index in range(1, len(every)):
        line, above = every[index], every[index - 1]
        if line.number in rows or line.number in code or not _is_delimiter(plain, line):
            continue
        if plain.find("|", above.start, above.end) < 0:
            continue
        table += 1
        rows[above.number], rows[line.number] = _Row(table, 1), _Row(table, 0)
        for row, at in enumerate(range(index + 1, len(every)), 2):
            below = every[at]
            if plain.find("|", below.start, below.end) < 0 or below.number in code:
                break
            rows[below.number] = _Row(table, row)
    return rows


def _is_delimiter(plain: str, line: _Line) -> bool:
    if line.end - line.start > LONGEST_DELIMITER or plain.find("|", line.start, line.end) < 0:
        return False
    return _DELIMITER.fullmatch(plain, *strip(plain, line.start, line.end)) is not None


def _cells(plain: str, span: Span, place: Place) -> Iterator[Block]:
    """Yield the cells of a table row that are not blank; columns count from 1."""
    start = at = span.start + plain.startswith("|", span.start)
    column = 1
    while at <= span.end:
        at = plain.find("|", at, span.end)
        at = span.end if at < 0 else at
        if at < span.end and plain[at - 1] == "\\":
            at += 1
            continue
        for line in _split_cell(plain, start, at):
            inner = _unmark(plain, *strip(plain, *line))
            if inner.width:
                yield Block(inner, "cell", replace(place, column=column))
        column, start, at = column + 1, at + 1, at + 1


def _split_cell(plain: str, start: int, end: int) -> Iterator[Span]:
    for hit in _BREAK.finditer(plain, start, end):
        yield Span(start, hit.start())
        start = hit.end()
    yield Span(start, end)
