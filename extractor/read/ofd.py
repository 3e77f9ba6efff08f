"""OFD (GB/T 33190): the text of its pages from their XML, lines put together by where they stand."""

import posixpath
from collections.abc import Iterator

from lxml.etree import _Element

from extractor.errors import EmptyError, LimitError
from extractor.lang.fold import fold
from extractor.read.content import Content, Raw, within
from extractor.read.detect import get_format
from extractor.read.ofd_layout import Line, Paragraph, lines_of, paragraphs, running
from extractor.read.ofd_objects import Piece, corner, pieces
from extractor.read.package import Package
from extractor.types import Block, Issue, Place, Span

_ROOT = "OFD.xml"


def read(raw: Raw) -> Content:
    """Read the text of all pages; text of a template counts once. Raises EmptyError, FormatError, LimitError."""
    package = Package(raw)
    pages: list[list[Line]] = []
    empty: list[int] = []
    for number, (found, has_image) in enumerate(_pages(package, raw), 1):
        pages.append(lines_of(found, number))
        if has_image and not found:
            empty.append(number)
    noise = running(pages)
    text, blocks = _join(paragraphs([line for page in pages for line in page], noise))
    if not blocks:
        cause = "只有图片（扫描件），要先做文字识别（OCR）" if empty else "没有文字；请确认文件是否选错"
        raise EmptyError(f"文件 {raw.path} {cause}")
    issues = (*package.issues, *([_scanned(empty)] if empty else []))
    return Content(text, fold(text), within(blocks, raw), get_format("ofd").media_type, None, issues)


def _scanned(pages: list[int]) -> Issue:
    numbers = "、".join(map(str, pages[:10])) + ("等" if len(pages) > 10 else "")
    return Issue("read", "scanned", f"第 {numbers} 页只有图片，没有读出文字；请先做文字识别（OCR）", severity="partial")


def _pages(package: Package, raw: Raw) -> Iterator[tuple[list[Piece], bool]]:
    """Yield the text objects of every page with those of its templates, and whether it has a picture."""
    count = 0
    for root in _texts(package.require(_ROOT), "DocRoot"):
        name = root.lstrip("/")
        document = package.require(name)
        templates = {one.get("ID", ""): one.get("BaseLoc", "") for one in document.iter("{*}TemplatePage")}
        used: set[str] = set()
        for page in document.iterfind("{*}Pages/{*}Page"):
            count += 1
            if count > raw.limits.max_pages:
                raise LimitError(f"文件 {raw.path} 超过页数上限 {raw.limits.max_pages}；请拆成几个文件再读取")
            yield _page(package, name, page.get("BaseLoc", ""), templates, used)


def _page(
    package: Package, document: str, location: str, templates: dict[str, str], used: set[str]
) -> tuple[list[Piece], bool]:
    content = package.optional(_resolve(document, location))
    if content is None:
        return [], False
    own = [(content, False)]
    for call in content.iterfind("{*}Template"):
        number = call.get("TemplateID", "")
        template = package.optional(_resolve(document, templates[number])) if templates.get(number) else None
        if template is not None:
            own.append((template, number in used))
            used.add(number)
    found = [piece for root, again in own for piece in pieces(root, corner(content), again)]
    has_image = any(root.find(".//{*}ImageObject") is not None for root, _ in own)
    return found, has_image


def _texts(root: _Element, name: str) -> list[str]:
    return [(node.text or "").strip() for node in root.iter(f"{{*}}{name}") if (node.text or "").strip()]


def _resolve(document: str, location: str) -> str:
    """Return the package's name of a location that is relative to the document's folder, or rooted."""
    if location.startswith("/"):
        return posixpath.normpath(location).lstrip("/")
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(document), location)).lstrip("/")


def _join(found: list[Paragraph]) -> tuple[str, list[Block]]:
    texts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for number, paragraph in enumerate(found, 1):
        first = paragraph.lines[0]
        place = Place(paragraph=number, page=first.page, box=_around(paragraph.lines))
        blocks.append(Block(Span(at, at + len(paragraph.text)), "noise" if paragraph.noise else "text", place))
        texts.append(paragraph.text)
        at += len(paragraph.text) + 1
    return "\n".join(texts), blocks


def _around(lines: list[Line]) -> tuple[float, float, float, float]:
    """Return the box around the lines that stand on the page of the first."""
    left, top, right, bottom = zip(*(line.box for line in lines if line.page == lines[0].page), strict=True)
    return round(min(left), 1), round(min(top), 1), round(max(right), 1), round(max(bottom), 1)
