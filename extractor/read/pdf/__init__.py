"""PDF files: characters, lines, columns, tables, paragraphs."""

from extractor.errors import FormatError
from extractor.read.content import Content, Raw


def read(raw: Raw) -> Content:
    """Read a PDF; its library is loaded with the first one. Raises FormatError, EmptyError, LimitError."""
    try:
        from extractor.read.pdf import document  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise FormatError(f"读取 PDF（{raw.path}）需要 {error.name}；请先安装：pip install {error.name}") from None
    return document.read(raw)
