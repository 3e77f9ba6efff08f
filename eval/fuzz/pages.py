"""Pages to mutate: PDF and OFD with ruled tables and several pages, a web page with its metadata, Markdown."""

import random
import zipfile
from html import escape
from io import BytesIO

from eval.fuzz.prose import TITLE, plan, sentence, tasks

_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_SIZE = 5.6


def pdf(source: random.Random) -> bytes:
    """Return a PDF of some pages with a ruled table, its streams not compressed so that their text is mutated."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 (a development dependency)
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = BytesIO()
    canvas = Canvas(stream, invariant=1, pageCompression=0)
    for number in range(1, source.randint(1, 3) + 1):
        canvas.setFont("STSong-Light", 15)
        for at, line in enumerate(plan(source)):
            canvas.drawString(80, 760 - 28 * at, line[:28])
        rows = tasks(source)
        canvas.grid([80, 120, 320, 420, 510], [400 - 30 * at for at in range(len(rows) + 1)])
        for at, row in enumerate(rows):
            for x, cell in zip((84, 124, 324, 424), row, strict=True):
                canvas.drawString(x, 378 - 30 * at, cell[:12])
        canvas.drawString(280, 40, f"— {number} —")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def ofd(source: random.Random) -> bytes:
    """Return an OFD file of some pages with a template, half of them set sideways, and with vertical text."""
    count = source.randint(1, 3)
    matrix = source.choice(("1 0 0 1 0 0", "0 1 -1 0 0 0"))
    pages = "".join(f'<ofd:Page ID="{at}" BaseLoc="Pages/{at}.xml"/>' for at in range(count))
    members = {
        "OFD.xml": f"<ofd:OFD {_OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
        "</ofd:OFD>",
        "Doc_0/Document.xml": f'<ofd:Document {_OFD}><ofd:CommonData><ofd:TemplatePage ID="t" BaseLoc="T.xml"/>'
        f"</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages></ofd:Document>",
        "Doc_0/T.xml": _ofd_page([TITLE], 10, matrix),
    }
    for at in range(count):
        members[f"Doc_0/Pages/{at}.xml"] = _ofd_page(plan(source), 30, matrix, '<ofd:Template TemplateID="t"/>' * 2)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return stream.getvalue()


def _ofd_page(lines: list[str], top: float, matrix: str, more: str = "") -> str:
    objects = "".join(
        f'<ofd:TextObject ID="{at}" Boundary="30 {top + 10 * at} 150 {_SIZE}" Size="{_SIZE}" CTM="{matrix}">'
        f'<ofd:TextCode X="0" Y="{_SIZE}" DeltaX="g {len(line) - 1} {_SIZE}">{line}</ofd:TextCode></ofd:TextObject>'
        for at, line in enumerate(lines)
    )
    objects += (
        f'<ofd:TextObject ID="7" Boundary="190 20 {_SIZE} 90" Size="{_SIZE}"><ofd:TextCode X="0" Y="{_SIZE}" '
        f'DeltaX="g {len(TITLE) - 1} 0" DeltaY="g {len(TITLE) - 1} {_SIZE}">{TITLE}</ofd:TextCode></ofd:TextObject>'
    )
    return (
        f'<?xml version="1.0"?><ofd:Page {_OFD}>{more}<ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>'
        f'</ofd:Area><ofd:Content><ofd:Layer ID="9">{objects}<ofd:PathObject ID="8" Boundary="30 200 150 30">'
        "<ofd:AbbreviatedData>M 0 0 L 150 0 M 0 10 L 150 10 L 150 0 M 75 0 L 75 10 S 0 0 L 0 10 C</ofd:AbbreviatedData>"
        "</ofd:PathObject></ofd:Layer></ofd:Content></ofd:Page>"
    )


def html(source: random.Random) -> bytes:
    """Return a web page in an encoding of its own: metadata block, article, table with merged cells, footer."""
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in tasks(source))
    page = (
        f"<!DOCTYPE html><html><head><meta charset='gb2312'><title>{TITLE}_沙溪县人民政府</title>"
        "<script>var a = '正文'; document.write(a);</script><style>.b{display:none}</style></head><body>"
        "<div class='nav'><a href='/'>首页</a><a href='/zc'>政策</a></div><table class='bd1'><tr><td>索引号：</td>"
        "<td>000014349/2026-00031</td><td>发文机关：</td><td>沙溪县人民政府</td></tr></table><div class='article'>"
        f"<h1>{TITLE}</h1>{''.join(f'<p>{escape(line)}</p>' for line in plan(source))}<table border='1'>"
        f"<tr><td colspan='4' rowspan='1'>任务分工</td></tr>{rows}</table></div>"
        f"<div class='b'>{sentence(source)}</div><div id='footer'>版权所有&nbsp;&copy; 沙溪县</div></body></html>"
    )
    return page.encode(source.choice(("gb18030", "utf-8", "utf-16")))


def markdown(source: random.Random) -> bytes:
    """Return a Markdown text with headings, a list, a table, and a block of code."""
    title, *lines = plan(source)
    rows = [f"| {' | '.join(row)} |" for row in tasks(source)]
    listed = "\n".join(f"- **{line}**" for line in lines)
    return (
        f"# {title}\n\n{listed}\n\n> {sentence(source)}\n\n{rows[0]}\n|---|---|:-:|---|\n"
        + "\n".join(rows[1:])
        + f"\n\n```\n{sentence(source)}\n```\n[附件](https://example.org/a.docx)\n"
    ).encode()


def text(source: random.Random) -> bytes:
    """Return a plain text in one of the encodings of Chinese offices."""
    return "\r\n".join(plan(source)).encode(
        source.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16", "big5hkscs")), "replace"
    )
