"""Results for commands that go on with them: documents extracted on the spot, or what `extract` wrote, read back."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import groupby
from pathlib import Path

import click

from extractor.audit.stored import SUFFIXES, load
from extractor.cli.jobs import Batch, extract_one
from extractor.cli.reporter import Reporter, complaints
from extractor.errors import FormatError, OptionError, ReadError, UnreadableError
from extractor.export.rows import Row, flatten
from extractor.pipeline import Options, failed, load_recogniser
from extractor.read import digest_file, find
from extractor.types import Issue, Result


def results(names: Sequence[str], options: Options, workers: int, reporter: Reporter) -> Iterator[Result]:
    """Yield the result of every file in order, one at a time; what cannot be read is a failed one."""
    watched = reporter.watch(each(names, options, workers), len(names), quiet=False)
    with closing(watched):
        yield from watched


def named(paths: Sequence[str]) -> list[str]:
    """Return the files that paths stand for. Raises OptionError where there is none."""
    names = list(find(paths))
    if not names:
        raise OptionError(f"“{'”“'.join(paths)}”里没有可读的文件，请检查路径")
    return names


def is_stored(name: str) -> bool:
    """Say whether a file is what `extract` wrote, by its suffix."""
    return Path(name).suffix.lower() in SUFFIXES


def stored(name: str) -> tuple[list[Result], list[Row]]:
    """Read what `extract` wrote: whole results, or the rows of a .jsonl. Raises ReadError."""
    return load(read_bytes(name), name)


def whole(name: str) -> list[Result]:
    """Read stored results with their texts. Raises ReadError, FormatError where only records were written."""
    found, rows = stored(name)
    if rows:
        raise FormatError(f"“{name}”每行一条记录，没有全文；请给出原文件，或用 zhengce extract -o 结果.json 生成")
    return found


def read_bytes(name: str) -> bytes:
    """Read a file. Raises UnreadableError."""
    try:
        return Path(name).read_bytes()
    except FileNotFoundError:
        raise UnreadableError(f"找不到文件 {name}；请检查路径是否写对") from None
    except OSError as error:
        raise UnreadableError(f"不能读取 {name}：{error.strerror}；请检查路径和权限") from error


def result_rows(name: str, options: Options) -> list[Row]:
    """Return the rows of one file. Raises ReadError."""
    found, rows = stored(name) if is_stored(name) else ([extract_one(name, options)], [])
    for result in found:
        for line in complaints(result):
            click.echo(line, err=True)
        if result.status == "failed":
            raise UnreadableError(f"“{name}”未能读取，不能对照")
    return [*(row for result in found for row in flatten(result)), *rows]


def each(names: Sequence[str], options: Options, workers: int = 1) -> Iterator[Result]:
    """Yield results in order: of files, of members of containers, or those stored; failed ones of what is broken."""
    for written, group in groupby(names, key=is_stored):
        if not written:
            yield from Batch(options, workers).run(group)
            continue
        for name in group:
            yield from _whole_or_failed(name, options)


def _whole_or_failed(name: str, options: Options) -> list[Result]:
    try:
        return whole(name)
    except ReadError as error:
        issue = Issue("read", error.code, str(error), severity="fatal")
        digest = digest_file(Path(name), options.limits)
        return [failed(name, issue, load_recogniser(options.recogniser), digest)]
