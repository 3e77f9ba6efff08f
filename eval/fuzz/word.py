"""Word files to mutate: docx by python-docx, doc by hand in the layout of Word 97, rtf as written."""

import random
import struct
from io import BytesIO
from typing import Any

from eval.fuzz.prose import TITLE, plan, sentence

_SECTOR = 512
_END, _FREE, _FAT = -2, -1, -3
_NAME_BYTES = 64


def docx(source: random.Random) -> bytes:
    """Return a Word file with headings, automatic numbers, a table with merged and nested cells, header and footer."""
    from docx import Document  # noqa: PLC0415 (a development dependency)

    document = Document()
    document.sections[0].header.paragraphs[0].text = "内部文件"
    document.add_heading(TITLE, 1)
    for number in range(source.randint(1, 4)):
        document.add_heading(f"第{number + 1}部分", 2)
        document.add_paragraph(sentence(source), style="List Number")
        document.add_paragraph(sentence(source), style="List Number 2")
        document.add_paragraph(sentence(source)).add_run().add_break()
        _marked(document.add_paragraph(sentence(source)))
    _table(document, source)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _table(document: Any, source: random.Random) -> None:
    table = document.add_table(source.randint(2, 5), 3)
    for row in table.rows:
        for cell in row.cells:
            cell.text = sentence(source)
    table.cell(0, 0).merge(table.cell(1, 1))
    inner = table.cell(0, 2).add_table(2, 2)
    inner.cell(1, 1).text = sentence(source)


def _marked(paragraph: Any) -> None:
    """Add tracked changes, a text box and a content control to a paragraph."""
    from docx.oxml import parse_xml  # noqa: PLC0415
    from docx.oxml.ns import nsdecls  # noqa: PLC0415

    run = "<w:r><w:t>{}</w:t></w:r>"
    for content in (
        f"<w:ins {{}}>{run.format('新增内容')}</w:ins>",
        "<w:del {}><w:r><w:delText>删去内容</w:delText></w:r></w:del>",
        f"<w:r {{}}><w:pict><w:txbxContent><w:p>{run.format('文本框')}</w:p></w:txbxContent></w:pict></w:r>",
        f"<w:sdt {{}}><w:sdtContent>{run.format('控件')}</w:sdtContent></w:sdt>",
    ):
        paragraph._p.append(parse_xml(content.format(nsdecls("w"))))


def rtf(source: random.Random) -> bytes:
    """Return a rich text file, its characters as numbers."""
    lines = ("".join(f"\\u{ord(char)}?" for char in line) for line in plan(source))
    return ("{\\rtf1\\ansi\\ansicpg936\\uc1 " + "\\par ".join(lines) + "\\par}").encode()


def doc(source: random.Random) -> bytes:
    """Return a Word 97 file: one piece of UTF-16 text; WPS writes the same."""
    text = "\r".join(plan(source)) + "\r"
    body = text.encode("utf-16-le")
    start = 0x600
    piece = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, start, 0)
    styles = struct.pack("<HHHHHHHHHHH", 18, 1, 10, 1, 0, 0, 0, 0, 0, 0, 0)  # one style, an empty one
    table = b"\x02" + struct.pack("<I", len(piece)) + piece + styles
    main = bytearray(_padded(bytes(start) + body))
    struct.pack_into("<HHH", main, 0, 0xA5EC, 0xC1, 0)  # mark, version
    struct.pack_into("<HH", main, 10, 0x1000, 0xC1)  # wide characters, least version
    struct.pack_into("<II", main, 24, start, start + len(body))
    struct.pack_into("<H", main, 32, 14)  # words, then numbers, then pairs that say where what is
    struct.pack_into("<HI", main, 62, 22, len(main))
    struct.pack_into("<I", main, 76, len(text))
    struct.pack_into("<H", main, 152, 93)
    struct.pack_into("<II", main, 162, len(table) - len(styles), len(styles))
    struct.pack_into("<II", main, 418, 0, len(table) - len(styles))
    return _compound({"WordDocument": bytes(main), "0Table": _padded(table)})


def _padded(data: bytes) -> bytes:
    """Return data that is long enough to have sectors of its own."""
    return data + bytes(max(4096 - len(data), -len(data) % _SECTOR))


def _compound(streams: dict[str, bytes]) -> bytes:
    """Return a compound file: header, one sector of the allocation table, the directory, the streams."""
    table = [_FAT, _END]
    entries = [_entry("Root Entry", 5, 1, _END, 0)]
    for at, (name, data) in enumerate(streams.items(), 1):
        count = len(data) // _SECTOR
        entries.append(_entry(name, 2, at + 1 if at < len(streams) else -1, len(table), len(data)))
        table += [*range(len(table) + 1, len(table) + count), _END]
    table += [_FREE] * (_SECTOR // 4 - len(table))
    head = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<iiiiiiiiii", 0, 1, 1, 0, 4096, _END, 0, _END, 0, 0) + struct.pack("<i", _FREE) * 108
    directory = b"".join(entries).ljust(_SECTOR, b"\0")
    return head + struct.pack(f"<{len(table)}i", *table) + directory + b"".join(streams.values())


def _entry(name: str, kind: int, follows: int, start: int, size: int) -> bytes:
    """Return a directory entry; the streams hang in a row, the first below the root."""
    written = name.encode("utf-16-le")
    right, child = (-1, follows) if kind == 5 else (follows, -1)
    packed = written.ljust(_NAME_BYTES, b"\0") + struct.pack("<HBBiii", len(written) + 2, kind, 1, -1, right, child)
    return packed + bytes(36) + struct.pack("<iII", start, size, 0)
