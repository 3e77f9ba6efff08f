"""CSV for spreadsheets: UTF-8 with a byte order mark, Chinese headers, no cell that runs."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from extractor.export.cells import guarded
from extractor.export.columns import Cell, with_fields
from extractor.export.rows import flatten
from extractor.types import Result

BOM = b"\xef\xbb\xbf"


def write_table(results: Iterable[Result], stream: BinaryIO) -> int:
    """Write a header and one line a record; fields of the source are columns behind the others."""
    columns, results = with_fields(results)
    stream.write(BOM + line([column.title for column in columns]))
    count = 0
    for result in results:
        for row in flatten(result):
            stream.write(line([column.cell(row) for column in columns]))
        stream.flush()
        count += 1
    return count


def line(cells: Sequence[Cell]) -> bytes:
    """Return one line of UTF-8; no cell of it runs in a spreadsheet."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerow([guarded(cell) if isinstance(cell, str) else cell for cell in cells])
    return buffer.getvalue().encode()
