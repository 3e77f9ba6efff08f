"""click in Chinese: its headings, its help texts, its errors. The one place for all of them."""

import re
from collections.abc import Callable, Iterable

import click

from extractor.export.cells import display_width

_HEADINGS = {"Options": "选项", "Commands": "命令", "Positional arguments": "参数"}
_PLACEHOLDERS = (
    ("[OPTIONS]", "[选项]"),
    ("COMMAND [ARGS]...", "命令 [参数]..."),
    ("INTEGER RANGE", "整数"),
    ("INTEGER", "整数"),
    ("FLOAT", "小数"),
    ("TEXT", "文字"),
    ("DIRECTORY", "文件夹"),
    ("FILENAME", "文件"),
    ("FILE", "文件"),
    ("DIR", "文件夹"),
    ("PATH", "路径"),
)
_HELP = (
    ("Show this message and exit.", "显示本说明。"),
    ("Show the version and exit.", "显示版本。"),
    ("[required]", "[必填]"),
    ("default: ", "默认 "),
)
_MESSAGES = tuple(
    (re.compile(pattern, re.DOTALL), wording)
    for pattern, wording in (
        (r"No such command '(.*?)'\..*", "没有命令“{0}”"),
        (r"Missing command\.", "缺少命令"),
        (r"No such option:? '?(.*?)'?\.?", "没有选项“{0}”"),
        (r"Got unexpected extra arguments? \((.*)\)", "多出的参数：{0}"),
        (r"Option '(.*)' does not take a value\.", "选项 {0} 后面不带值"),
        (r"Option '(.*)' requires an argument\.", "选项 {0} 后面缺一个值"),
        (r"Option '(.*)' requires (\d+) arguments\.", "选项 {0} 后面要有 {1} 个值"),
        (r"Argument '(.*)' takes (\d+) values\.", "参数 {0} 要有 {1} 个值"),
        (r"'(.*)' is not one of (.*)\.", "“{0}”不在可选值之内，可选：{1}"),
        (r"'(.*)' is not a valid integer(?: range)?\.", "“{0}”不是整数"),
        (r"'(.*)' is not a valid float(?: range)?\.", "“{0}”不是数"),
        (r"'(.*)' is not a valid boolean\..*", "“{0}”不是“是”或“否”（true 或 false）"),
        (r"(.*) is not in the range (.*)\.", "“{0}”超出范围，应满足 {1}"),
        (r"\w+ '(.*)' does not exist\.", "“{0}”不存在，请检查路径"),
        (r"\w+ '(.*)' is a directory\.", "“{0}”是文件夹，这里要一个文件"),
        (r"\w+ '(.*)' is a file\.", "“{0}”是文件，这里要一个文件夹"),
        (r"\w+ '(.*)' is not readable\.", "“{0}”没有读取权限"),
        (r"\w+ '(.*)' is not writable\.", "“{0}”没有写入权限"),
    )
)


class Formatter(click.HelpFormatter):
    """Help with Chinese headings and placeholders."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that starts with 用法."""
        super().write_usage(prog, _replaced(args, _PLACEHOLDERS), prefix or "用法: ")

    def write_heading(self, heading: str) -> None:
        """Write a heading by its Chinese name."""
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 34, col_spacing: int = 2) -> None:
        """Write two columns, aligned by the width of Chinese characters, click's own words in Chinese."""
        chinese = [(_replaced(term, _PLACEHOLDERS), _replaced(text, _HELP)) for term, text in rows]
        column = (
            max((display_width(term) for term, _ in chinese if display_width(term) <= col_max), default=0) + col_spacing
        )
        indent = " " * self.current_indent
        for term, text in chinese:
            gap = (
                f"\n{indent}{' ' * column}"
                if display_width(term) > column - col_spacing
                else " " * (column - display_width(term))
            )
            self.write(f"{indent}{term}{gap if text else ''}{text}\n")


class Context(click.Context):
    """A context whose help is Chinese."""

    formatter_class = Formatter


def localise(command: click.Command) -> click.Command:
    """Give a command, and every command under it, the Chinese context and `--debug`."""
    command.context_class = Context
    if isinstance(command, click.Group):
        for child in command.commands.values():
            localise(child)
    elif not any(parameter.name == "debug" for parameter in command.params):
        command.params.append(click.Option(["--debug"], is_flag=True, expose_value=False, help=DEBUG_HELP))
    return command


DEBUG_HELP = "出错时停下并显示调用栈。"


def show(error: click.ClickException) -> None:
    """Print a click error to standard error: usage, cause, and where the help is."""
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError" and context is not None:
        click.echo(context.get_help(), err=True)
        return
    if isinstance(error, click.UsageError) and context is not None:
        click.echo(context.get_usage(), err=True)
    click.echo(f"错误：{explain(error)}", err=True)
    if isinstance(error, click.UsageError) and context is not None:
        click.echo(f"查看说明：{context.command_path} --help", err=True)


def explain(error: click.ClickException) -> str:
    """Return the cause in Chinese; messages that already are pass through."""
    for kind, describe in _KINDS:
        if isinstance(error, kind):
            return describe(error)
    return _translated(error.format_message())


def _missing(error: click.ClickException) -> str:
    assert isinstance(error, click.MissingParameter)
    parameter = error.param
    is_option = (error.param_type or getattr(parameter, "param_type_name", "")) == "option"
    cause = f"缺少{'选项' if is_option else '参数'} {_hint(error)}".rstrip()
    if isinstance(getattr(parameter, "type", None), click.Choice):
        return f"{cause}，可选：{'、'.join(map(str, parameter.type.choices))}"  # type: ignore[union-attr]
    return cause


def _bad_value(error: click.ClickException) -> str:
    assert isinstance(error, click.BadParameter)
    hint = _hint(error)
    return f"{hint} 的值无效：{_translated(error.message)}" if hint else f"值无效：{_translated(error.message)}"


def _no_option(error: click.ClickException) -> str:
    assert isinstance(error, click.NoSuchOption)
    near = f"，是否想用 {'、'.join(sorted(error.possibilities))}" if error.possibilities else ""
    return f"没有选项“{error.option_name}”{near}"


def _bad_file(error: click.ClickException) -> str:
    assert isinstance(error, click.FileError)
    return f"无法打开文件“{error.ui_filename}”：{error.message}"


def _hint(error: click.BadParameter) -> str:
    """Return the parameter's name as the user writes it."""
    if isinstance(error.param_hint, str):
        return error.param_hint.strip("'")
    if error.param_hint is not None:
        return " / ".join(error.param_hint)
    if error.param is None:
        return ""
    if isinstance(error.param, click.Option):
        return " / ".join(error.param.opts)
    return (error.param.get_error_hint(error.ctx) if error.ctx else error.param.human_readable_name).strip("'.…")


def _translated(message: str) -> str:
    for pattern, wording in _MESSAGES:
        match = pattern.fullmatch(message)
        if match:
            return wording.format(*(group.replace("'", "") for group in match.groups()))
    return message


def _replaced(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for english, chinese in pairs:
        text = text.replace(english, chinese)
    return text


_KINDS: tuple[tuple[type[click.ClickException], Callable[[click.ClickException], str]], ...] = (
    (click.MissingParameter, _missing),
    (click.BadParameter, _bad_value),
    (click.NoSuchOption, _no_option),
    (click.FileError, _bad_file),
)
