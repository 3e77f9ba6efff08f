"""OFD (GB/T 33190): the characters and rules of its pages from their XML, put together as those of a PDF are."""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import _Element

from extractor.errors import EmptyError, LimitError
from extractor.lang.fold import fold
from extractor.read.content import Content, Raw, within
from extractor.read.detect import get_format
from extractor.read.ofd_objects import area, chars_of
from extractor.read.ofd_rules import rules_of
from extractor.read.package import Package
from extractor.read.pdf.furniture import Face, furniture
from extractor.read.pdf.lines import Line, segments
from extractor.read.pdf.lines import join as join_row
from extractor.read.pdf.pieces import join, pieces
from extractor.read.pdf.sheet import Sheet, compose
from extractor.types import Issue

_ROOT = "OFD.xml"


class _Document(NamedTuple):
    """A document of a package: its part's name, its templates by their IDs, the area of a usual page."""

    name: str
    templates: dict[str, str]
    area: str | None


class _Page(NamedTuple):
    """A page; `again` are lines of a template that was read before."""

    sheet: Sheet
    again: list[Line]
    has_image: bool


def read(raw: Raw) -> Content:
    """Read the text of all pages; text of a template counts once. Raises EmptyError, FormatError, LimitError."""
    package = Package(raw)
    pages = list(_pages(package, raw))
    sheets = [page.sheet._replace(marks=(*page.sheet.marks, *page.again)) for page in pages]
    left_out = furniture([Face(page.sheet.lines, page.sheet.size[1]) for page in pages])
    left_out.update(line for page in pages for line in page.again)
    text, blocks = join(pieces(sheets, left_out))
    empty = [page.sheet.number for page in pages if page.has_image and not (page.sheet.items or page.again)]
    if not blocks:
        cause = "只有图片（扫描件），要先做文字识别（OCR）" if empty else "没有文字；请确认文件是否选错"
        raise EmptyError(f"文件 {raw.path} {cause}")
    issues = (*package.issues, *([_scanned(empty)] if empty else []))
    return Content(text, fold(text), within(blocks, raw), get_format("ofd").media_type, None, issues)


def _scanned(pages: list[int]) -> Issue:
    numbers = "、".join(map(str, pages[:10])) + ("等" if len(pages) > 10 else "")
    return Issue("read", "scanned", f"第 {numbers} 页只有图片，没有读出文字；请先做文字识别（OCR）", severity="partial")


def _pages(package: Package, raw: Raw) -> Iterator[_Page]:
    """Yield every page with what its templates draw on it."""
    count, left = 0, raw.limits.max_characters
    for root in _texts(package.require(_ROOT), "DocRoot"):
        document = _document(package, root.lstrip("/"))
        used: set[str] = set()
        for node in package.require(document.name).iterfind("{*}Pages/{*}Page"):
            count += 1
            if count > raw.limits.max_pages:
                raise LimitError(
                    f"文件 {raw.path} 超过页数上限 {raw.limits.max_pages}；请拆成几个文件，或加大 --max-pages"
                )
            page = _page(package, document, node.get("BaseLoc", ""), used, count)
            left -= sum(len(line.text) for line in page.sheet.lines)
            if left < 0:
                most = raw.limits.max_characters
                raise LimitError(
                    f"文件 {raw.path} 超过字数上限 {most} 字（到第 {count} 页）；"
                    "请拆成几个文件，或加大 --max-characters"
                )
            yield page


def _document(package: Package, name: str) -> _Document:
    root = package.require(name)
    templates = {node.get("ID", ""): node.get("BaseLoc", "") for node in root.iter("{*}TemplatePage")}
    return _Document(name, templates, root.findtext("{*}CommonData/{*}PageArea/{*}PhysicalBox"))


def _page(package: Package, document: _Document, location: str, used: set[str], number: int) -> _Page:
    content = package.optional(_resolve(document.name, location))
    if content is None:
        return _Page(compose(number, (0.0, 0.0), [], rules_of([], (0.0, 0.0))), [], False)
    roots: list[_Element] = [content]
    known: list[_Element] = []
    for call in content.iterfind("{*}Template"):
        name = call.get("TemplateID", "")
        place = document.templates.get(name)
        template = package.optional(_resolve(document.name, place)) if place else None
        if template is not None:
            (known if name in used else roots).append(template)
            used.add(name)
    here = area(content, document.area)
    chars = [char for root in roots for char in chars_of(root, here.corner)]
    sheet = compose(number, here.size, chars, rules_of([*roots, *known], here.corner))
    again = [char for root in known for char in chars_of(root, here.corner)]
    has_image = any(root.find(".//{*}ImageObject") is not None for root in (*roots, *known))
    return _Page(sheet, [join_row(row) for row in segments(again, number)], has_image)


def _texts(root: _Element, name: str) -> list[str]:
    return [(node.text or "").strip() for node in root.iter(f"{{*}}{name}") if (node.text or "").strip()]


def _resolve(document: str, location: str) -> str:
    """Return the package's name of a location that is relative to the document's folder, or rooted."""
    if location.startswith("/"):
        return posixpath.normpath(location).lstrip("/")
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(document), location)).lstrip("/")
