"""The flags of all limits, made from the fields of `Limits`."""

from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from typing import Any

import click

from extractor.read.limits import Limits

Function = Callable[..., Any]
LARGEST = 2**53


def _count(value: str | int) -> int:
    if isinstance(value, str) and not (value.isascii() and value.isdigit() and int(value[:17]) <= LARGEST):
        raise click.BadParameter(f"“{value}”；应为 0 到 {LARGEST} 的整数")
    return min(int(value), LARGEST)


def with_limits(*without: str) -> Callable[[Function], Function]:
    """Give a command one flag for each limit but some; the function takes them as one argument `limits`."""
    known = [field for field in fields(Limits) if field.name not in without]

    def decorate(function: Function) -> Function:
        @wraps(function)
        def command(*args: Any, **given: Any) -> Any:
            limits = Limits(**{field.name: given.pop(field.name) for field in known})
            return function(*args, limits=limits, **given)

        for field in reversed(known):
            flag, title = field.name.replace("_", "-"), field.metadata["title"]
            help_text = f"上限：{title}；默认 {field.default}。"
            option = click.option(f"--{flag}", type=_count, default=field.default, metavar="N", help=help_text)
            command = option(command)
        return command

    return decorate
