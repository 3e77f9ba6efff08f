"""The same text in every format an office would send it in."""

import csv
import json
import zipfile
from collections.abc import Callable, Iterable
from html import escape
from io import BytesIO, StringIO
from typing import Any

from eval.roundtrip.press import HEIGHT, Press, number_pages, policy, width
from extractor.types import Policy

COLUMN = "正文"
POINT = 25.4 / 72
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_DEEPEST = 9


def lines_of(text: str) -> list[str]:
    """Return the paragraphs of a text without the blanks around them."""
    return [line for line in (line.strip(" \u3000\t\ufeff") for line in text.splitlines()) if line]


def docx(text: str, policies: Iterable[Policy]) -> bytes:
    """Return a Word file, a line a paragraph; what is a heading by itself has the style of one."""
    from docx import Document  # noqa: PLC0415 (a development dependency)

    levels = {
        section.heading.of(text).strip(): section.level
        for policy in policies
        for section in policy.sections
        if section.heading
    }
    document = Document()
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    for line in lines_of(text):
        if line in levels:
            document.add_heading(line, min(levels[line], _DEEPEST))
        else:
            document.add_paragraph(line)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf(text: str, _: Iterable[Policy]) -> bytes:
    """Return a PDF as it is printed, with page numbers."""
    return policy(text)


def html(text: str, _: Iterable[Policy]) -> bytes:
    """Return a page of a government site, with what stands around the article there."""
    title, *lines = lines_of(text)
    body = "".join(f"<p style='text-indent:2em'>{escape(line)}</p>\n" for line in lines)
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{escape(title[:40])}</title></head><body>"
        "<div class='nav'><a href='/'>首页</a> <a href='/zc'>政策文件</a> <a href='/hd'>互动交流</a></div>"
        f"<div class='article'><p style='text-align:center'>{escape(title)}</p>\n{body}</div>"
        "<div class='footer'><a href='/map'>网站地图</a><p>版权所有 备案编号：沪ICP备00000000号</p></div></body></html>"
    ).encode()


class _OfdCanvas:
    """Draws as ReportLab's canvas does, into the pages of an OFD file."""

    def __init__(self) -> None:
        self.pages: list[list[str]] = [[]]
        self._size = 0.0

    def setFont(self, _: str, size: float) -> None:  # noqa: N802 (ReportLab's name)
        self._size = size * POINT

    def drawString(self, x: float, y: float, text: str) -> None:  # noqa: N802
        size, left, top = self._size, x * POINT, (HEIGHT - y) * POINT - self._size
        steps = " ".join(f"{width(char, size):.3f}" for char in text[:-1])
        self.pages[-1].append(
            f'<ofd:TextObject ID="1" Boundary="{left:.3f} {top:.3f} 200 {size:.3f}" Font="1" Size="{size:.3f}">'
            f'<ofd:TextCode X="0" Y="{size:.3f}" DeltaX="{steps}">{escape(text)}</ofd:TextCode></ofd:TextObject>'
        )

    def showPage(self) -> None:  # noqa: N802
        self.pages.append([])

    def save(self) -> None:
        """Do nothing more: the pages are taken as they are."""


def ofd(text: str, _: Iterable[Policy]) -> bytes:
    """Return an OFD file, set as the PDF is."""
    canvas = _OfdCanvas()
    policy(text, Press(number_pages, canvas))
    listed = "".join(f'<ofd:Page ID="{at}" BaseLoc="P{at}.xml"/>' for at in range(len(canvas.pages)))
    members = {
        "OFD.xml": f"<ofd:OFD {_OFD}><ofd:DocBody><ofd:DocRoot>D/D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "D/D.xml": f"<ofd:Document {_OFD}><ofd:CommonData/><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for at, objects in enumerate(canvas.pages):
        members[f"D/P{at}.xml"] = (
            f"<ofd:Page {_OFD}><ofd:Content><ofd:Layer ID='1'>{''.join(objects)}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return zipped(members)


def zipped(members: dict[str, str]) -> bytes:
    """Return a ZIP of members by name, such as office files are."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return stream.getvalue()


def xlsx(texts: Iterable[tuple[str, str]]) -> bytes:
    """Return a workbook, a text a row."""
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook()
    sheet: Any = book.active
    for row in (("编号", COLUMN), *texts):
        sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def comma(texts: Iterable[tuple[str, str]]) -> bytes:
    """Return a CSV file as Excel in China writes it, a text a row."""
    stream = StringIO()
    csv.writer(stream).writerows((("编号", COLUMN), *texts))
    return stream.getvalue().encode("gb18030")


def jsonl(texts: Iterable[tuple[str, str]]) -> bytes:
    """Return a JSON Lines file, a text a line."""
    return "\n".join(json.dumps({"编号": name, COLUMN: text}, ensure_ascii=False) for name, text in texts).encode()


DOCUMENTS: dict[str, Callable[[str, Iterable[Policy]], bytes]] = {"docx": docx, "pdf": pdf, "html": html, "ofd": ofd}
TABLES: dict[str, Callable[[Iterable[tuple[str, str]]], bytes]] = {"xlsx": xlsx, "csv": comma, "jsonl": jsonl}
