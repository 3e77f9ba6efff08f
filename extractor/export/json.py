"""JSON: the output contract, one object a result."""

from collections.abc import Iterable
from itertools import chain, islice
from typing import Any, BinaryIO

import msgspec

from extractor.export.cells import encodable
from extractor.types import Result
from extractor.types.codec import encode


def write_lines(results: Iterable[Result], stream: BinaryIO) -> int:
    """Write one object a line."""
    count = 0
    for result in results:
        stream.write(to_json(result) + b"\n")
        stream.flush()
        count += 1
    return count


def write_value(results: Iterable[Result], stream: BinaryIO) -> int:
    """Write one JSON value: the object of a single result, else an array of objects."""
    rest = iter(results)
    head = list(islice(rest, 2))
    if len(head) == 1:
        return write_lines(head, stream)
    count = 0
    for result in chain(head, rest):
        stream.write(b",\n" if count else b"[\n")
        stream.write(to_json(result))
        count += 1
    stream.write(b"\n]\n" if count else b"[]\n")
    return count


def to_json(result: Result) -> bytes:
    """Return the contract's JSON on one line; lone surrogates become U+FFFD, so offsets stay."""
    try:
        return encode(result)
    except UnicodeEncodeError:
        return msgspec.json.encode(without_surrogates(msgspec.to_builtins(result)))


def without_surrogates(value: Any) -> Any:
    """Return plain JSON data with every lone surrogate replaced by U+FFFD."""
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, dict):
        return {key: without_surrogates(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [without_surrogates(item) for item in value]
    return value
