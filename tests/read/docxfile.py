"""Docx files for tests, from the XML of their parts; attributes are those of WordprocessingML."""

from xml.sax.saxutils import escape

from eval.roundtrip.files import zipped as archive
from extractor.read import DEFAULT_LIMITS, Limits, read_bytes
from extractor.types import Document

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def p(content: str, style: str = "", number: str = "", more: str = "") -> str:
    """Return a paragraph; content that is no markup becomes a run, `number` is "list level"."""
    runs = content if content.startswith("<") else run(content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        name, _, depth = number.partition(" ")
        named += f'<w:numPr>{f"""<w:ilvl w:val="{depth}"/>""" if depth else ""}<w:numId w:val="{name}"/></w:numPr>'
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{runs}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def tr(*cells: str, more: str = "") -> str:
    return f"<w:tr><w:trPr>{more}</w:trPr>{''.join(cells)}</w:tr>"


def tc(content: str, more: str = "") -> str:
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def level(depth: int, style: str, pattern: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def lists(*levels: str, more: str = "") -> str:
    """Return the content of numbering.xml: list 1 of these levels, and what else is given."""
    abstract = f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
    return f'{abstract}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}'


def part(root: str, content: str) -> str:
    return f"<w:{root} {NAMES}>{content}</w:{root}>"


def docx(body: str, main: str = "word/document.xml", **parts: str) -> bytes:
    """Return a file: `body`, and the contents of `numbering`, `styles`, `footnotes`, `header1` …"""
    folder, name = main.rsplit("/", 1)
    members = {main: part("document", f"<w:body>{body}</w:body>")}
    relations = ""
    for kind, content in parts.items():
        plain = kind.rstrip("0123456789")
        members[f"{folder}/{kind}.xml"] = part(plain if plain != "header" else "hdr", content)
        relations += f'<Relationship Id="r{kind}" Type="{_KIND}/{plain}" Target="{kind}.xml"/>'
    members[f"{folder}/_rels/{name}.rels"] = _RELATIONS.format(relations)
    office = f'<Relationship Id="r1" Type="{_KIND}/officeDocument" Target="{main}"/>'
    return archive({"_rels/.rels": _RELATIONS.format(office), **members})


def read(body: str, limits: Limits = DEFAULT_LIMITS, **parts: str) -> Document:
    return read_bytes(docx(body, **parts), "文件.docx", limits)


def lines(document: Document) -> list[str]:
    """Return the text of the blocks that are not noise; cells with their place in front."""
    found = []
    for block in document.blocks:
        place = block.place
        head = f"[{place.table},{place.row},{place.column}] " if block.kind == "cell" else ""
        if block.kind != "noise":
            found.append(head + block.span.of(document.text))
    return found
