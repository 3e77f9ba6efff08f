"""`zhengce table`: task-assignment tables (任务分工表) out of documents, and corrected ones read back."""

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import click

from extractor.cli.parameters import DATE, DEBUG, RECOGNISER
from extractor.cli.reporter import complaints
from extractor.cli.results import each, named, read_bytes, whole
from extractor.errors import OptionError
from extractor.export import sink, write
from extractor.export.cells import printable
from extractor.export.write import check_spared
from extractor.pipeline import Options
from extractor.table.arrange import By, Table
from extractor.table.readback import read_book
from extractor.table.template import fill
from extractor.table.update import Change, update
from extractor.table.write import SUFFIXES, Layout, table_of, write_each, writer_of
from extractor.table.write import write as write_table
from extractor.types import Result

KINDS = "|".join(SUFFIXES)


@click.command("table")
@click.argument("paths", nargs=-1, required=True, metavar="路径...")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar=f"文件{KINDS}", help="写到这个文件。")
@click.option("--columns", metavar="列[=新名],...", help="选列、排序、改名，如 重点任务=任务,牵头单位,完成时限。")
@click.option("--by", type=click.Choice(get_args(By)), default="section", help="按章节、牵头单位或时限分组。")
@click.option("--separate", type=click.Path(path_type=Path), metavar="文件夹", help="每个牵头单位各写一个文件。")
@click.option("--form", type=click.Choice(SUFFIXES), help="--separate 的格式；默认同 -o，否则 .xlsx。")
@click.option("--title", metavar="标题", help="表的标题；默认取自文件标题。")
@click.option("--template", type=click.Path(path_type=Path), metavar="模板", help="填入本单位的 .docx 或 .xlsx 模板。")
@click.option(
    "--update", "stored", type=click.Path(path_type=Path), metavar="结果.json", help="把改过的表并回这份结果。"
)
@DATE
@RECOGNISER
@DEBUG
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 -- one parameter an option
    context: click.Context,
    paths: tuple[str, ...],
    output: Path | None,
    columns: str | None,
    by: By,
    separate: Path | None,
    form: str | None,
    title: str | None,
    template: Path | None,
    stored: Path | None,
    date: str | None,
    recogniser: str,
    debug: bool,
) -> None:
    """任务分工表：每项任务一行，用原文的话，列出举措、指标、牵头和责任单位、时限和依据。

    路径是政策文件（当场抽取），或 extract 写出的 .json；多份文件并成一张表，加“来源文件”一列。

    需要核对的单元格有底色，“核对”页逐条列出原因和原句。

    分发表：--by agency 每个牵头单位一个工作表，再加 --separate 文件夹 则每个单位一个文件。

    改过的 .xlsx 可以并回结果：zhengce table --update 结果.json 改过的表.xlsx -o 结果2.json
    """
    if stored is not None:
        for change in correct(stored, paths, output):
            click.echo(printable(change.words))
        return
    check_target(output, separate, template, by)
    names = named(paths)
    if output is not None:
        check_spared(output, (*names, str(template or "")))
    results = gather(names, Options(recogniser, date, debug=debug))
    table = table_of(results, Layout(columns, by, title))
    if output is not None and template is not None:
        with sink.opened(output) as stream:
            fill(template, table, stream)
    elif output is not None:
        write_table(table, output)
    if separate is not None:
        files = write_each(table, separate, form or (output.suffix if output else ".xlsx"), names)
        click.echo(f"已写 {len(files)} 个文件到“{separate}”", err=True)
    click.echo(summary(table), err=True)
    context.exit(1 if any(result.status == "failed" for result in results) else 0)


def check_target(output: Path | None, separate: Path | None, template: Path | None, by: By) -> None:
    """Say what cannot be written before the work, not behind it. Raises OptionError."""
    if output is None and separate is None:
        raise OptionError(f"请用 -o 给出输出文件（{'、'.join(SUFFIXES)}），或用 --separate 给出文件夹")
    if separate is not None and by != "agency":
        raise OptionError("--separate 按牵头单位分文件，请同时写 --by agency")
    if output is None:
        return
    if template is None:
        writer_of(output.suffix)
    elif output.suffix.lower() != template.suffix.lower():
        raise OptionError(f"输出“{output}”与模板“{template}”的后缀应相同")


def gather(names: Sequence[str], options: Options) -> list[Result]:
    """Extract documents, or read stored results. Raises OptionError or ReadError."""
    results = list(each(names, options))
    for result in results:
        for line in complaints(result):
            click.echo(line, err=True)
    return results


def correct(stored: Path, paths: Sequence[str], output: Path | None) -> tuple[Change, ...]:
    """Carry the corrections of one workbook into a stored result. Raises OptionError, ReadError, OutputError."""
    if len(paths) != 1 or output is None or output.suffix.lower() != ".json":
        raise OptionError("写作：zhengce table --update 结果.json 改过的表.xlsx -o 结果2.json")
    check_spared(output, (str(stored), paths[0]))
    results = whole(str(stored))
    changed, changes = update(results, read_book(read_bytes(paths[0]), paths[0]))
    write(changed, output, "json")
    click.echo(f"发现改动 {len(changes)} 处", err=True)
    return changes


def summary(table: Table) -> str:
    """Return the last line: how many rows, and how many cells to check."""
    checks = sum(len(task.checks) for task in table.tasks)
    if not table.tasks:
        return "文中没有识别出任务，表是空的；如确有任务，可用 zhengce inspect 查看识别结果"
    return f"任务 {len(table.tasks)} 项，需核对 {checks + len(table.checks)} 处"
