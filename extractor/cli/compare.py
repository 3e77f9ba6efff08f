"""`zhengce compare`: the same indicator across documents."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.cli.parameters import DATE, DEBUG, RECOGNISER, WORKERS
from extractor.cli.reporter import Reporter
from extractor.cli.results import named, results
from extractor.compare.places import place_of
from extractor.compare.points import points
from extractor.compare.series import VERDICTS, Series, gather, outcomes, steps
from extractor.errors import OptionError
from extractor.export.cells import printable
from extractor.export.sink import opened
from extractor.export.write import check_spared
from extractor.pipeline import Options
from extractor.types import Result

WIDTH, MOST = 120, 60
"""So many rows are printed; -o gives all."""


@click.command("compare")
@click.argument("paths", nargs=-1, required=True, metavar="路径...")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="写成 .html 或 .xlsx。")
@DATE
@RECOGNISER
@click.option("--workers", type=WORKERS, default=1, metavar="N", help="同时处理的进程数；默认 1。")
@DEBUG
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 -- one parameter an option
    context: click.Context,
    paths: tuple[str, ...],
    output: Path | None,
    date: str | None,
    recogniser: str,
    workers: int,
    debug: bool,
) -> None:
    """比较多份文件的同一指标：地区、年度、名次，逐级加码，目标与实际。

    路径是政策文件、文件夹，或 extract 写出的 .json。

    加码只比较比率、平均值一类指标，且上下级地区须能确认；总量指标不逐级比较。
    """
    names = named(paths)
    if output is not None:
        _check(output, names)
    reporter = Reporter()
    found = results(names, Options(recogniser, date, debug=debug), workers, reporter)
    if output is None:
        series = gather(point for result in found for point in points(result))
        _show(series)
        click.echo(summary(series), err=True)
    else:
        write(found, output)
    context.exit(1 if reporter.counts["failed"] else 0)


def write(found: Iterable[Result], target: Path) -> None:
    """Write the comparison as .html or .xlsx. Raises OptionError for another suffix, OutputError."""
    _check(target, ())
    with opened(target) as stream:
        if target.suffix.lower() == ".html":
            from extractor.compare.report import write_report  # noqa: PLC0415 (only when asked)

            write_report(found, stream)
        else:
            from extractor.compare.series_table import write_workbook  # noqa: PLC0415

            write_workbook((point for result in found for point in points(result)), stream)


def _check(target: Path, sources: Iterable[str]) -> None:
    if target.suffix.lower() not in (".html", ".xlsx"):
        raise OptionError(f"比较结果只能写成 .html、.xlsx，不能写成“{target}”")
    check_spared(target, sources)


def _show(found: list[Series]) -> None:
    table = Table(*("指标", "单位", "地区或机关", "年份", "数值", "文件"), show_lines=False)
    rows = [(series, point) for series in found for point in series.points]
    for series, point in rows[:MOST]:
        year = str(point.year) if point.year else "未写"
        cells = (series.key.indicator, series.key.unit, place_of(point).name, year, point.value, point.title)
        table.add_row(*(Text(printable(cell or "")) for cell in cells))
    if rows:
        Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False).print(table)
    if len(rows) > MOST:
        click.echo(f"另有 {len(rows) - MOST} 行，用 -o 文件.xlsx 或 -o 文件.html 看全部")


def summary(found: list[Series]) -> str:
    """Return the last line: shared indicators, steps by verdict, targets with a reported number."""
    chains = [step for series in found for step in steps(series)]
    said = "，".join(
        f"{name} {count}" for key, name in VERDICTS.items() if (count := sum(step.verdict == key for step in chains))
    )
    reported = sum(1 for series in found for _ in outcomes(series))
    return (
        f"共有指标 {len(found)} 个；逐级可比 {len(chains)} 处{f'（{said}）' if said else ''}；目标与实际 {reported} 处"
    )
