"""JSON Lines: one record a line, flattened for tables."""

from collections.abc import Iterable
from typing import BinaryIO

import msgspec

from extractor.export.json import without_surrogates
from extractor.export.rows import Row, flatten
from extractor.types import Result

_encoder = msgspec.json.Encoder()


def write_records(results: Iterable[Result], stream: BinaryIO) -> int:
    """Write the rows of every result; keys are the fields of Row."""
    count = 0
    for result in results:
        for row in flatten(result):
            stream.write(_line(row) + b"\n")
        stream.flush()
        count += 1
    return count


def _line(row: Row) -> bytes:
    try:
        return _encoder.encode(row)
    except UnicodeEncodeError:
        return _encoder.encode(without_surrogates(msgspec.to_builtins(row)))
