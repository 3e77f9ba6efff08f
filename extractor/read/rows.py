"""Many documents in one file: every row of a workbook, CSV or JSON Lines file is a text with its fields.

Rows come one at a time, so that memory holds few of them (of a workbook, also its table of strings).
"""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from extractor.errors import EmptyError, FormatError, LimitError, ReadError, UnreadableError
from extractor.read.detect import HEAD, detect_binary
from extractor.read.encoding import REPLACEMENT
from extractor.read.limits import DEFAULT_LIMITS, Limits
from extractor.read.reader import display, read_text
from extractor.read.row_values import Bad, Numbered, Values
from extractor.read.spreadsheet_rows import xls_rows, xlsx_rows
from extractor.read.text_rows import text_rows
from extractor.types import Document, Issue, Source, Span


class Columns(NamedTuple):
    """The heading of the column that holds the texts, and of the one that names them, if any does."""

    text: str
    id: str | None = None


class Row(NamedTuple):
    """A row as a document: `name` says file and row, `fields` are all other columns by their headings.

    One with an error `code` holds no text that can be read; `message` says why.
    """

    name: str
    text: str
    fields: dict[str, str]
    code: str = ""
    message: str = ""


def read_rows(path: Path, columns: Columns, limits: Limits = DEFAULT_LIMITS) -> Iterator[Row]:
    """Yield the rows of a file, its format found by its content. Rows without any value are left out.

    A file that cannot be read (on) ends with a row that says so. Raises OptionError for a column that is not there.
    """
    name = display(path)
    try:
        for number, values in _values(path, name, columns, limits):
            yield _row(name, number, values, columns, limits)
    except ReadError as error:
        yield Row(name, "", {}, error.code, str(error))
    except FileNotFoundError:
        yield Row(name, "", {}, UnreadableError.code, f"找不到文件 {name}；请检查路径是否写对")
    except OSError as error:
        yield Row(name, "", {}, UnreadableError.code, f"不能读取 {name}：{error.strerror}；请检查路径和权限")


def document_of(row: Row) -> Document:
    """Return the Document of a row without error. Raises EmptyError when there is nothing visible in it."""
    document = read_text(row.text, row.name)
    issues: tuple[Issue, ...] = ()
    if REPLACEMENT in row.text:
        at = row.text.index(REPLACEMENT)
        issues = (
            Issue("read", "decode", f"{row.name} 有无法识别的字节，首处在第 {at + 1} 字；请核对", Span(at, at + 1)),
        )
    return replace(document, source=replace(document.source, fields=row.fields), issues=issues)


def source_of(row: Row) -> Source:
    """Return the source of a row whose text could not be read."""
    digest = sha256(row.text.encode("utf-8", "surrogatepass")).hexdigest() if row.text else ""
    return Source(row.name, digest, "text/plain", None, row.fields)


def _values(path: Path, name: str, columns: Columns, limits: Limits) -> Numbered:
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if not head:
        raise EmptyError(f"文件 {name} 是空的（0 字节）；请确认文件是否选错")
    found = detect_binary(head)
    if found and found.name in ("zip", "xlsx", "ole", "xls"):
        found = detect_binary(path.read_bytes())
    if found is None:
        return text_rows(path, name, columns)
    if found.name == "xlsx":
        return xlsx_rows(path, name, columns, limits)
    if found.name == "xls":
        return xls_rows(path, name, columns, limits)
    raise FormatError(f"文件 {name} 实际是 {found.title}，不是表格；--text-column 用于 xlsx、xls、csv 和 jsonl 文件")


def _row(name: str, number: int, values: Values, columns: Columns, limits: Limits) -> Row:
    if isinstance(values, Bad):
        own = f"{name}#{number}"
        return Row(own, "", {}, FormatError.code, f"{own} 第 {number} 行{values.cause}，未抽取；请核对这一行")
    fields = {key: value for key, value in values.items() if key != columns.text}
    named = fields.get(columns.id or "", "").strip()
    own = f"{name}#{named or number}"
    text = values.get(columns.text, "")
    if not text.strip():
        message = f"{own} 第 {number} 行的“{columns.text}”是空的，未抽取；请核对这一行"
        return Row(own, "", fields, EmptyError.code, message)
    if len(text) > limits.max_characters:
        most = limits.max_characters
        message = f"{own} 第 {number} 行有 {len(text)} 字，超过上限 {most} 字；请拆开，或加大 --max-characters"
        return Row(own, text, fields, LimitError.code, message)
    return Row(own, text, fields)
