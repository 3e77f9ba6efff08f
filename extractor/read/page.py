"""A web page as visible lines: what a browser shows, block elements on lines of their own."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from lxml.etree import ErrorLevels, iterwalk
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from extractor.read.grid import Cell, Grid

_SPACE = re.compile(r"[ \t\n\r\f]+")
_BREAK = re.compile(r"\r\n|\r|\n")
_WIDE = re.compile(r"[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_INVALID = re.compile(r"[\x00-\x08\x0e-\x1f]|</(?:body|html)\s*>", re.I)
_TAG = re.compile(r"<(/?)([a-z][\w:-]*+)[^<>]*+>", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_KEEPS_SPACE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)


@dataclass(frozen=True, slots=True)
class Line:
    """One visible line. `before` separates it from the line above, `linked` counts its link characters.

    `node` is the innermost block element around it, `cell` its place in a data table.
    """

    text: str
    before: str
    node: HtmlElement
    source_line: int
    linked: int
    cell: Cell | None


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page; `parents` maps each block element, in page order, to the one around it.

    `grids` are its data tables, `hidden` counts the characters that its style keeps from view.
    """

    lines: list[Line]
    parents: dict[HtmlElement, HtmlElement]
    grids: set[HtmlElement]
    title: str
    hidden: int


@cache
def facts() -> dict[str, frozenset[str]]:
    """Return the lists of data/page.toml."""
    data = tomllib.loads(files("extractor.read.data").joinpath("page.toml").read_text("utf-8"))
    return {key: frozenset(value) for key, value in data.items()}


def parse(source: str) -> tuple[HtmlElement, bool]:
    """Return the root of a page and whether its structure could be kept.

    Markup nested deeper than the parser goes loses its structure, never its text.
    Raises lxml.etree.ParserError for a page without any content.
    """
    source = _INVALID.sub(" ", source)  # text behind </body> is shown by browsers, dropped by the parser
    root, whole = _parse(source)
    return (root, True) if whole else (_parse(_flatten(source))[0], False)


def _parse(source: str) -> tuple[HtmlElement, bool]:
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    root = document_fromstring(source.encode(), parser, ensure_head_body=True)
    return root, not any(entry.level == ErrorLevels.FATAL for entry in parser.error_log)


def _flatten(source: str) -> str:
    """Turn the tags of block elements into line breaks, drop the others, and what is not shown."""
    parts: list[str] = []
    at, inside = 0, ""
    for match in _TAG.finditer(source):
        closing, name = bool(match[1]), match[2].lower()
        if not inside:
            parts.append(source[at : match.start()])
            parts.append("<br>" if name in facts()["blocks"] or name == "br" else "")
            inside = name if name in facts()["dropped"] and not closing else ""
        elif closing and name == inside:
            inside = ""
        at = match.end()
    return "".join(parts) + ("" if inside else source[at:])


def show(root: HtmlElement, hidden: bool = False) -> Page:
    """Return the visible lines of a page; `hidden` also shows what its style hides."""
    walker = _Walker(root, hidden)
    lines = list(walker.walk())
    title = _collapse(root.findtext(".//title") or "").strip()
    return Page(lines, walker.parents, walker.grid.tables, title, walker.unseen)


def _collapse(text: str) -> str:
    """Make one space of white space; between two wide characters a line break is none at all."""

    def narrow(match: re.Match[str]) -> str:
        wide = _WIDE.match(text, match.start() - 1) and _WIDE.match(text, match.end())
        return "" if wide and match.start() and "\n" in match[0] else " "

    return _SPACE.sub(narrow, text)


@dataclass(slots=True)
class _Run:
    """The text since the last line edge."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0
    source_line: int = 0
    keeps_space: bool = False


class _Walker:
    """Collects text between the edges of block elements, without recursion."""

    def __init__(self, root: HtmlElement, hidden: bool) -> None:
        self.root, self.hidden = root, hidden
        self.parents: dict[HtmlElement, HtmlElement] = {}
        self.blocks = [root]
        self.grid = Grid(root)
        self.run = _Run()
        self.cell: Cell | None = None
        self.last: Cell | None = None
        self.passed = self.links = self.kept = self.unseen = 0
        self.at = 1

    def walk(self) -> Iterator[Line]:
        walker = iterwalk(self.root, events=("start", "end"))
        for event, node in walker:
            if self._is_dropped(node):
                if event == "start":
                    self.unseen += 0 if node.tag in facts()["dropped"] else len(_SPACE.sub("", node.text_content()))
                    walker.skip_subtree()
                    continue
            elif event == "start":
                yield from self._open(node)
            else:
                yield from self._close(node)
            yield from self._add(node.text if event == "start" else node.tail)
        yield from self._flush()

    def _is_dropped(self, node: HtmlElement) -> bool:
        if node.tag in facts()["dropped"]:
            return True
        return not self.hidden and (node.get("hidden") is not None or bool(_HIDDEN.search(node.get("style", ""))))

    def _open(self, node: HtmlElement) -> Iterator[Line]:
        self.at = max(self.at, node.sourceline or 0)
        if node.tag in facts()["blocks"]:
            yield from self._flush()
            self.parents[node] = self.blocks[-1]
            self.blocks.append(node)
            cell = self.grid.enter(node)
            self.cell = cell or self.cell
            self.passed += cell is not None
        elif node.tag == "br":
            yield from self._flush()
        self.links += _is_link(node)
        self.kept += _keeps_space(node)

    def _close(self, node: HtmlElement) -> Iterator[Line]:
        if node.tag in facts()["blocks"]:
            yield from self._flush()
            self.blocks.pop()
            if self.grid.leave(node):
                self.cell = None
        self.links -= _is_link(node)
        self.kept -= _keeps_space(node)

    def _add(self, text: str | None) -> Iterator[Line]:
        if not text:
            return
        pieces = _BREAK.split(text) if self.kept else [text]
        for index, piece in enumerate(pieces):
            if index:
                yield from self._flush()
                self.at += 1
            self._append(piece)

    def _append(self, piece: str) -> None:
        run, bare = self.run, piece.lstrip()
        if bare and not run.source_line:
            run.source_line = self.at + piece.count("\n", 0, len(piece) - len(bare))
        self.at += piece.count("\n")
        run.parts.append(piece)
        run.linked += len(_SPACE.sub("", bare)) if self.links else 0
        run.keeps_space = run.keeps_space or self.kept > 0

    def _flush(self) -> Iterator[Line]:
        run, self.run = self.run, _Run()
        if not run.source_line:
            return
        raw = "".join(run.parts)
        text = raw if run.keeps_space else _collapse(raw).strip(" ")
        same_row = self.cell and self.last and self.cell[:2] == self.last[:2] and self.passed
        yield Line(
            text, "\t" * self.passed if same_row else "\n", self.blocks[-1], run.source_line, run.linked, self.cell
        )
        self.last, self.passed = self.cell, 0


def _is_link(node: HtmlElement) -> bool:
    return node.tag in facts()["links"] and (node.tag != "a" or node.get("href") is not None)


def _keeps_space(node: HtmlElement) -> bool:
    return node.tag in facts()["preformatted"] or bool(_KEEPS_SPACE.search(node.get("style", "")))
