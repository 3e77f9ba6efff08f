"""`zhengce bulk`: many documents into a data set, none lost."""

import os
import shlex
import subprocess
from dataclasses import fields
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli import INTERRUPTED
from extractor.cli.limits import with_limits
from extractor.cli.parameters import DATE, RECOGNISER, WORKERS
from extractor.errors import OptionError
from extractor.read.limits import DEFAULT_LIMITS, Limits
from extractor.recognise.base import default_recogniser

if TYPE_CHECKING:
    from extractor.bulk.crew import Crew
    from extractor.bulk.dataset import Dataset
    from extractor.bulk.progress import Progress
    from extractor.bulk.run import Plan

DEFAULT_TIMEOUT = 120.0
OUTPUT = click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="数据集", help="数据集文件夹。"
)
FORMAT = click.option("--format", "form", default="", metavar="parquet|jsonl", help="数据集的格式；默认 parquet。")
TIMEOUT = click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=DEFAULT_TIMEOUT,
    metavar="秒",
    help=f"每篇的时限，大文件每 2 KB 另加 1 秒；默认 {DEFAULT_TIMEOUT:g}。",
)
LIMITS = with_limits("max_seconds", "max_memory")  # a worker has --timeout
COLUMN = click.option("--text-column", default="", metavar="列名", help="jsonl、parquet 中正文的列；默认 text。")


@click.command("bulk")
@click.argument("paths", nargs=-1, metavar="来源...")
@OUTPUT
@FORMAT
@click.option("--resume", is_flag=True, help="接着做已有的数据集：只抽取新增和改动的，来源可省略。")
@click.option("--retry", is_flag=True, help="同 --resume，并把隔离的文档再做一遍。")
@click.option(
    "--forget", multiple=True, metavar="来源", help="同 --resume，并不再要这个来源，其中的文档从数据集中去掉。"
)
@click.option("--workers", type=WORKERS, metavar="N", help="工作进程数；默认每核一个。")
@TIMEOUT
@COLUMN
@DATE
@RECOGNISER
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", help="local 用本机进程，ray 用集群。")
@click.option("--address", metavar="地址", help="Ray 集群的地址，如 auto；不给则在本机新开一个。")
@LIMITS
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 -- one parameter an option
    context: click.Context,
    paths: tuple[str, ...],
    output: Path,
    form: str,
    resume: bool,
    retry: bool,
    forget: tuple[str, ...],
    workers: int | None,
    timeout: float,
    text_column: str,
    date: str | None,
    recogniser: str,
    engine: str,
    address: str | None,
    limits: Limits,
) -> None:
    """批量抽取成数据集：documents、mentions、records、issues 四张表，随时中断都可以接着做。

    来源是文件、文件夹、通配符、压缩包（zip、tar），或每行一篇正文的 jsonl、parquet。

    jsonl、parquet 要写出文件名，不在文件夹里找。

    抽取不了或使进程崩溃、超时的文档记入数据集中的 quarantine.jsonl，用 --retry 重做。
    """
    from extractor.bulk.crew import Patience  # noqa: PLC0415 (slow to import, not needed for help)
    from extractor.bulk.dataset import RUN, Settings, opened  # noqa: PLC0415
    from extractor.bulk.run import Plan  # noqa: PLC0415
    from extractor.pipeline import Options  # noqa: PLC0415

    if address and engine != "ray":
        raise OptionError("--address 只用于 --engine ray")
    plan = Plan(Options(recogniser, date, limits), Patience(timeout), retry)
    settings = Settings(paths, form, text_column=text_column, forget=forget)
    chosen = {"--recogniser": recogniser, "--date": date, "--engine": engine, "--address": address}
    again = _again(output, {**chosen, "--timeout": f"{timeout:.15g}", **_flags(limits)})
    try:
        with opened(output, settings, resume=resume or retry or bool(forget)) as dataset:
            progress = run(dataset, _crew(engine, address, workers, plan), plan)
    except KeyboardInterrupt:
        begun = (output / RUN).exists()
        more = f"做完的都在；接着做：{again} --resume" if begun else "还没有开始做"
        click.echo(f"已停止，{more}", err=True)
        context.exit(INTERRUPTED)
    click.echo(progress.summary(), err=True)
    if progress.counts["failed"]:
        click.echo(f"失败的文档列在 {output / 'quarantine.jsonl'}，重做：{again} --retry", err=True)
    context.exit(1 if progress.counts["failed"] else 0)


def _again(output: Path, options: dict[str, str | None]) -> str:
    """Return the command that goes on with a data set as it is being made, with the options that are no defaults."""
    usual = {"--recogniser": default_recogniser(), "--engine": "local", "--timeout": f"{DEFAULT_TIMEOUT:g}"}
    usual |= _flags(DEFAULT_LIMITS)
    said = [(name, value) for name, value in options.items() if value and value != usual.get(name)]
    command = ["zhengce", "bulk", "-o", str(output), *chain.from_iterable(said)]
    return subprocess.list2cmdline(command) if os.name == "nt" else shlex.join(command)


def _flags(limits: Limits) -> dict[str, str]:
    return {f"--{field.name.replace('_', '-')}": str(getattr(limits, field.name)) for field in fields(limits)}


def run(dataset: "Dataset", crew: "Crew[Any]", plan: "Plan") -> "Progress":
    """Bring a data set in line with its sources and return the counts. Raises as `bulk.run.bulk` does."""
    from extractor.bulk.progress import Progress  # noqa: PLC0415
    from extractor.bulk.run import bulk  # noqa: PLC0415
    from extractor.bulk.sources import total  # noqa: PLC0415

    progress = Progress(total(dataset.settings.sources))
    bulk(dataset, crew, plan, progress)
    return progress


def _crew(engine: str, address: str | None, workers: int | None, plan: "Plan") -> "Crew[Any]":
    if engine == "ray":
        from extractor.bulk.cluster import RayCrew  # noqa: PLC0415

        return RayCrew(workers, plan.options, address)
    from extractor.bulk.crew import LocalCrew  # noqa: PLC0415
    from extractor.isolate import cores  # noqa: PLC0415

    return LocalCrew(workers or cores(), plan.options)
