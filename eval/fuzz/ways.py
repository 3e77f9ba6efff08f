"""One file through every door of reading: as a document, as a container of documents, as a table of them."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from eval.fuzz.rows import COLUMN
from extractor.errors import OptionError, ReadError
from extractor.lang.fold import fold
from extractor.read import Limits, Member, expand, read_bytes
from extractor.read.rows import Columns, Row, document_of, read_rows
from extractor.types import Document

SECONDS = 20.0
"""Time for one file."""
_CONVERTERS = 4
"""So many programs may run for one file one after the other, all within its time: they end before their file does."""


def limits_in(seconds: float) -> Limits:
    """Return the limits for a file that has so much time."""
    return Limits(max_convert_seconds=max(1, int(seconds / _CONVERTERS)))


def read_every_way(data: bytes, seconds: float = SECONDS) -> tuple[str, str]:
    """Return "document" if any way gives one, else the first error's code; and what the errors say.

    Raises what is neither a Document nor an error that the user is told.
    """
    codes: list[tuple[str, str]] = []
    limits = limits_in(seconds)
    with tempfile.TemporaryDirectory(prefix="ways-") as folder:
        path = Path(folder) / "变异文件"
        path.write_bytes(data)
        for code, message in (*_members(path, limits), *_rows(path, limits)):
            _check_message(code, message)
            codes.append((code, message))
        if [inner.name for inner in Path(folder).iterdir()] != [path.name]:
            raise AssertionError("a file was written beside the source")
    code = "document" if any(code == "document" for code, _ in codes) else codes[0][0]
    return code, "\n".join(message for _, message in codes if message)


def _members(path: Path, limits: Limits) -> Iterator[tuple[str, str]]:
    for job in expand([str(path)], limits):
        data, code, message = (
            (job.data, job.code, job.message) if isinstance(job, Member) else (path.read_bytes(), "", "")
        )
        yield (code, message) if code else _read(data, limits)


def _read(data: bytes, limits: Limits) -> tuple[str, str]:
    try:
        _check(read_bytes(data, "变异文件", limits))
    except ReadError as error:
        return error.code, str(error)
    return "document", ""


def _rows(path: Path, limits: Limits) -> Iterator[tuple[str, str]]:
    """Yield how the rows end. A column that is not there ends them, as the user would be told."""
    try:
        for row in read_rows(path, Columns(COLUMN, "编号"), limits):
            yield (row.code, row.message) if row.code else _row(row)
    except OptionError as error:
        yield "option", str(error)


def _row(row: Row) -> tuple[str, str]:
    try:
        _check(document_of(row))
    except ReadError as error:
        return error.code, str(error)
    return "document", ""


def _check_message(code: str, message: str) -> None:
    """Raise AssertionError for an error that is not told in Chinese."""
    if code != "document" and not any("\u4e00" <= char <= "\u9fff" for char in message.replace("变异文件", "")):
        raise AssertionError(f"{code} says {message!r}")


def _check(document: Document) -> None:
    """Raise AssertionError when a document breaks its promises: folding, and blocks in order inside the text."""
    end = 0
    if document.plain != fold(document.text) or len(document.plain) != len(document.text):
        raise AssertionError("plain is not the folded text")
    for block in document.blocks:
        if not end <= block.span.start < block.span.end <= len(document.text):
            raise AssertionError(f"block {block.span} behind {end} in a text of {len(document.text)}")
        end = block.span.end
