"""`zhengce inspect`: one file in the terminal, its headings, its marked text, its records."""

import click

from extractor.cli.parameters import DATE, DEBUG, RECOGNISER


@click.command("inspect")
@click.argument("path", metavar="文件")
@DATE
@RECOGNISER
@DEBUG
@click.pass_context
def command(context: click.Context, path: str, date: str | None, recogniser: str, debug: bool) -> None:
    """在终端里查看一份文件：标题结构、标出目标与要素的正文、记录。

    文件写 - 表示标准输入。颜色只在终端里有。
    """
    from rich.console import Console  # noqa: PLC0415 (slow to import, not needed for help)

    from extractor.cli.jobs import extract_one  # noqa: PLC0415
    from extractor.cli.reporter import complaints  # noqa: PLC0415
    from extractor.cli.view import view  # noqa: PLC0415
    from extractor.pipeline import Options  # noqa: PLC0415

    result = extract_one(path, Options(recogniser, date, debug=debug))
    console = Console(highlight=False, soft_wrap=True)
    for shown in view(result):
        console.print(shown)
    for line in complaints(result):
        click.echo(line, err=True)
    context.exit(1 if result.status == "failed" else 0)
