"""DOCX: a landscape A4 document with a table a part and the appendix 核对, set in official fonts."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, BinaryIO, NamedTuple

from docx import Document
from docx.document import Document as Book
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph
from lxml import etree

from extractor.export.cells import printable
from extractor.export.xlsx import save
from extractor.table.arrange import Part, Table
from extractor.table.columns import cells
from extractor.table.fonts import Face, faces
from extractor.table.review import COLUMNS, TITLE, review

_MARK, _BAND, _HEAD = "FFE699", "F2F2F2", "DCE6F1"
_MIDDLE = frozenset(("number", "lead", "resp", "coop", "deadline", "basis"))
_SIZE, _TITLE_SIZE, _PART_SIZE, _MARGIN = 10.5, 22, 16, 18
_FIELD = '<w:fldSimple {} w:instr="{}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)


class _Line(NamedTuple):
    """A row: one text alone goes over the whole width; `marked` and `middle` are places of cells."""

    texts: Sequence[str]
    marked: frozenset[int] = frozenset()
    middle: frozenset[int] = frozenset()


def write_docx(table: Table, stream: BinaryIO) -> None:
    """Write the document; the same table gives the same bytes."""
    book = Document()
    _set_up(book)
    _name_stand_ins(book)
    _words(book.add_paragraph(), table.title, faces()["title"], _TITLE_SIZE, middle=True)
    for at, part in enumerate(table.parts):
        if part.title:
            _heading(book, part.title, new_page=at > 0)
        columns = table.columns
        _grid(book, [(column.title, column.width) for column in columns], list(_lines(table, part)))
    rows = review(table)
    if rows:
        _heading(book, TITLE, new_page=True)
        _grid(book, COLUMNS, [_Line(texts) for texts in rows])
    save(book, stream)  # type: ignore[arg-type]  # it asks for no more than a method save


def _lines(table: Table, part: Part) -> Iterator[_Line]:
    middle = frozenset(at for at, column in enumerate(table.columns) if column.key in _MIDDLE)
    for group in part.groups:
        if group.title:
            yield _Line((group.title,))
        for task in group.tasks:
            marked = frozenset(at for at, column in enumerate(table.columns) if task.marked(column.key))
            yield _Line(cells(task, table.columns), marked, middle)


def _grid(book: Book, heads: Sequence[tuple[str, int]], lines: Sequence[_Line]) -> None:
    grid = book.add_table(rows=len(lines) + 1, cols=len(heads))
    grid.style = "Table Grid"
    grid.autofit = False
    rows = list(grid.rows)
    _repeat(rows[0])
    widths = _widths(book, [width for _, width in heads])
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for cell, (title, _), width in zip(rows[0].cells, heads, widths, strict=True):
        cell.width = width
        _shade(cell, _HEAD)
        _words(cell.paragraphs[0], title, faces()["head"], _SIZE, middle=True)
    for row, line in zip(rows[1:], lines, strict=True):
        _fill(row, line, widths)


def _fill(row: _Row, line: _Line, widths: Sequence[Emu]) -> None:
    own = row.cells
    _keep_whole(row)
    if len(line.texts) == 1:
        band = own[0].merge(own[-1])
        _shade(band, _BAND)
        _words(band.paragraphs[0], line.texts[0], faces()["head"], _SIZE)
        return
    for at, (cell, text, width) in enumerate(zip(own, line.texts, widths, strict=True)):
        cell.width = width
        if at in line.marked:
            _shade(cell, _MARK)
        _words(cell.paragraphs[0], text, faces()["body"], _SIZE, middle=at in line.middle)


def _widths(book: Book, shares: Sequence[int]) -> list[Emu]:
    page = book.sections[0]
    room = (page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)
    return [Emu(room * share // sum(shares)) for share in shares]


def _heading(book: Book, text: str, *, new_page: bool) -> None:
    heading = book.add_paragraph()
    heading.paragraph_format.page_break_before = new_page
    _words(heading, text, faces()["head"], _PART_SIZE)


def _words(paragraph: Paragraph, text: str, face: Face, size: float, *, middle: bool = False) -> None:
    """Set a paragraph to text; line breaks stay in it."""
    if middle:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(printable(text))
    run.font.size = Pt(size)
    run.font.name = face.name
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face.name)


def _shade(cell: _Cell, colour: str) -> None:
    shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>')
    cell._tc.get_or_add_tcPr().append(shade)


def _repeat(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_whole(row: _Row) -> None:
    """Let no page end in the middle of the row."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _set_up(book: Book) -> None:
    page = book.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(_MARGIN)
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for words, field in (("第 ", "PAGE"), (" 页，共 ", "NUMPAGES"), (" 页", "")):
        foot.add_run(words)
        if field:
            foot._p.append(parse_xml(_FIELD.format(nsdecls("w"), field)))
    facts = book.core_properties
    facts.author, facts.comments, facts.title = "zhengce", "", ""
    facts.created = facts.modified = _EPOCH


def _name_stand_ins(book: Book) -> None:
    """Name in the font table which fonts stand in for those that are not installed."""
    parts = (part for part in book.part.package.iter_parts() if str(part.partname) == "/word/fontTable.xml")
    table: Any = next(parts)
    root = parse_xml(table.blob)
    for face in faces().values():
        font = parse_xml(f'<w:font {nsdecls("w")} w:name="{face.name}"/>')
        for tag, value in (("w:altName", ",".join(face.instead)), ("w:charset", "86"), ("w:family", "auto")):
            entry = OxmlElement(tag)
            entry.set(qn("w:val"), value)
            font.append(entry)
        root.append(font)
    table._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
