"""Rows of one table to a file and back: Parquet or JSON Lines, the same columns and types in both."""

import os
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec

from extractor.bulk.tables import TABLES
from extractor.errors import OptionError
from extractor.export import sink

Table = list[dict[str, Any]]


class Form(NamedTuple):
    """How a table is stored: `write` gives the bytes of its rows, `read` the rows of a file; it `needs` a library.

    A file that is not empty ends with `end`.
    """

    suffix: str
    write: Callable[[str, Table], bytes]
    read: Callable[[Path], Table]
    end: bytes
    needs: str = ""


def library(name: str, extra: str) -> Any:
    """Import an optional library. Raises OptionError, which names it and says how it is installed."""
    try:
        return import_module(name)
    except ImportError:
        package = name.partition(".")[0]
        raise OptionError(f"缺少 {package}；请先安装：pip install 'zhengce[{extra}]'") from None


def store(path: Path, data: bytes) -> None:
    """Write a file that appears whole or not at all, and is on the disk when this returns."""
    with sink.opened(path) as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def ends_with(path: Path, end: bytes) -> bool:
    """Say whether a file is there and ends so, or is empty: one that was cut short does not."""
    try:
        with path.open("rb") as stream:
            size = stream.seek(0, os.SEEK_END)
            stream.seek(max(0, size - len(end)))
            return not size or stream.read() == end
    except OSError:
        return False


def _to_lines(_: str, rows: Table) -> bytes:
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)


def _from_lines(path: Path) -> Table:
    with path.open("rb") as lines:
        return [msgspec.json.decode(line) for line in lines]


def _to_parquet(table: str, rows: Table) -> bytes:
    pa, parquet = library("pyarrow", "data"), library("pyarrow.parquet", "data")
    buffer = pa.BufferOutputStream()
    with parquet.ParquetWriter(buffer, _schema(table), compression="zstd") as writer:
        if rows:  # a group of no rows is one that `datasets` does not open
            writer.write_table(pa.Table.from_pylist(rows, schema=_schema(table)))
    data: bytes = buffer.getvalue().to_pybytes()
    return data


def _from_parquet(path: Path) -> Table:
    rows: Table = library("pyarrow.parquet", "data").ParquetFile(path).read().to_pylist()
    return rows


@cache
def _schema(table: str) -> Any:
    pa = library("pyarrow", "data")
    return pa.schema([(name, _type(pa, hint)) for name, hint in get_type_hints(TABLES[table]).items()])


def _type(pa: Any, hint: Any) -> Any:
    """Return the Arrow type of a field; whole numbers that may be broken are float64, a dict is JSON in a string."""
    origin, parts = get_origin(hint), [part for part in get_args(hint) if part is not type(None)]
    if origin in {Literal, dict}:
        return pa.string()
    if origin in {Union, types.UnionType}:
        return pa.float64() if set(parts) == {int, float} else _type(pa, parts[0])
    if origin is tuple:
        return pa.list_(_type(pa, parts[0]))
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return pa.struct([(field.name, _type(pa, hints[field.name])) for field in fields(hint)])
    return {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}[hint]


FORMS = {
    "parquet": Form(".parquet", _to_parquet, _from_parquet, b"PAR1", "pyarrow"),
    "jsonl": Form(".jsonl", _to_lines, _from_lines, b"\n"),
}
