"""`zhengce watch`: new files of a folder into a data set as they arrive."""

from contextlib import closing, suppress
from pathlib import Path

import click

from extractor.cli.bulk import FORMAT, LIMITS, OUTPUT, TIMEOUT
from extractor.cli.parameters import DATE, RECOGNISER, WORKERS
from extractor.read.limits import Limits

SECONDS = click.FloatRange(min=0.05)


@click.command("watch")
@click.argument("folder", type=click.Path(exists=True, file_okay=False), metavar="文件夹")
@OUTPUT
@FORMAT
@click.option("--retry", is_flag=True, help="把隔离的文档再做一遍。")
@click.option("--every", "pause", type=SECONDS, default=1.0, metavar="秒", help="隔多久看一次；默认 1。")
@click.option("--settle", type=SECONDS, default=2.0, metavar="秒", help="大小和时间多久不变才算写完；默认 2。")
@click.option("--workers", type=WORKERS, default=1, metavar="N", help="工作进程数；默认 1。")
@TIMEOUT
@DATE
@RECOGNISER
@LIMITS
def command(  # noqa: PLR0913, PLR0917 -- one parameter an option
    folder: str,
    output: Path,
    form: str,
    retry: bool,
    pause: float,
    settle: float,
    workers: int,
    timeout: float,
    date: str | None,
    recogniser: str,
    limits: Limits,
) -> None:
    """看着一个文件夹：新来的和改过的文件写完后就抽取进数据集，按 Ctrl-C 停下；再次运行接着做。

    从文件夹里删去的文件，数据集里仍然保留。
    """
    from extractor.bulk.crew import Foreman, LocalCrew, Patience  # noqa: PLC0415 (slow to import)
    from extractor.bulk.dataset import Settings, opened  # noqa: PLC0415
    from extractor.bulk.progress import Progress  # noqa: PLC0415
    from extractor.bulk.run import Builder, identity  # noqa: PLC0415
    from extractor.bulk.watch import Arrivals, Intake, every, watch  # noqa: PLC0415
    from extractor.pipeline import Options  # noqa: PLC0415

    options = Options(recogniser, date, limits)
    settings = Settings((folder,), form, watched=True)
    progress = Progress(0)
    with (
        opened(output, settings, resume=True) as dataset,
        closing(Foreman(LocalCrew(workers, options), Patience(timeout))) as foreman,
        suppress(KeyboardInterrupt),
    ):
        made = identity(options)
        dataset.begin()
        builder = Builder(dataset, foreman, made, progress)
        click.echo(f"正在看着 {folder}，按 Ctrl-C 停下。", err=True)
        known = next(name for name in dataset.settings.sources if Path(name).resolve() == Path(folder).resolve())
        watch(Arrivals(known, settle), Intake(builder, limits, retry=retry), every(pause))
    click.echo(f"已停止。{progress.summary()}", err=True)
