"""The long-form panel as a file: .parquet, .csv, .xlsx or .dta; written as the points come, but for .dta."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from functools import cache
from itertools import islice
from pathlib import PurePath
from typing import Any, BinaryIO, get_type_hints

from openpyxl import Workbook

from extractor.bulk.files import library
from extractor.compare.point import Point
from extractor.compare.words import table
from extractor.errors import OptionError
from extractor.export.cells import encodable
from extractor.export.columns import Cell
from extractor.export.csv import BOM, line
from extractor.export.xlsx import ROW_LIMIT, Sheet, save

Writer = Callable[[Iterable[Point], BinaryIO], int]
COLUMNS = tuple(field.name for field in fields(Point))
BATCH = 5_000
_EPOCH = datetime(1980, 1, 1)
_LONGEST_STATA = 240
"""Text columns with a longer value become strL in .dta."""


def writer_of(target: PurePath) -> Writer:
    """Return the writer that a file's suffix stands for. Raises OptionError, also for a missing package."""
    writers: dict[str, tuple[Writer, str]] = {
        ".parquet": (write_parquet, "pyarrow"),
        ".csv": (write_csv, ""),
        ".xlsx": (write_xlsx, ""),
        ".dta": (write_dta, "pandas"),
    }
    suffix = target.suffix.lower()
    if suffix not in writers:
        raise OptionError(f"面板数据只能写成 {'、'.join(writers)}，不能写成“{target}”")
    writer, package = writers[suffix]
    if package:
        _needed(package)
    return writer


def write_csv(points: Iterable[Point], stream: BinaryIO) -> int:
    """Write UTF-8 with a byte order mark; an empty field is None, that is: not said by the text."""
    stream.write(BOM + line(COLUMNS))
    count = 0
    for count, point in enumerate(points, start=1):  # noqa: B007 -- the count is what is returned
        stream.write(line(_cells(point)))
    return count


def write_xlsx(points: Iterable[Point], stream: BinaryIO) -> int:
    """Write the sheets 面板 (more of them past a sheet's limit) and 说明."""
    book = Workbook(write_only=True)
    sheets = [Sheet(book, "面板", [(name, 14) for name in COLUMNS])]
    count = 0
    try:
        for count, point in enumerate(points, start=1):  # noqa: B007 -- the count is what is returned
            if sheets[-1].count >= ROW_LIMIT:
                sheets.append(Sheet(book, f"面板{len(sheets) + 1}", [(name, 14) for name in COLUMNS]))
            sheets[-1].append(_cells(point))
        sheets.append(Sheet(book, "说明", (("列", 18), ("含义", 90))))
        for cells in _words().items():
            sheets[-1].append(cells)
    finally:  # an open sheet would complain on standard error
        for sheet in sheets:
            sheet.close()
    save(book, stream)
    return count


def write_parquet(points: Iterable[Point], stream: BinaryIO) -> int:
    """Write row groups of `BATCH` points; the columns' meanings are in the metadata of the fields."""
    arrow, parquet = _needed("pyarrow"), _needed("pyarrow.parquet")
    types = {str: arrow.string(), int: arrow.int64(), float: arrow.float64()}
    schema = arrow.schema(
        [arrow.field(name, types[kind], metadata={"说明": _words()[name]}) for name, kind in _types().items()]
    )
    count = 0
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        waiting = iter(points)
        while batch := list(islice(waiting, BATCH)):
            count += len(batch)
            writer.write_table(arrow.table(_columns(batch), schema=schema))
    return count


def write_dta(points: Iterable[Point], stream: BinaryIO) -> int:
    """Write Stata 14+ (UTF-8). Stata knows no missing text: "" there is what is None elsewhere.

    pandas needs all points in memory.
    """
    pandas = _needed("pandas")
    columns = _columns(list(points))
    data: dict[str, Any] = {}
    long = []
    for name, kind in _types().items():
        if kind is str:
            data[name] = ["" if value is None else value for value in columns[name]]
            if any(len(value) > _LONGEST_STATA for value in data[name]):
                long.append(name)
        else:
            data[name] = pandas.Series(columns[name], dtype="float64")
    frame = pandas.DataFrame(data, columns=list(COLUMNS))
    labels = {name: words[:80] for name, words in _words().items()}
    frame.to_stata(stream, write_index=False, version=118, variable_labels=labels, convert_strl=long, time_stamp=_EPOCH)
    return len(frame)


def _cells(point: Point) -> Sequence[Cell]:
    return [getattr(point, name) for name in COLUMNS]


def _columns(points: Sequence[Point]) -> dict[str, list[Any]]:
    return {name: list(_values(points, name, kind)) for name, kind in _types().items()}


def _values(points: Sequence[Point], name: str, kind: type) -> Iterator[Any]:
    for point in points:
        value = getattr(point, name)
        if value is None:
            yield None
        else:
            yield encodable(value) if kind is str else kind(value)


@cache
def _types() -> dict[str, type]:
    """Return the type of each column: str, int or float."""
    hints = get_type_hints(Point)
    return {name: _simple(hints[name]) for name in COLUMNS}


def _simple(hint: Any) -> type:
    held = getattr(hint, "__args__", (hint,))
    return next((kind for kind in (int, float) if kind in held), str)


@cache
def _words() -> dict[str, str]:
    words: dict[str, str] = table("panel")["columns"]
    return words


def _needed(package: str) -> Any:
    try:
        return library(package, "data")
    except OptionError as error:
        raise OptionError(f"{error}，或改写成 .csv、.xlsx") from None
