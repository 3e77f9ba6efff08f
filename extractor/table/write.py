"""One function for every format: a table in; a file, or a folder with a file an agency, out."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from extractor.errors import OptionError
from extractor.export import sink
from extractor.export.write import check_spared, free_name
from extractor.table.arrange import By, Table, arrange, title_of
from extractor.table.columns import choose
from extractor.table.rows import rows
from extractor.types import Result

Writer = Callable[[Table, BinaryIO], None]
_WRITERS = {
    ".xlsx": ("extractor.table.xlsx", "write_xlsx"),
    ".docx": ("extractor.table.docx", "write_docx"),
    ".html": ("extractor.table.html", "write_html"),
    ".md": ("extractor.table.plain", "write_md"),
    ".csv": ("extractor.table.plain", "write_csv"),
    ".ics": ("extractor.table.ics", "write_ics"),
}
SUFFIXES = tuple(_WRITERS)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is laid out: `columns` as `choose` reads them, `title` None for that of the document."""

    columns: str | None = None
    by: By = "section"
    title: str | None = None


DEFAULT = Layout()


def table_of(results: Sequence[Result], layout: Layout = DEFAULT) -> Table:
    """Return the table of results. Raises OptionError for columns that there are not."""
    count = sum(len(result.documents) for result in results)
    columns = choose(layout.columns, several=count > 1)
    title = layout.title or title_of(results)
    tasks, checks = rows(results)
    return Table(title, columns, arrange(tasks, layout.by), checks)


def writer_of(suffix: str) -> Writer:
    """Return the writer for a suffix, imported when it is used. Raises OptionError."""
    if suffix.lower() not in _WRITERS:
        raise OptionError(f"任务分工表只能写成 {'、'.join(SUFFIXES)}，不能写成“{suffix or '没有后缀的文件'}”")
    module, function = _WRITERS[suffix.lower()]
    found: Writer = getattr(import_module(module), function)
    return found


def write(table: Table, target: Path, sources: Iterable[str] = ()) -> None:
    """Write a table; the file appears whole or not at all. Raises OptionError, or OutputError (a source too)."""
    writer = writer_of(target.suffix)
    check_spared(target, sources)
    with sink.opened(target) as stream:
        writer(table, stream)


def write_each(table: Table, folder: Path, suffix: str, sources: Iterable[str] = ()) -> list[Path]:
    """Write a file a part into a folder and return the files; the checks of a part go with it."""
    writer = writer_of(suffix)
    sink.folder(folder)
    files: list[Path] = []
    taken: set[str] = set()
    for part in table.parts:
        stem = _FORBIDDEN.sub("_", part.title)[:_LONGEST].strip(" .") or "任务分工表"
        target = folder / free_name(stem, suffix, taken)
        check_spared(target, sources)
        with sink.opened(target) as stream:
            writer(replace(table, parts=(part,), checks=(), whole=False), stream)
        files.append(target)
    return files
