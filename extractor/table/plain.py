"""CSV and Markdown."""

from collections.abc import Sequence
from html import escape
from typing import BinaryIO

from extractor.export.cells import printable
from extractor.export.csv import BOM, line
from extractor.table.arrange import Table
from extractor.table.columns import cells
from extractor.table.review import COLUMNS as REVIEW
from extractor.table.review import review

_MARKDOWN = str.maketrans({sign: "\\" + sign for sign in "\\`*_[]#|~"})


def write_csv(table: Table, stream: BinaryIO) -> None:
    """Write UTF-8 with a byte order mark; columns of the heading over a row, the agency, and what to check."""
    several = any(part.title for part in table.parts)
    head = ["单位"] if several else []
    stream.write(BOM + line([*head, "章节", *(column.title for column in table.columns), "核对"]))
    for part in table.parts:
        for group in part.groups:
            for task in group.tasks:
                checks = "\n".join(check.message for check in task.checks)
                first = [part.title] if several else []
                stream.write(line([*first, group.title, *cells(task, table.columns), checks]))


def write_md(table: Table, stream: BinaryIO) -> None:
    """Write one table a group under its heading, cells to check with a mark, and the list of checks."""
    lines = [f"# {_words(table.title)}"]
    titles = [column.title for column in table.columns]
    for part in table.parts:
        lines += ["", f"## {_words(part.title)}"] if part.title else []
        for group in part.groups:
            lines += ["", f"### {_words(group.title)}"] if group.title else []
            lines += ["", *_grid(titles)]
            for task in group.tasks:
                marks = [task.marked(column.key) for column in table.columns]
                texts = [_words(cell) for cell in cells(task, table.columns)]
                lines.append(_row([f"{cell} ⚠" if mark else cell for cell, mark in zip(texts, marks, strict=True)]))
    found = review(table)
    if found:
        lines += ["", "## 核对", "", *_grid([title for title, _ in REVIEW])]
        lines += [_row([_words(cell) for cell in row]) for row in found]
    stream.write(("\n".join(lines) + "\n").encode("utf-8", "replace"))


def _grid(titles: Sequence[str]) -> list[str]:
    return [_row([_words(title) for title in titles]), "|" + " --- |" * len(titles)]


def _row(texts: Sequence[str]) -> str:
    return "| " + " | ".join(texts) + " |"


def _words(text: str) -> str:
    """Return text that is neither HTML nor Markdown, on one line."""
    safe = escape(printable(text), quote=False).translate(_MARKDOWN)
    return "<br>".join(safe.splitlines())
