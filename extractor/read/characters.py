"""Files of characters: decoded, told apart (plain text, Markdown, web page), cut into blocks."""

from dataclasses import replace

from extractor.errors import EmptyError, FormatError
from extractor.lang.fold import fold
from extractor.read import html, markdown, text
from extractor.read.content import Content, Raw, within
from extractor.read.detect import detect_text, get_format
from extractor.read.encoding import Decoded, decode
from extractor.read.marks import marks

MEDIA_TYPES = {"html": "text/html", "markdown": "text/markdown", "text": "text/plain"}


def read(raw: Raw) -> Content:
    """Read plain text, Markdown or HTML. Raises EmptyError, FormatError, LimitError."""
    decoded = decode(raw.data, raw.path)
    name = detect_text(decoded.text)
    if name not in MEDIA_TYPES:
        raise FormatError(get_format(name).refusal(raw.path))
    content = _read_page(decoded, raw) if name == "html" else _read_lines(decoded, raw, name)
    if not content.blocks:
        raise EmptyError(f"文件 {raw.path} 没有文字（只有空白或标签）；请确认文件是否选错")
    return content


def _read_lines(decoded: Decoded, raw: Raw, name: str) -> Content:
    plain = fold(decoded.text)
    blocks = markdown.split(plain) if name == "markdown" else text.split(plain)
    left_out = marks(decoded.text, blocks) if name == "markdown" else ()
    media_type = MEDIA_TYPES[name]
    return Content(decoded.text, plain, within(blocks, raw), media_type, decoded.encoding, decoded.issues, left_out)


def _read_page(decoded: Decoded, raw: Raw) -> Content:
    page = html.split(decoded.text)
    issues = (*(replace(issue, span=None) for issue in decoded.issues), *page.issues)
    return Content(page.text, page.plain, within(page.blocks, raw), "text/html", decoded.encoding, issues)
