"""Old Word files (doc, wps of the same build, rtf): converted by a program of this machine, then read."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from extractor.errors import EmptyError, FormatError
from extractor.lang.fold import fold
from extractor.read import convert, docx, text
from extractor.read.content import Content, Raw, within
from extractor.read.detect import detect_binary, get_format
from extractor.types import Issue

_Way = Callable[[Raw, str], Content]
INSTALL = (
    "Debian/Ubuntu：sudo apt-get install libreoffice-writer-nogui；"
    "macOS：brew install --cask libreoffice；Windows：winget install TheDocumentFoundation.LibreOffice"
)


def read(raw: Raw) -> Content:
    """Read an old Word file. Raises FormatError (no converter, or it fails), EmptyError, LimitError."""
    kind = detect_binary(raw.data) or get_format("doc")
    ways = ((convert.office(), _read_docx), (convert.antiword(), _read_text))
    found = [(program, way) for program, way in ways if program]
    if not found:
        raise FormatError(
            f"文件 {raw.path} 实际是 {kind.title}，读取它要用 LibreOffice（或 antiword），本机没有找到。"
            f"请安装 LibreOffice 后重试（{INSTALL}），或用 Word、WPS 另存为 docx"
        )
    content = _first(raw, found)
    return replace(content, media_type=kind.media_type)


def _first(raw: Raw, ways: Sequence[tuple[str, _Way]]) -> Content:
    """Return what the first way that can read the file gives; the last one's error when none can."""
    for program, way in ways[:-1]:
        with suppress(FormatError):
            return way(raw, program)
    program, way = ways[-1]
    return way(raw, program)


def _read_docx(raw: Raw, program: str) -> Content:
    content = docx.read(replace(raw, data=convert.to_docx(raw, program)))
    message = "旧格式文件，经 LibreOffice 转换后读取；位置是转换后的段落和单元格"
    return replace(content, issues=(Issue("read", "converted", message, severity="note"), *content.issues))


def _read_text(raw: Raw, program: str) -> Content:
    written = convert.to_text(raw, program).decode("utf-8", "replace")
    plain = fold(written)
    blocks = text.split(plain)
    if not blocks:
        raise EmptyError(f"文件 {raw.path} 没有文字；请确认文件是否选错")
    message = "旧格式文件，经 antiword 转换后读取，表格和自动编号可能不全；安装 LibreOffice 后重读更完整"
    return Content(written, plain, within(blocks, raw), "", issues=(Issue("read", "converted", message),))
