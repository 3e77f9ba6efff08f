"""Results for commands that compare: documents extracted on the spot, or what `extract` wrote, read back."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import groupby
from pathlib import Path

import click

from extractor.audit.load import SUFFIXES, load
from extractor.cli.jobs import Batch, extract_one
from extractor.cli.reporter import Reporter, complaints
from extractor.errors import FormatError, OptionError, UnreadableError
from extractor.export.rows import Row, flatten
from extractor.pipeline import Options
from extractor.read import find
from extractor.types import Result


def results(names: Sequence[str], options: Options, workers: int, reporter: Reporter) -> Iterator[Result]:
    """Yield the result of every file in order, one at a time. Raises ReadError for a broken result file."""
    watched = reporter.watch(_all(names, options, workers), len(names), quiet=False)
    with closing(watched):
        yield from watched


def named(paths: Sequence[str]) -> list[str]:
    """Return the files that paths stand for. Raises OptionError where there is none."""
    names = list(find(paths))
    if not names:
        raise OptionError(f"“{'”“'.join(paths)}”里没有可读的文件，请检查路径")
    return names


def result_rows(name: str, options: Options) -> list[Row]:
    """Return the rows of one file. Raises ReadError, OptionError for a file without any text."""
    if _is_stored(name):
        found, rows = load(_bytes(name), name)
    else:
        found, rows = [extract_one(name, options)], []
    for result in found:
        for line in complaints(result):
            click.echo(line, err=True)
        if result.status == "failed":
            raise OptionError(f"“{name}”未能读取，不能对照")
    return [*(row for result in found for row in flatten(result)), *rows]


def _all(names: Sequence[str], options: Options, workers: int) -> Iterator[Result]:
    for stored, group in groupby(names, key=_is_stored):
        if not stored:
            yield from Batch(options, workers).run(group)
            continue
        for name in group:
            found, rows = load(_bytes(name), name)
            if rows:
                raise FormatError(f"“{name}”每行一条记录，没有全文；请给出原文件或 --format json 的结果")
            yield from found


def _is_stored(name: str) -> bool:
    return Path(name).suffix.lower() in SUFFIXES


def _bytes(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise UnreadableError(f"不能读取 {name}：{error.strerror}；请检查路径和权限") from error
