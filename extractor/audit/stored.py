"""What `zhengce extract` wrote, read back: whole results (.json) or one record a line (.jsonl)."""

from typing import TypeVar

import msgspec

from extractor.errors import FormatError
from extractor.export.rows import Row
from extractor.types import Result

SUFFIXES = (".json", ".jsonl")
T = TypeVar("T")
_whole = msgspec.json.Decoder(Result | list[Result])
_result = msgspec.json.Decoder(Result)
_row = msgspec.json.Decoder(Row)


def load(data: bytes, name: str) -> tuple[list[Result], list[Row]]:
    """Return the results, or else the rows, that a file's bytes hold; `name` is for the message.

    Reads one object, an array of objects, one object a line, and one record a line. Raises FormatError.
    """
    try:
        found = _whole.decode(data)
        return (found if isinstance(found, list) else [found]), []
    except msgspec.MsgspecError:
        pass
    try:
        return _lines(_result, data), []
    except msgspec.MsgspecError:
        pass
    try:
        return [], _lines(_row, data)
    except msgspec.MsgspecError as error:
        raise FormatError(
            f"“{name}”不是 zhengce extract 写出的结果；请给出原文件，或用 zhengce extract 重新生成"
        ) from error


def _lines(decoder: msgspec.json.Decoder[T], data: bytes) -> list[T]:
    return [decoder.decode(line) for line in data.splitlines() if line.strip()]
