"""OFD (GB/T 33190): the characters and rules of its pages from their XML, put together as those of a PDF are."""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import _Element

from extractor.errors import EmptyError, LimitError
from extractor.lang.fold import fold
from extractor.read.content import Content, Raw, within
from extractor.read.detect import get_format
from extractor.read.ofd_objects import Area, Glyph, area, glyphs_of
from extractor.read.ofd_rules import rules_of
from extractor.read.package import Package
from extractor.read.pdf.chars import main_turn
from extractor.read.pdf.furniture import Face, furniture
from extractor.read.pdf.lines import Line, segments
from extractor.read.pdf.lines import join as join_row
from extractor.read.pdf.pieces import join, pieces
from extractor.read.pdf.sheet import Sheet, clock, compose_in_time, late_issues, named
from extractor.types import Issue

_ROOT = "OFD.xml"


class _Document(NamedTuple):
    """A document of a package: its part's name, its templates by their IDs, those that were read, its usual area."""

    name: str
    templates: dict[str, str]
    used: set[str]
    area: str | None


class _Page(NamedTuple):
    """A page; `again` are lines of a template that was read before."""

    sheet: Sheet
    again: list[Line]
    has_image: bool


class _Drawings(NamedTuple):
    """What draws a page: itself and templates that are new, and templates that were read before."""

    new: list[_Element]
    again: list[_Element]


def read(raw: Raw) -> Content:
    """Read the text of all pages; text of a template counts once. Raises EmptyError, FormatError, LimitError."""
    reader = _Reader(raw)
    pages = list(reader.pages())
    sheets = [page.sheet._replace(marks=(*page.sheet.marks, *page.again)) for page in pages]
    left_out = furniture([Face(page.sheet.lines, page.sheet.size[1]) for page in pages])
    left_out.update(line for page in pages for line in page.again)
    text, blocks = join(pieces(sheets, left_out))
    scanned = [page.sheet.number for page in pages if page.has_image and not (page.sheet.items or page.again)]
    if all(block.kind == "noise" for block in blocks):
        if not scanned and (reader.package.issues or not (pages or reader.missing)):
            raise reader.package.damaged("页面")
        raise EmptyError(f"文件 {raw.path} {_why_empty(scanned, reader.missing, bool(blocks))}")
    issues = (*reader.package.issues, *_issues(scanned, reader.missing), *late_issues(sheets))
    return Content(text, fold(text), within(blocks, raw), get_format("ofd").media_type, None, issues)


def _why_empty(scanned: list[int], missing: list[int], has_noise: bool) -> str:
    if scanned:
        return "只有图片（扫描件），要先做文字识别（OCR）"
    if missing:
        return f"没有读出文字：{named(missing)}缺失；请重新获取文件"
    what = "只有水印、页眉或页码，没有正文" if has_noise else "没有文字"
    return f"{what}；请确认文件是否选错"


def _issues(scanned: list[int], missing: list[int]) -> Iterator[Issue]:
    if scanned:
        yield Issue("read", "scanned", f"{named(scanned)}只有图片，没有读出文字；请先做文字识别（OCR）")
    if missing:
        yield Issue("read", "page", f"{named(missing)}缺失（目录里有，文件里没有），没有读出；请重新获取文件")


class _Reader:
    """Reads the pages of one file in order; `missing` are the numbers of those that are listed but not there."""

    def __init__(self, raw: Raw) -> None:
        self.package = Package(raw)
        self.missing: list[int] = []
        self._raw = raw
        self._left = raw.limits.max_characters

    def pages(self) -> Iterator[_Page]:
        """Yield every page with what its templates draw on it."""
        count, most = 0, self._raw.limits.max_pages
        for root in _texts(self.package.require(_ROOT), "DocRoot"):
            document = self._document(root.lstrip("/"))
            for node in self.package.require(document.name).iterfind("{*}Pages/{*}Page"):
                count += 1
                if count > most:
                    raise LimitError(f"文件 {self._raw.path} 超过页数上限 {most}；请拆成几个文件，或加大 --max-pages")
                drawings, name = self._drawings(document, node.get("BaseLoc", ""))
                if drawings is not None:
                    yield self._page(drawings, document.area, count)
                elif not self.package.holds(name):
                    self.missing.append(count)

    def _document(self, name: str) -> _Document:
        root = self.package.require(name)
        templates = {node.get("ID", ""): node.get("BaseLoc", "") for node in root.iter("{*}TemplatePage")}
        return _Document(name, templates, set(), root.findtext("{*}CommonData/{*}PageArea/{*}PhysicalBox"))

    def _drawings(self, document: _Document, location: str) -> tuple[_Drawings | None, str]:
        """Return what draws a page, None when its part is not there; and the part's name."""
        part = _resolve(document.name, location)
        content = self.package.optional(part)
        if content is None:
            return None, part
        drawings = _Drawings([content], [])
        for name in dict.fromkeys(call.get("TemplateID", "") for call in content.iterfind("{*}Template")):
            place = document.templates.get(name)
            template = self.package.optional(_resolve(document.name, place)) if place else None
            if template is not None:
                (drawings.again if name in document.used else drawings.new).append(template)
                document.used.add(name)
        return drawings, part

    def _page(self, drawings: _Drawings, usual_area: str | None, number: int) -> _Page:
        late = clock(self._raw.limits.max_page_seconds)
        here = area(drawings.new[0], usual_area)
        new, again = (self._glyphs(roots, here, number) for roots in drawings)
        view = here.view(main_turn(glyph.turns for glyph in (*new, *again)) or 0)
        roots = [*drawings.new, *drawings.again]
        rules = rules_of(roots, here.corner, view, late)
        sheet = compose_in_time(number, view.size, [glyph.seen(view) for glyph in new], rules, late)
        has_image = any(root.find(".//{*}ImageObject") is not None for root in roots)
        rows = segments([glyph.seen(view) for glyph in again], number)
        return _Page(sheet, [join_row(row) for row in rows], has_image)

    def _glyphs(self, roots: list[_Element], here: Area, number: int) -> list[Glyph]:
        """Return the characters of some drawings. Raises LimitError for more than are left to read."""
        found: list[Glyph] = []
        for root in roots:
            new = list(glyphs_of(root, here.corner, self._left + 1))
            found += new
            self._left -= len(new)
            if self._left < 0:
                raise LimitError(
                    f"文件 {self._raw.path} 超过字数上限 {self._raw.limits.max_characters} 字（到第 {number} 页）；"
                    "请拆成几个文件，或加大 --max-characters"
                )
        return found


def _texts(root: _Element, name: str) -> list[str]:
    return [(node.text or "").strip() for node in root.iter(f"{{*}}{name}") if (node.text or "").strip()]


def _resolve(document: str, location: str) -> str:
    """Return the package's name of a location that is relative to the document's folder, or rooted."""
    if location.startswith("/"):
        return posixpath.normpath(location).lstrip("/")
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(document), location)).lstrip("/")
