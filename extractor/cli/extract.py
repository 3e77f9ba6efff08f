"""`zhengce extract`: files in, records out."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from extractor.cli.limits import with_limits
from extractor.cli.parameters import DATE, DEBUG, RECOGNISER, SCORE, WORKERS
from extractor.cli.reporter import Reporter
from extractor.errors import OptionError
from extractor.export import FORMATS, format_of, sink, threshold, write
from extractor.export.write import named
from extractor.read.limits import Limits
from extractor.types import Result

if TYPE_CHECKING:
    from extractor.pipeline import Options
    from extractor.read.rows import Columns

STDOUT = "-"


@click.command("extract")
@click.argument("paths", nargs=-1, required=True, metavar="路径...")
@click.option("-o", "--output", metavar="文件|文件夹", help="输出文件或文件夹；不给则写到标准输出。")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), help="输出格式；默认看 -o 的后缀，否则 json。")
@DATE
@RECOGNISER
@click.option("--workers", type=WORKERS, default=1, metavar="N", help="同时处理的进程数；默认 1。")
@click.option("--text-column", metavar="列名", help="输入是表格（xlsx、xls、csv、jsonl），每行一篇，正文在这一列。")
@click.option("--id-column", metavar="列名", help="与 --text-column 同用：给每行命名的一列。")
@click.option("--min-score", "least", type=SCORE, default=0.0, metavar="0~1", help="不输出置信度更低的记录和要素。")
@with_limits()
@DEBUG
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 -- one parameter an option
    context: click.Context,
    paths: tuple[str, ...],
    output: str | None,
    form: str | None,
    date: str | None,
    recogniser: str,
    workers: int,
    text_column: str | None,
    id_column: str | None,
    least: float,
    debug: bool,
    limits: Limits,
) -> None:
    """从政策文件中抽取目标、时限、责任主体和指标。

    路径是文件、文件夹（查找其中全部文件）、通配符或 -（标准输入）。压缩包、邮件和网页存档里的每个文件各有一个结果。

    -o 是文件夹（已存在、以 / 结尾或没有后缀）时，每个输入文件各写一个结果文件。

    给出 --text-column 时，其余各列随记录一并输出；读不出的行记为失败，写明行号。

    给出 --min-score 时，目标任务置信度更低的记录不输出，置信度更低的时限、责任主体和指标留空；略去多少会写明。
    """
    target, chosen = destination(output, form)
    from extractor.pipeline import Options  # noqa: PLC0415 (slow to import, not needed for help)

    options = Options(recogniser, date, limits, debug)
    left: Counter[str] = Counter()
    columns = _columns(text_column, id_column)
    reporter = extract(
        paths, target, chosen, options, workers, sieve=lambda results: sifted(results, least, left), columns=columns
    )
    click.echo(reporter.summary(), err=True)
    if left.total():
        click.echo(f"置信度低于 {least:g}，未输出：{threshold.words(left)}", err=True)
    context.exit(1 if reporter.counts["failed"] else 0)


def _columns(text: str | None, name: str | None) -> "Columns | None":
    from extractor.read.rows import Columns  # noqa: PLC0415 (slow to import, not needed for help)

    if name and not text:
        raise OptionError(f"--id-column {name} 要和 --text-column 一起用；请写明正文在哪一列，如 --text-column 正文")
    return Columns(text, name) if text else None


def sifted(results: Iterable[Result], least: float, left: Counter[str]) -> Iterator[Result]:
    """Yield results without what scores below `least`; count in `left` what that is."""
    for result in results:
        kept, out = threshold.sift(result, least)
        left.update(out)
        yield kept


def extract(  # noqa: PLR0913 -- one parameter an option
    paths: Sequence[str],
    target: Path | BinaryIO,
    form: str,
    options: "Options",
    workers: int = 1,
    *,
    sieve: Callable[[Iterable[Result]], Iterator[Result]] = iter,
    columns: "Columns | None" = None,
) -> Reporter:
    """Extract every file that `paths` name and write the results as they come, each through `sieve`.

    With `columns` the files are tables, each row a document.
    Returns the counts. Raises OptionError, ModelError or OutputError; a bad document raises nothing.
    """
    from extractor.cli.jobs import Batch  # noqa: PLC0415 (slow to import, not needed for help)
    from extractor.cli.rows import check_target, row_results  # noqa: PLC0415
    from extractor.read import find  # noqa: PLC0415

    names = list(find(paths))
    if not names:
        raise OptionError(f"“{'”“'.join(paths)}”里没有可读的文件，请检查路径")
    reporter = Reporter()
    if columns:
        check_target(names, target)
    run = row_results(names, columns, options, workers) if columns else Batch(options, workers).run(names)
    quiet = columns is not None or _is_screen(target)
    with (
        closing(run) as results,
        closing(reporter.watch(sieve(results), len(names), quiet=quiet)) as watched,
    ):
        write(watched, target, form)
    return reporter


def destination(output: str | None, form: str | None) -> tuple[Path | BinaryIO, str]:
    """Return where results go, and in which format. Raises OptionError or OutputError."""
    if output is None or output == STDOUT:
        chosen = named(form or "json")
        if chosen.binary and sys.stdout.isatty():
            raise OptionError(f"{chosen.name} 不能显示在终端里；请加 -o 文件名{chosen.suffix}")
        return sys.stdout.buffer, chosen.name
    path = Path(output)
    if sink.is_folder(path) or output.endswith(("/", os.sep)) or not (path.suffix or sink.is_device(path)):
        return sink.folder(path), form or "json"
    return path, form or format_of(path)


def _is_screen(target: Path | BinaryIO) -> bool:
    return not isinstance(target, Path) and target.isatty()
