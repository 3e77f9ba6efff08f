"""The console script `zhengce`: finds the command, and turns every ending into an exit code."""

import os
import platform
import signal
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from types import FrameType
from typing import Any, NoReturn

import click

from extractor import __version__
from extractor.cli import INTERRUPTED, chinese
from extractor.errors import ModelError, OptionError, ZhengceError

OK, FAILED, USAGE, CLOSED, STOPPED = 0, 1, 2, 141, 143
COMMANDS = {
    "extract": "从政策文件中抽取目标、时限、责任主体和指标。",
    "inspect": "在终端里查看一份文件的结构、标记和记录。",
    "schema": "输出结果的 JSON Schema。",
    "table": "任务分工表：每项任务一行，带牵头单位、时限和指标。",
    "audit": "审核：缺牵头、缺时限、时限矛盾、数值前后不一、自报数目不符。",
    "diff": "对照两个版本或两级政策：增删改写，数值、时限、分工、语气的变化。",
    "compare": "多份文件同一指标横向比较：地区、年度、排名、加码、目标与实际。",
    "panel": "长表面板数据：每个数值一行，供统计软件使用。",
    "bulk": "批量抽取成数据集：随时中断都能接着做，本机多进程或 Ray。",
    "watch": "看着一个文件夹，新文件到了就抽取进数据集。",
    "annotate": "标注工具：检查、转换、一致性、统计。",
    "evaluate": "在标注文档上衡量抽取质量。",
    "train": "训练自己的识别模型。",
}
"""Each is a module of its name in this package with an attribute `command`."""


class Program(click.Group):
    """A group that imports a command's module when the command is invoked, and no sooner."""

    context_class = chinese.Context

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"extractor.cli.{cmd_name}").command
        return chinese.localise(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command. Raises UsageError, which lists the names."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(f"没有命令“{args[0]}”，可选：{'、'.join(COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an interrupt and a closed pipe end it without a trace."""
        try:
            value = super().invoke(ctx)
            sys.stdout.flush()
            return value
        except BrokenPipeError:
            _discard_output()
            ctx.exit(CLOSED)
        except KeyboardInterrupt:
            click.echo("已中断，没有写完的输出文件已删除。", err=True)
            ctx.exit(INTERRUPTED)
        except click.UsageError as error:
            error.ctx = error.ctx or self._invoked(ctx)
            raise

    def _invoked(self, ctx: click.Context) -> click.Context:
        """Return a context of the invoked command, for errors that click raises without one."""
        command = self.get_command(ctx, ctx.invoked_subcommand or "") or self
        return chinese.Context(command, parent=ctx, info_name=ctx.invoked_subcommand)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run and exit. With `standalone_mode=False` return and raise as click does."""
        if not extra.get("standalone_mode", True):
            return super().main(args, *rest, **extra)
        arguments = sys.argv[1:] if args is None else list(args)
        extra["standalone_mode"] = False
        sys.exit(self._code(arguments, *rest, **extra))

    def _code(self, args: list[str], *rest: Any, **extra: Any) -> int:
        debug = "--debug" in args
        try:
            value = super().main(args, *rest, **extra)
        except click.ClickException as error:
            chinese.show(error)
            return error.exit_code
        except click.Abort:
            return INTERRUPTED
        except ZhengceError as error:
            _trace(debug)
            click.echo(f"错误：{error}", err=True)
            return USAGE if isinstance(error, OptionError) else FAILED
        except Exception as error:
            _trace(debug)
            click.echo(_unexpected(error, debug), err=True)
            return FAILED
        return value if isinstance(value, int) else OK


def _trace(debug: bool) -> None:
    if debug:
        click.echo(traceback.format_exc(), err=True, nl=False)


def _unexpected(error: Exception, debug: bool) -> str:
    detail = " ".join(str(error).split())[:200]
    hint = "" if debug else "；加 --debug 可显示调用栈"
    return f"程序内部错误：{type(error).__name__}{f'（{detail}）' if detail else ''}{hint}"


def _discard_output() -> None:
    """Point standard output at nothing, so that closing it stays quiet."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
    except OSError:
        return


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    click.echo(f"zhengce {__version__}")
    click.echo(f"Python {platform.python_version()}")
    click.echo(f"识别器：{'、'.join(recognisers())}")
    ctx.exit()


def recognisers() -> list[str]:
    """Return the recognisers' names, with a mark where one is not installed."""
    from extractor.pipeline import load_recogniser  # noqa: PLC0415 (only when asked)
    from extractor.recognise.base import RECOGNISERS  # noqa: PLC0415

    names = []
    for name in RECOGNISERS:
        try:
            load_recogniser(name)
            names.append(name)
        except ModelError:
            names.append(f"{name}（未安装）")
    return names


@click.command(
    cls=Program,
    epilog="退出码：0 全部完成；1 有文件失败（逐个列在标准错误）；2 用法有误。",
)
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_show_version, help="显示版本。")
def cli() -> None:
    """zhengce（政策）：把中文政策文件变成结构化记录，每一条都能追溯到原文。"""


def run() -> None:
    """Run the console script; it ends by `sys.exit`."""
    signal.signal(signal.SIGTERM, _stop)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        cli.main(prog_name="zhengce")
    except KeyboardInterrupt:
        click.echo("已中断。", err=True)
        sys.exit(INTERRUPTED)


def _stop(_: int, __: FrameType | None) -> NoReturn:
    sys.exit(STOPPED)
