"""`zhengce panel`: the long-form panel for research."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from extractor.cli.parameters import DATE, DEBUG, RECOGNISER, WORKERS
from extractor.cli.reporter import Reporter
from extractor.cli.results import named, results
from extractor.compare.panel import writer_of
from extractor.compare.point import Point
from extractor.compare.points import points
from extractor.export.sink import opened
from extractor.export.write import check_spared
from extractor.pipeline import Options

PRESENCES = {
    "value": "数值",
    "unquantified": "无确数",
    "named": "只提到指标",
    "none": "没有指标的文档",
    "failed": "未能读取",
}


@click.command("panel")
@click.argument("paths", nargs=-1, required=True, metavar="路径...")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="文件",
              help="写成 .parquet、.csv、.xlsx 或 .dta。")  # fmt: skip
@DATE
@RECOGNISER
@click.option("--workers", type=WORKERS, default=1, metavar="N", help="同时处理的进程数；默认 1。")
@DEBUG
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 -- one parameter an option
    context: click.Context,
    paths: tuple[str, ...],
    output: Path,
    date: str | None,
    recogniser: str,
    workers: int,
    debug: bool,
) -> None:
    """把许多文件中的数值汇成长表：每个数值一行，含地区、层级、年份、指标、单位、语气、原句和位置。

    空格表示文中没有写；presence 列区分有数值、只提到指标、没有任何指标和未能读取。

    路径是政策文件、文件夹，或 extract 写出的 .json。
    """
    writer = writer_of(output)
    names = named(paths)
    check_spared(output, names)
    reporter, counts = Reporter(), Counter[str]()

    def found() -> Iterator[Point]:
        for result in results(names, Options(recogniser, date, debug=debug), workers, reporter):
            for point in points(result):
                counts[point.presence] += 1
                yield point

    with opened(output) as stream:
        rows = writer(found(), stream)
    click.echo(summary(rows, counts), err=True)
    context.exit(1 if reporter.counts["failed"] else 0)


def summary(rows: int, counts: Counter[str]) -> str:
    """Return the last line: how many rows, by presence."""
    said = "，".join(f"{name} {counts[key]}" for key, name in PRESENCES.items() if counts[key])
    return f"面板共 {rows} 行：{said}" if rows else "面板没有内容"
