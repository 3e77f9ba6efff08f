"""The text of a Word document in reading order: paragraphs, cells of tables, text boxes, footnotes.

What tracked changes delete is left out, what they insert is text; hidden text and field codes are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from lxml.etree import _Element

from extractor.errors import LimitError
from extractor.read.content import Raw
from extractor.read.numbering import Numbering
from extractor.read.word_names import MC, M, W, child_value, is_on
from extractor.read.word_styles import Style, Styles, heading_level, list_of
from extractor.read.word_tables import Cell, is_data, layout

_NAMES_GONE = (
    *("del", "moveFrom", "delText", "instrText", "delInstrText", "fldData", "rt"),
    *("rPr", "pPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr"),
)
_GONE = frozenset(f"{W}{name}" for name in _NAMES_GONE)
_LITERAL = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_SPACES = re.compile(r"[\t\r\n]+")
_TEXT = (f"{W}t", f"{M}t")
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_PAGE_BREAKS = ("page", "column")


class Piece(NamedTuple):
    """One line of the text. `before` separates it from the piece above, `paragraph` counts from 1 in the file.

    `level` is that of a heading style, 1 for the outermost; `contents` marks a table of contents.
    """

    text: str
    before: str
    paragraph: int
    level: int | None = None
    cell: Cell | None = None
    contents: bool = False


@dataclass(frozen=True, slots=True)
class _Where:
    cell: Cell | None = None
    contents: bool = False


@dataclass(slots=True)
class _Inline:
    """What one paragraph holds: its text, the text boxes and notes that hang on it."""

    text: list[str]
    boxes: list[_Element]
    notes: list[tuple[str, str]]


class Story:
    """Reads the body of a document once; `notes` maps (kind, id) to footnotes and endnotes.

    More pieces, blank ones included, or cells than the limits allow raise LimitError.
    """

    def __init__(self, styles: Styles, numbering: Numbering, notes: dict[tuple[str, str], _Element], raw: Raw) -> None:
        self.pieces: list[Piece] = []
        self._styles, self._numbering, self._notes, self._raw = styles, numbering, dict(notes), raw
        self._tables = self._paragraphs = self._cells = 0
        self._waiting: list[_Element] = []
        self._carried = ""
        self._before = "\n"

    def read(self, body: _Element) -> list[Piece]:
        """Return the pieces of the body in reading order; a note stands behind the paragraph or table it hangs on."""
        self._blocks(body, _Where())
        self._end(_Where())
        return self.pieces

    def _blocks(self, node: _Element, where: _Where) -> None:
        for child in _children(node):
            if child.tag == f"{W}p":
                self._paragraph(child, where)
            elif child.tag == f"{W}tbl":
                self._table(child, where)
            elif child.tag == f"{W}sdt" and _is_contents(child):
                self._blocks(child, replace(where, contents=True))
            else:
                self._blocks(child, where)

    def _paragraph(self, node: _Element, where: _Where) -> None:
        inline = _Inline([], [], [])
        _collect(node, inline)
        properties = node.find(f"{W}pPr")
        text, mark = "".join(inline.text), None if properties is None else properties.find(f"{W}rPr")
        if is_on(mark, "del") or is_on(mark, "moveFrom"):
            self._carried += text
        else:
            style = self._style(properties)
            text, self._carried = self._carried + text, ""
            self._emit(self._number(style, text), style, where)
        for box in inline.boxes:
            self._blocks(box, where)
        self._waiting += [self._notes.pop(key) for key in inline.notes if key in self._notes]
        self._end_notes(where)

    def _end(self, where: _Where) -> None:
        """Close a cell or the body: a paragraph whose mark is deleted has none behind it to join."""
        text, self._carried = self._carried, ""
        if text:
            self._emit(text, Style(), where)

    def _end_notes(self, where: _Where) -> None:
        if where.cell is None and self._waiting:
            waiting, self._waiting = self._waiting, []
            for note in waiting:
                self._blocks(note, where)

    def _style(self, properties: _Element | None) -> Style:
        style = self._styles.get(None if properties is None else child_value(properties, "pStyle"))
        level, (number_id, depth) = heading_level(properties), list_of(properties)
        if level is not None:
            style = style._replace(level=level or None)
        if number_id is not None:
            style = style._replace(number_id=number_id, depth=depth or 0)
        elif depth is not None:
            style = style._replace(depth=depth)
        return style

    def _number(self, style: Style, text: str) -> str:
        """Put its automatic number before a text; an empty paragraph counts and shows nothing."""
        if style.number_id in (None, "0"):
            return text
        number_id = style.number_id or ""
        depth = self._numbering.depth(number_id, style.number_style) if style.depth is None else style.depth
        label = self._numbering.label(number_id, depth)
        return label + text.lstrip(" \t\u3000") if label and text.strip() else text

    def _emit(self, text: str, style: Style, where: _Where) -> None:
        visible = bool(text.strip())
        if where.cell and not visible:
            return
        if visible and not where.cell:
            self._paragraphs += 1
        level = None if where.cell or not visible else style.level
        for line in text.split("\n"):
            contents = where.contents or style.contents
            self.pieces.append(Piece(line, self._before, self._paragraphs, level, where.cell, contents))
            self._before = "\n"
        self._check(len(self.pieces), self._raw.limits.max_blocks, "段（含空段）")

    def _table(self, node: _Element, where: _Where) -> None:
        rows = layout(node)
        data = is_data(rows)
        self._tables += data
        table = self._tables
        for number, row in enumerate(rows, 1):
            self._before, first = "\n", len(self.pieces)
            self._cells += len(row)
            self._check(self._cells, self._raw.limits.max_cells, "个单元格")
            for slot in row:
                inside = replace(where, cell=slot.at(table, number)) if data else where
                if data and len(self.pieces) > first:
                    self._before = "\t"
                self._blocks(slot.node, inside)
                self._end(inside)
        self._before = "\n"
        self._end_notes(where)

    def _check(self, count: int, most: int, unit: str) -> None:
        if count > most:
            flag = "--max-cells" if unit == "个单元格" else "--max-blocks"
            raise LimitError(f"文件 {self._raw.path} 超过上限 {most} {unit}；请拆成几个文件，或加大 {flag}")


def _children(node: _Element) -> Iterator[_Element]:
    """Yield what a reader sees of a node's children: nothing deleted, one of several alternatives."""
    for child in node.iterchildren("*"):
        if child.tag == f"{MC}AlternateContent":
            yield from _alternative(child)
        elif child.tag not in _GONE:
            yield child


def _alternative(node: _Element) -> list[_Element]:
    """Return the first alternative that has text, else the first."""
    every = list(node.iterchildren(f"{MC}Choice", f"{MC}Fallback"))
    return next(([one] for one in every if next(one.iter(f"{W}t"), None) is not None), every[:1])


def _collect(node: _Element, inline: _Inline) -> None:
    for child in _children(node):
        tag = child.tag
        if tag in _TEXT:
            inline.text.append(_SPACES.sub(" ", child.text or ""))
        elif tag in _LITERAL:
            inline.text.append(_LITERAL[tag])
        elif tag == f"{W}br":
            inline.text.append("" if child.get(f"{W}type") in _PAGE_BREAKS else "\n")
        elif tag in _NOTES:
            inline.notes.append((_NOTES[tag], child.get(f"{W}id", "")))
        elif tag == f"{W}txbxContent":
            inline.boxes.append(child)
        elif tag != f"{W}r" or not is_on(child.find(f"{W}rPr"), "vanish"):
            _collect(child, inline)


def _is_contents(node: _Element) -> bool:
    gallery = node.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val", "").lower().startswith("table of contents")
