"""Web pages: the visible text of the whole page; what is not the document is noise."""

import re
from dataclasses import replace
from typing import NamedTuple

from lxml.etree import ParserError
from lxml.html import HtmlElement

from extractor.lang.fold import fold
from extractor.read.article import Choice, choose
from extractor.read.frame import metadata_lines, settle, squeeze
from extractor.read.page import Line, Page, parse, show
from extractor.read.script import count, embedded
from extractor.read.text import EDGE, strip
from extractor.types import Block, BlockKind, Issue, Place, Span

_PARTS = re.compile(r"[|_]|--+|\s[-—]+\s|-(?=[^-]*$)")
_SITE = re.compile(r"(?:网|网站|政府|[委局厅部院办]|办公室|委员会|平台|首页|频道|专栏)$|^首页")


class Visible(NamedTuple):
    """The visible text of a page, its folded form, its blocks, and what could not be kept."""

    text: str
    plain: str
    blocks: list[Block]
    issues: list[Issue]


class _View(NamedTuple):
    page: Page
    plains: list[str]
    choice: Choice


class _Piece(NamedTuple):
    """A stretch of the visible text that becomes one block; `before` separates it from the last."""

    before: str
    text: str
    kind: BlockKind
    place: Place
    rows: int = 1
    columns: int = 1


def split(source: str, dig: bool = True) -> Visible:
    """Read a page from its decoded source; a page without visible text gives empty values.

    `dig` also looks into scripts where the page shows little.
    """
    try:
        root, whole = parse(source)
    except ParserError:
        return Visible("", "", [], [])
    view = _best_view(root)
    inner = embedded(source, _shown(view)) if dig else None
    if inner is not None:
        return _from_script(split(inner, dig=False))
    if view is None:
        return Visible("", "", [], [])
    text, spans = _join(pieces := _pieces(view))
    plain = fold(text)
    blocks = [
        Block(Span(*strip(plain, *span)), piece.kind, piece.place, piece.rows, piece.columns)
        for piece, span in zip(pieces, spans, strict=True)
    ]
    return Visible(text, plain, _numbered(blocks), _issues(whole, view.choice))


def _shown(view: _View | None) -> int:
    """Return how many Chinese characters a page shows as its document."""
    kept = zip(view.plains, view.choice.content, strict=True) if view else ()
    return sum(count(plain) for plain, content in kept if content)


def _from_script(page: Visible) -> Visible:
    """Return a page that came out of a script: its lines are none of the file's."""
    blocks = [replace(block, place=replace(block.place, line=None)) for block in page.blocks]
    message = "网页直接显示的文字很少，正文取自网页脚本里的数据；请核对是否完整"
    return Visible(page.text, page.plain, blocks, [*page.issues, Issue("read", "script", message)])


def _best_view(root: HtmlElement) -> _View | None:
    """Return the page as shown; with what its style hides, if that alone holds the article."""
    view = _view(root, hidden=False)
    shown = sum(len(plain) for plain, kept in zip(view.plains, view.choice.content, strict=True) if kept) if view else 0
    if view and view.choice.found and view.page.hidden <= shown:
        return view
    whole = _view(root, hidden=True)
    return whole if whole and (view is None or whole.choice.found) else view


def _view(root: HtmlElement, hidden: bool) -> _View | None:
    page = show(root, hidden)
    plains = [fold(line.text).strip(EDGE) for line in page.lines]
    return _View(page, plains, choose(page, plains)) if any(plains) else None


def _pieces(view: _View) -> list[_Piece]:
    page, plains, choice = view
    metadata = metadata_lines(page, plains, choice)
    name = _name(page.title)
    content = settle(page, plains, choice, name)
    pieces = [
        _piece(line, _kind(line, content[at] or at in metadata, at in metadata))
        for at, line in enumerate(page.lines)
        if plains[at]
    ]
    if name and squeeze(name) not in squeeze("".join(plains)):
        pieces.insert(0, _Piece("\n", page.title, "noise", Place()))
    return pieces


def _name(title: str) -> str:
    """Return the folded title of a page without the names of site and column."""
    parts = [part.strip() for part in _PARTS.split(fold(title))]
    return max((part for part in parts if not _SITE.search(part)), key=len, default="") or max(parts, key=len)


def _kind(line: Line, kept: bool, metadata: bool) -> BlockKind:
    if not kept:
        return "noise"
    return "cell" if line.cell and not metadata else "text"


def _piece(line: Line, kind: BlockKind) -> _Piece:
    if line.cell is None:
        return _Piece(line.before, line.text, kind, Place(line=line.source_line))
    table, row, column, rows, columns = line.cell
    place = Place(line=line.source_line, table=table, row=row, column=column)
    return _Piece(line.before, line.text, kind, place, rows, columns)


def _join(pieces: list[_Piece]) -> tuple[str, list[tuple[int, int]]]:
    texts: list[str] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for piece in pieces:
        before = piece.before if texts else ""
        spans.append((at + len(before), at + len(before) + len(piece.text)))
        texts.append(before + piece.text)
        at = spans[-1][1]
    return "".join(texts), spans


def _numbered(blocks: list[Block]) -> list[Block]:
    """Number the paragraphs; cells of data tables have their row and column instead."""
    numbered, paragraph = [], 0
    for block in blocks:
        if block.kind != "cell":
            paragraph += 1
            block = replace(block, place=replace(block.place, paragraph=paragraph))  # noqa: PLW2901
        numbered.append(block)
    return numbered


def _issues(whole: bool, choice: Choice) -> list[Issue]:
    issues = []
    if not whole:
        message = "网页标签嵌套过深，已按纯文字读取，表格和正文的范围可能不准；请核对，或另存为文本（txt）后重试"
        issues.append(Issue("read", "markup", message))
    if not choice.found and any(choice.dull):
        message = "没有找到网页的正文，除链接和套话外全部当作正文；请核对网页是否完整"
        issues.append(Issue("read", "article", message))
    return issues
