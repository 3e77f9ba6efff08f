"""The columns of a table: which, in what order, under what names."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from extractor.errors import OptionError
from extractor.lang.fold import fold
from extractor.table.task import KEYS, Key, Task

_ASIDE = re.compile(r"[\s()\[\]【】〔〕、/,:*]|\d")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `width` in characters of the body font."""

    key: Key
    title: str
    width: int


def choose(wanted: str | None, *, several: bool) -> tuple[Column, ...]:
    """Return the columns of `重点任务=任务,牵头单位` in that order, the part behind `=` being the new name.

    Without `wanted` all of them, 来源文件 only for `several` documents. Raises OptionError.
    """
    if not wanted:
        return tuple(column for column in standard() if several or column.key != "source")
    chosen = []
    for item in re.split("[,，]", wanted):
        name, _, title = item.partition("=")
        key = key_of(name)
        if key is None:
            known = "、".join(column.title for column in standard())
            raise OptionError(f"没有名为“{name.strip()}”的列，可选：{known}")
        column = standard()[KEYS.index(key)]
        chosen.append(replace(column, title=title.strip() or column.title))
    unique([column.title for column in chosen])
    return tuple(chosen)


def unique(titles: Sequence[str]) -> None:
    """Raise OptionError when two columns have one name: nobody could tell them apart when it is read back."""
    twice = [title for at, title in enumerate(titles) if title in titles[:at]]
    if twice:
        raise OptionError(f"列名“{twice[0]}”用了两次；请用 = 改成不同的名字，如 责任单位=承办单位")


def key_of(name: str) -> Key | None:
    """Return the key of a column that offices name so; None for an unknown name."""
    return _names().get(_bare(name))


def match(header: Iterable[str]) -> dict[int, Key]:
    """Return the keys of a header's columns by their place; of two that fit one key, the first."""
    found: dict[int, Key] = {}
    for at, name in enumerate(header):
        key = key_of(name)
        if key and key not in found.values():
            found[at] = key
    return found


@cache
def standard() -> tuple[Column, ...]:
    """Return every column in the order of `KEYS`."""
    rows = {row["key"]: row for row in _rows()}
    return tuple(Column(key, rows[key]["title"], rows[key]["width"]) for key in KEYS)


def cells(task: Task, columns: Iterable[Column]) -> list[str]:
    """Return the texts of a row."""
    return [task.cell(column.key) for column in columns]


def _bare(name: str) -> str:
    return _ASIDE.sub("", fold(name)).casefold()


@cache
def _names() -> dict[str, Key]:
    names = ((row["key"], name) for row in _rows() for name in (row["key"], row["title"], *row["synonyms"]))
    return {_bare(name): key for key, name in names}


@cache
def _rows() -> list[dict[str, Any]]:
    data = tomllib.loads(files("extractor.table.data").joinpath("columns.toml").read_text("utf-8"))
    rows: list[dict[str, Any]] = data["column"]
    return rows
