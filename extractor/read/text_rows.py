"""The rows of CSV and JSON Lines files, as a stream, in whatever encoding."""

import csv
import json
import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from extractor.read.encoding import REPLACEMENT, guess
from extractor.read.row_values import Bad, Numbered, by_name, names_of, require

SAMPLE = 256 * 1024
LONGEST_LINE = 16 * 1024 * 1024
LONGEST_FIELD = 1_000_000
FIRST_LINES = 1000
_DELIMITERS = ",\t;|"
_QUOTE = '"'
_HALVES = re.compile("[\ud800-\udfff]")


def text_rows(path: Path, name: str, wanted: Sequence[str | None]) -> Numbered:
    """Yield the rows of a file: JSON Lines if it begins with {, else CSV with a header.

    The first object of JSON Lines says which columns there are at least.

    Bytes that are no text, and half emojis in headings, become U+FFFD.
    Raises OSError, and OptionError for a wanted column that is not there.
    """
    with path.open(encoding=encoding_of(path), errors="replace", newline="") as stream:
        lines: Iterator[str] = iter(lambda: stream.readline(LONGEST_LINE), "")
        first = next((line for line in lines if line.strip()), "")
        stream.seek(0)
        if not first.lstrip().startswith("{"):
            yield from _csv_rows(lines, name, wanted)
            return
        names = next((list(value) for value in map(_object, islice(lines, FIRST_LINES)) if isinstance(value, dict)), [])
        require(name, wanted, names)
        stream.seek(0)
        yield from _json_rows(iter(lambda: stream.readline(LONGEST_LINE), ""), names)


def encoding_of(path: Path) -> str:
    """Return the codec of a text file, judged by its head and its first lines that are not ASCII."""
    sample = bytearray()
    with path.open("rb") as stream:
        sample += stream.read(4096)
        sample += stream.readline(SAMPLE)
        for line in iter(lambda: stream.readline(SAMPLE), b""):
            if not line.isascii():
                sample += line
            if len(sample) >= SAMPLE:
                break
    encoding = guess(bytes(sample))
    return "utf-8-sig" if encoding == "utf-8" else encoding


def _json_rows(lines: Iterator[str], names: Sequence[str]) -> Numbered:
    for number, line in enumerate(lines, 1):
        if line.strip():
            values = _object(line)
            yield number, values if isinstance(values, Bad) else dict.fromkeys(names, "") | values


def _object(line: str) -> dict[str, str] | Bad:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return Bad("不是有效的 JSON")
    if not isinstance(value, dict):
        return Bad("不是 JSON 对象")
    return {_HALVES.sub(REPLACEMENT, key): _words(item) for key, item in value.items()}


def _words(item: object) -> str:
    if isinstance(item, str):
        return item
    return "" if item is None else json.dumps(item, ensure_ascii=False)


def _csv_rows(lines: Iterator[str], name: str, wanted: Sequence[str | None]) -> Numbered:
    csv.field_size_limit(LONGEST_FIELD)
    head = next((line for line in lines if line.strip()), "")
    delimiter = max(_DELIMITERS, key=head.count)
    names: list[str] | None = None
    for number, cells in enumerate(_records(_chain(head, lines), delimiter), 1):
        if isinstance(cells, Bad):
            yield number, cells
        elif names is None:
            names = names_of(cells)
            require(name, wanted, names)
        elif any(cell.strip() for cell in cells):
            yield number, by_name(names, cells)


def _chain(head: str, lines: Iterator[str]) -> Iterator[str]:
    yield head
    yield from lines


def _records(lines: Iterator[str], delimiter: str) -> Iterator[list[str] | Bad]:
    """Yield records. One whose quotes do not pair is bad, and what it swallowed is read again line by line."""
    waiting: deque[str] = deque()
    taken: list[str] = []

    def feed() -> Iterator[str]:
        while True:
            line = waiting.popleft() if waiting else next(lines, None)
            if line is None:
                return
            taken.append(line)
            yield line

    reader = csv.reader(feed(), delimiter=delimiter)
    while True:
        taken.clear()
        try:
            record: list[str] | Bad = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            record = Bad(f"不能解析（{error}）")
        if len(taken) > 1 and sum(line.count(_QUOTE) for line in taken) % 2:
            record = Bad("引号没有配对")
        if isinstance(record, Bad):
            waiting.extendleft(reversed(taken[1:]))
            reader = csv.reader(feed(), delimiter=delimiter)
        yield record
