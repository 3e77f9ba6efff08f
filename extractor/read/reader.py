"""Bytes or a file to a Document. A reader of another format is one more line in READERS."""

import hashlib
import os
import stat
from importlib import import_module
from pathlib import Path

from extractor.errors import EmptyError, FormatError, LimitError, UnreadableError
from extractor.lang.fold import fold
from extractor.read import characters
from extractor.read.content import Content, Raw, Reader
from extractor.read.detect import detect_binary
from extractor.read.encoding import guess
from extractor.read.limits import DEFAULT_LIMITS, Limits
from extractor.read.text import split
from extractor.types import Document, Source


def _when_needed(module: str, name: str = "read") -> Reader:
    """Return a reader whose module is imported with the first file of its format: a text must not wait for PDFium."""

    def read(raw: Raw) -> Content:
        found: Reader = getattr(import_module(f"extractor.read.{module}"), name)
        return found(raw)

    return read


READERS: dict[str, Reader] = {
    "doc": _when_needed("doc"),
    "docx": _when_needed("docx"),
    "ofd": _when_needed("ofd"),
    "pdf": _when_needed("pdf"),
    "rtf": _when_needed("doc"),
    "xls": _when_needed("spreadsheet", "read_xls"),
    "xlsx": _when_needed("spreadsheet", "read_xlsx"),
}
"""Binary formats by their name in data/signatures.toml; what has no reader is a FormatError."""


def read_bytes(data: bytes, path: str = "<stdin>", limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a source whose format is found by its content; `path` is for messages and `Source`.

    Raises EmptyError, FormatError (names what the file really is) or LimitError.
    """
    raw = Raw(data, path, limits)
    check_size(len(data), raw.path, limits)
    if not data:
        raise EmptyError(f"文件 {path} 是空的（0 字节）；请确认文件是否选错")
    content = _reader(raw)(raw)
    _check_length(len(content.text), path, limits)
    source = Source(path, hashlib.sha256(data).hexdigest(), content.media_type, content.encoding)
    return Document(source, content.text, content.plain, content.blocks, content.issues, content.marks)


def read_text(text: str, path: str = "<text>") -> Document:
    """Make a Document of a text that is already decoded; its sha256 is that of its UTF-8 bytes.

    Raises EmptyError when there is nothing visible in it.
    """
    plain = fold(text)
    blocks = tuple(split(plain))
    if not blocks:
        raise EmptyError(f"{path} 没有可见的文字；请确认内容是否正确")
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(Source(path, digest, "text/plain"), text, plain, blocks)


def read_file(path: Path, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a file. Raises UnreadableError for what is missing, forbidden or no file; else as read_bytes."""
    name = display(path)
    try:
        mode = path.stat()
        if stat.S_ISDIR(mode.st_mode):
            raise UnreadableError(f"{name} 是文件夹，不是文件；若给的是它上面的文件夹，请检查是否有权限列出其中的文件")
        if not (stat.S_ISREG(mode.st_mode) or stat.S_ISFIFO(mode.st_mode)):
            raise UnreadableError(f"{name} 不是普通文件，不能读取；请给出文档文件")
        check_size(mode.st_size, name, limits)
        with path.open("rb") as stream:
            data = stream.read(limits.max_bytes + 1)
    except FileNotFoundError:
        raise UnreadableError(f"找不到文件 {name}；请检查路径是否写对") from None
    except PermissionError:
        raise UnreadableError(f"没有权限读取 {name}；请检查文件权限") from None
    except (OSError, ValueError) as error:
        raise UnreadableError(f"不能读取 {name}：{error}；请检查路径和磁盘") from None
    return read_bytes(data, name, limits)


def digest_file(path: Path, limits: Limits = DEFAULT_LIMITS) -> str:
    """Return the sha256 of a file, "" for what is no regular file, over the limit, or unreadable."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode) or state.st_size > limits.max_bytes:
            return ""
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def display(path: Path) -> str:
    """Return the path as text that can be written as UTF-8; names in GBK bytes become readable."""
    name = os.fsencode(path)
    return name.decode(guess(name), "replace")


def check_size(size: int, name: str, limits: Limits) -> None:
    """Raise LimitError for a file of too many bytes."""
    if size > limits.max_bytes:
        raise LimitError(
            f"文件 {name} 超过大小上限 {limits.max_bytes / 2**20:g} MiB（{limits.max_bytes}字节）；"
            "请拆成几个文件，或加大 --max-bytes"
        )


def _check_length(length: int, name: str, limits: Limits) -> None:
    if length > limits.max_characters:
        raise LimitError(
            f"文件 {name} 有 {length} 字，超过上限 {limits.max_characters} 字；请拆成几个文件，或加大 --max-characters"
        )


def _reader(raw: Raw) -> Reader:
    found = detect_binary(raw.data)
    if found is None:
        return characters.read
    if found.name not in READERS:
        raise FormatError(found.refusal(raw.path))
    return READERS[found.name]
