"""What the user names, as a stream of documents: files, folders, patterns, archives, JSON Lines, Parquet.

One file is held at a time, of JSON Lines and Parquet one batch of rows; of an archive one member.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from typing import Any

from extractor.bulk.files import library
from extractor.bulk.items import Item
from extractor.errors import EmptyError, LimitError, OptionError, ReadError, UnreadableError
from extractor.export.cells import encodable
from extractor.read import DEFAULT_LIMITS, Limits, find
from extractor.read.container import Job, Member, expand
from extractor.read.reader import check_size, display
from extractor.read.row_values import require
from extractor.read.rows import Columns, Row, read_rows

BATCH = 256
"""Rows of a Parquet file in memory."""


def total(sources: Iterable[str]) -> int:
    """Return how many bytes the files have that `sources` name."""
    return sum(_size(name) for name in find(sources))


def items(sources: Iterable[str], *, text_column: str = "text", limits: Limits = DEFAULT_LIMITS) -> Iterator[Item]:
    """Yield the documents of `sources` in a fixed order; what cannot be read is an item with an error."""
    consumed = 0
    altered: Counter[str] = Counter()
    given: set[int] = set()
    for name in find(sources):
        key = display(Path(name))
        if key != str(Path(name)):  # made printable it may be the name of another
            altered[key] += 1
            number = altered[key] + Path(key).exists()
            key = f"{key}#{number}" if number > 1 else key
        for item in _of(name, key, text_column, limits):
            yield replace(_named_once(item, given), consumed=consumed)
        consumed += _size(name)


def _named_once(item: Item, given: set[int]) -> Item:
    """Return an item, numbered where its key is the name of another: two archives that read alike, two like members.

    `given` holds the hashes of all keys so far.
    """
    keys = chain([item.key], (f"{item.key}#{number}" for number in count(2)))
    key = next(key for key in keys if hash(key) not in given)
    given.add(hash(key))
    return item if key == item.key else replace(item, key=key, row=item.row and item.row._replace(name=key))


def _of(name: str, key: str, text_column: str, limits: Limits) -> Iterator[Item]:
    path = Path(name)
    suffix = path.suffix.lower()
    try:
        if path.is_dir():  # `find` names a folder only when it cannot look into it
            yield Item(key, b"", error=(UnreadableError.code, f"不能列出文件夹 {key} 里的文件；请检查权限后再做"))
        elif suffix == ".parquet":
            yield from map(_row, _parquet(path, key, text_column))
        elif suffix in _ROWS:
            yield from map(_row, read_rows(path, Columns(text_column), limits))
        else:
            yield from (_whole(job, path, key, limits) for job in expand([name], limits))
    except (ReadError, OptionError) as error:
        yield Item(key, b"", error=(error.code, str(error)))
    except (OSError, ValueError) as error:
        yield Item(key, b"", error=(UnreadableError.code, f"不能读取 {key}：{encodable(str(error))}；请检查路径和磁盘"))


def _whole(job: Job, path: Path, key: str, limits: Limits) -> Item:
    """Return a file or a member of an archive; one over the limit has an error."""
    if isinstance(job, Member) and job.code:
        return Item(job.name, b"", error=(job.code, job.message))
    name, data = job[:2] if isinstance(job, Member) else (key, _read(path, key, limits))
    try:
        check_size(len(data), name, limits)
    except LimitError as error:
        return Item(name, b"", error=(error.code, str(error)))
    return Item(name, data)


def _read(path: Path, key: str, limits: Limits) -> bytes:
    """Return a file's bytes, one more than the limit where it has more."""
    if not path.is_file():
        raise UnreadableError(f"{key} 不存在或不是普通文件；请检查路径是否写对")
    with path.open("rb") as stream:
        return stream.read(limits.max_bytes + 1)


def _row(row: Row) -> Item:
    return Item(row.name, b"", row, (row.code, row.message) if row.code == LimitError.code else None)


def _parquet(path: Path, key: str, column: str) -> Iterator[Row]:
    parquet, pa = library("pyarrow.parquet", "data"), library("pyarrow", "data")
    number = 0
    try:
        with parquet.ParquetFile(path) as file:
            require(key, [column], file.schema_arrow.names)
            for batch in file.iter_batches(BATCH):
                for values in batch.to_pylist():
                    number += 1
                    text = values.pop(column)
                    fields = {name: str(value) for name, value in values.items() if value is not None}
                    yield _checked(f"{key}#{number}", text, fields, column)
    except pa.ArrowException as error:
        raise UnreadableError(f"{key} 第 {number + 1} 行起不能作为 Parquet 读取（{error}）；请检查文件") from None


def _checked(name: str, text: Any, fields: dict[str, str], column: str) -> Row:
    if isinstance(text, str) and text.strip():
        return Row(name, text, fields)
    return Row(name, "", fields, EmptyError.code, f"{name} 的“{column}”没有文字，未抽取；请核对这一行")


def _size(name: str) -> int:
    try:
        return os.stat(name).st_size  # noqa: PTH116 (a name may be no path at all)
    except (OSError, ValueError):
        return 0


_ROWS = frozenset((".jsonl", ".ndjson"))
"""Suffixes of files of texts. A workbook or CSV is read as a document, which may be a table of tasks."""
