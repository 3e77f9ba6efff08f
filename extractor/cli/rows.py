"""Rows of tables as documents: the jobs of `zhengce extract --text-column`."""

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

from extractor import pipeline
from extractor.errors import OptionError, ZhengceError
from extractor.export import sink
from extractor.export.write import check_spared
from extractor.isolate import Pool
from extractor.pipeline import Options
from extractor.read.find import STDIN, find
from extractor.read.rows import Columns, Row, read_rows
from extractor.types import Issue, Result


def row_results(paths: Sequence[str], columns: Columns, options: Options, workers: int = 1) -> Generator[Result]:
    """Yield the result of every row of the tables that `paths` name, in order, none lost.

    Rows are read as they are worked on. Raises OptionError for a column that a table does not have.
    """
    seconds = options.limits.max_seconds
    if workers == 1 and not seconds:
        yield from (extract_row(row, options) for row in _rows(paths, columns, options))
    else:
        yield from Pool(extract_row, fail_row, options, workers, seconds).run(_rows(paths, columns, options))


def check_target(paths: Sequence[str], target: object) -> None:
    """Raise OptionError for a folder as the target of rows, OutputError for one of the tables themselves."""
    if not isinstance(target, Path):
        return
    if sink.is_folder(target):
        raise OptionError(f"给出 --text-column 时，结果写进一个文件；请把 -o {target} 换成文件名，如 结果.csv")
    check_spared(target, paths)


def extract_row(row: Row, options: Options) -> Result:
    """Extract one row; whatever goes wrong with it becomes a failed result."""
    try:
        return pipeline.extract_row(row, options)
    except ZhengceError:
        raise
    except Exception as error:
        if options.debug:
            raise
        return fail_row(row, options, "internal", f"时出错（{type(error).__name__}），这一行未抽取")


def fail_row(row: Row, options: Options, code: str, cause: str) -> Result:
    """Return the failed result of a row; `cause` goes on from 处理 and its name."""
    issue = Issue("read", code, f"处理 {row.name} {cause}", severity="fatal")
    return pipeline.failed_row(row, issue, options)


def _rows(paths: Sequence[str], columns: Columns, options: Options) -> Iterator[Row]:
    for path in find(paths):
        if path == STDIN:
            raise OptionError("--text-column 需要文件，不能用标准输入（-）；请先存成文件")
        yield from read_rows(Path(path), columns, options.limits)
