"""One function for every format: results in; a file, a folder or a stream out."""

import os
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path, PurePath
from typing import BinaryIO

from extractor.errors import OptionError, OutputError
from extractor.export import sink
from extractor.types import Result

Writer = Callable[[Iterable[Result], BinaryIO], int]

_NAME_BYTES = 250
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class Format:
    """A format; its module is imported when it is used. `stream` differs from `file` for JSON alone."""

    name: str
    suffix: str
    title: str
    module: str
    file: str
    stream: str
    binary: bool = False

    def writer(self, function: str) -> Writer:
        """Return the function of that name."""
        found: Writer = getattr(import_module(self.module), function)
        return found


FORMATS = {
    chosen.name: chosen
    for chosen in (
        Format("json", ".json", "完整结果", "extractor.export.json", "write_value", "write_lines"),
        Format("jsonl", ".jsonl", "每行一条记录", "extractor.export.jsonl", "write_records", "write_records"),
        Format("csv", ".csv", "表格", "extractor.export.csv", "write_table", "write_table"),
        Format("xlsx", ".xlsx", "Excel 表格", "extractor.export.xlsx", "write_workbook", "write_workbook", True),
        Format("html", ".html", "可打印的网页报告", "extractor.export.html", "write_report", "write_report"),
    )
}


def write(results: Iterable[Result], target: Path | BinaryIO, format: str) -> int:  # noqa: A002
    """Write results as they come and return how many there were.

    `target` is a file (it appears whole or not at all), an existing folder (one file a result,
    named after its source), or an open binary stream. Raises OptionError for an unknown format,
    OutputError for a target that cannot be written or that is one of the sources.
    """
    chosen = named(format)
    if not isinstance(target, Path):
        return chosen.writer(chosen.stream)(results, target)
    if sink.is_folder(target):
        return _write_each(results, target, chosen)
    with sink.opened(target) as stream:
        return chosen.writer(chosen.file)(_spared(results, target), stream)


def named(name: str) -> Format:
    """Return the format of that name. Raises OptionError, which lists the names."""
    if name not in FORMATS:
        raise OptionError(f"没有名为“{name}”的输出格式，可选：{'、'.join(FORMATS)}")
    return FORMATS[name]


def format_of(path: PurePath) -> str:
    """Return the format that a file name's suffix stands for. Raises OptionError."""
    suffix = path.suffix.lower()
    for chosen in FORMATS.values():
        if suffix == chosen.suffix:
            return chosen.name
    known = "、".join(chosen.suffix for chosen in FORMATS.values())
    raise OptionError(f"从文件名“{path}”看不出输出格式；请用以下后缀之一：{known}，或加 --format")


def _write_each(results: Iterable[Result], folder: Path, chosen: Format) -> int:
    taken: set[str] = set()
    count = 0
    for result in results:
        target = folder / _free_name(result.source.path, chosen.suffix, taken)
        with sink.opened(target) as stream:
            chosen.writer(chosen.file)(_spared([result], target), stream)
        count += 1
    return count


def _spared(results: Iterable[Result], target: Path) -> Iterator[Result]:
    """Pass results on; stop before their source would be overwritten."""
    for result in results:
        check_spared(target, [result.source.path])
        yield result


def check_spared(target: Path, sources: Iterable[str]) -> None:
    """Raise OutputError when the target is one of the sources."""
    if any(same(source, target) for source in sources):
        raise OutputError(f"输出会覆盖输入文件“{target}”，请换一个输出位置")


def same(source: str, target: Path) -> bool:
    """Say whether a source's name and a target are one file."""
    try:
        return Path(source).samefile(target)
    except (OSError, ValueError):
        return False


def _free_name(source: str, suffix: str, taken: set[str]) -> str:
    stem = "stdin" if source == "-" else _FORBIDDEN.sub("_", PurePath(source).stem) or "result"
    return free_name(os.fsdecode(_cut(os.fsencode(stem), _NAME_BYTES - len(suffix) - 8)), suffix, taken)


def free_name(stem: str, suffix: str, taken: set[str]) -> str:
    """Return a file name not given out before (a.json, then a-2.json), and put it among those `taken`."""

    def name(number: int) -> str:
        return f"{stem}-{number}{suffix}" if number > 1 else stem + suffix

    def is_free(number: int) -> bool:
        return name(number).casefold() not in taken

    number = 1  # a free one, and from there back to the first: many files have one name
    while not is_free(number):
        number *= 2
    found = name(bisect_left(range(number), True, number // 2 + 1, key=is_free))
    taken.add(found.casefold())
    return found


def _cut(name: bytes, room: int) -> bytes:
    """Cut an encoded name to `room` bytes, between characters."""
    if len(name) <= room:
        return name
    while room and name[room] & 0xC0 == 0x80:
        room -= 1
    return name[:room]
