"""`zhengce diff`: two versions or two levels of a policy, task by task."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.cli.parameters import DATE, DEBUG, RECOGNISER
from extractor.cli.results import result_rows
from extractor.compare.changes import KINDS
from extractor.compare.diff import Difference, Pair, compare_rows
from extractor.errors import OptionError
from extractor.export.cells import printable
from extractor.export.sink import opened
from extractor.export.write import check_spared
from extractor.pipeline import Options

WIDTH, LONGEST = 120, 120


@click.command("diff")
@click.argument("old", metavar="旧文件")
@click.argument("new", metavar="新文件")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="写成 .html（左右对照）或 .xlsx。"
)
@DATE
@RECOGNISER
@DEBUG
def command(  # noqa: PLR0913, PLR0917 -- one parameter an option
    old: str, new: str, output: Path | None, date: str | None, recogniser: str, debug: bool
) -> None:
    """对照两个版本或两级政策：增删、改写的任务，数值、时限、牵头和分工、语气的变化。

    文件是政策文件（当场抽取），或 extract 写出的 .json、.jsonl。
    """
    if output is not None:
        _check(output, (old, new))
    options = Options(recogniser, date, debug=debug)
    difference = compare_rows(result_rows(old, options), result_rows(new, options), (printable(old), printable(new)))
    if output is not None:
        write(difference, output)
    else:
        _show(difference)
    click.echo(summary(difference), err=True)


def write(difference: Difference, target: Path) -> None:
    """Write a difference as .html or .xlsx. Raises OptionError for another suffix, OutputError."""
    _check(target, ())
    if target.suffix.lower() == ".html":
        from extractor.compare.pages import write_difference as writer  # noqa: PLC0415 (only when asked)
    else:
        from extractor.compare.diff_table import write_workbook as writer  # noqa: PLC0415
    with opened(target) as stream:
        writer(difference, stream)


def _check(target: Path, sources: Sequence[str]) -> None:
    if target.suffix.lower() not in (".html", ".xlsx"):
        raise OptionError(f"对照结果只能写成 .html、.xlsx，不能写成“{target}”")
    check_spared(target, sources)


def _show(difference: Difference) -> None:
    console = Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False)
    table = Table(show_lines=True)
    table.add_column("序号", no_wrap=True, justify="right")
    for heading, share in (("变化", 4), ("旧版", 5), ("新版", 5)):
        table.add_column(heading, ratio=share, overflow="fold")
    for number, pair in enumerate(difference.pairs, start=1):
        if pair.changes:
            table.add_row(Text(str(number)), _said(pair), _words(pair.old), _words(pair.new))
    if table.row_count:
        console.print(table)


def _said(pair: Pair) -> Text:
    lines = []
    for change in pair.changes:
        words = f"{change.old or '无'} → {change.new or '无'}"
        lines.append(KINDS[change.kind] + (f"：{words}" if change.kind not in ("added", "dropped", "reworded") else ""))
    return Text(printable("\n".join(lines)))


def _words(row: object) -> Text:
    target = getattr(row, "target", "——")
    return Text(printable(target[:LONGEST]) + ("…" if len(target) > LONGEST else ""))


def summary(difference: Difference) -> str:
    """Return the last line: how many changes, by name."""
    said = "，".join(f"{name} {count}" for name, count in difference.counts.items())
    return f"任务未变 {difference.same} 项；{said or '没有变化'}"
