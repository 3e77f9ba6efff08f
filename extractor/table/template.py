"""An office's own template, filled: its table is found by the names of its columns, everything else stays."""

from collections.abc import Callable, Iterator, Sequence
from copy import copy, deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from extractor.errors import FormatError, OptionError, UnreadableError
from extractor.export.cells import printable
from extractor.export.xlsx import save
from extractor.table.arrange import Table
from extractor.table.columns import match
from extractor.table.task import Key, Task
from extractor.table.xlsx import text_cell

LEAST = 2
"""A row is a header when so many of its cells name a column."""
_SEARCHED = 50
_ROLES: dict[Key, str] = {"lead": "牵头", "coop": "配合"}
Columns = dict[int, Key]


def fill(template: Path, table: Table, stream: BinaryIO) -> None:
    """Fill a .docx or .xlsx template with the rows of a table and write it.

    The first row that names at least two columns is the header; the row behind it gives the style, is
    overwritten when it is empty, and the rows of the table follow it. Raises OptionError when there is no
    such table or the suffix is another, UnreadableError or FormatError when the template cannot be read.
    """
    ways: dict[str, tuple[Callable[[BytesIO], Any], Callable[[Any, Table], bool]]] = {
        ".xlsx": (load_workbook, _fill_workbook),
        ".docx": (_open_document, _fill_document),
    }
    if template.suffix.lower() not in ways:
        raise OptionError(f"模板应为 .xlsx 或 .docx，不能用“{template}”")
    opened, filled = ways[template.suffix.lower()]
    try:
        book = opened(BytesIO(template.read_bytes()))
    except OSError as error:
        raise UnreadableError(f"不能读取模板“{template}”：{error.strerror}；请检查路径和权限") from error
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise FormatError(f"模板“{template}”不是可用的 {template.suffix} 文件；请在 Office 中另存后再试") from error
    if not filled(book, table):
        raise OptionError(f"模板“{template}”里没有找到表头（至少两列，如 重点任务、牵头单位）；请检查列名")
    save(book, stream)


def _open_document(data: BytesIO) -> Any:
    from docx import Document  # noqa: PLC0415 (a workbook does not wait for it)

    return Document(data)


def _fill_workbook(book: Workbook, table: Table) -> bool:
    found = next(_headers_of_book(book.worksheets), None)
    if found is None:
        return False
    sheet, at, columns = found
    pattern = at + 1
    shift = len(table.tasks) - 1 if _is_free(sheet, pattern) else len(table.tasks)
    first = pattern if _is_free(sheet, pattern) else pattern + 1
    if shift > 0:
        _make_room(sheet, first + (first == pattern), shift)
    for row, task in enumerate(table.tasks, start=first):
        _copy_style(sheet, pattern, row)
        for place, key in columns.items():
            text_cell(sheet.cell(row, place), _words(task, key, columns))
    return True


def _words(task: Task, key: Key, columns: Columns) -> str:
    """Return the text of a cell; 责任单位 also names those who lead or help where they have no column."""
    if key != "resp":
        return task.cell(key)
    said: dict[Key, str] = {role: "" if role in columns.values() else f"（{word}）" for role, word in _ROLES.items()}
    parties = {"lead": task.lead, "coop": task.coop}
    lead, coop = ([party.text + said[role] for party in parties[role] if said[role]] for role in _ROLES)
    return "、".join(dict.fromkeys((*lead, *(party.text for party in task.resp), *coop)))


def _headers_of_book(sheets: Sequence[Worksheet]) -> Iterator[tuple[Worksheet, int, Columns]]:
    for sheet in sheets:
        for at, row in enumerate(sheet.iter_rows(max_row=min(sheet.max_row, _SEARCHED)), start=1):
            columns = match([str(cell.value or "") for cell in row])
            if len(columns) >= LEAST:
                yield sheet, at, {place + 1: key for place, key in columns.items()}


def _is_free(sheet: Worksheet, row: int) -> bool:
    return all(cell.value in (None, "") and not isinstance(cell, MergedCell) for cell in sheet[row])


def _make_room(sheet: Worksheet, at: int, count: int) -> None:
    """Move what stands from row `at` on down, with its merged ranges and heights."""
    heights = {row: sheet.row_dimensions[row].height for row in range(at, sheet.max_row + 1)}
    moved = [merged for merged in sheet.merged_cells.ranges if merged.min_row >= at]
    for merged in moved:
        sheet.unmerge_cells(merged.coord)
    sheet.insert_rows(at, count)
    for merged in moved:
        merged.shift(row_shift=count)
        sheet.merge_cells(merged.coord)
    for row in heights:
        sheet.row_dimensions[row].height = None
    for row, height in heights.items():
        sheet.row_dimensions[row + count].height = height


def _copy_style(sheet: Worksheet, source: int, target: int) -> None:
    if source == target:
        return
    pattern: Any = sheet[source]
    for cell in pattern:
        copied: Any = sheet.cell(target, cell.column)
        copied._style = copy(cell._style)
    sheet.row_dimensions[target].height = sheet.row_dimensions[source].height


def _fill_document(book: Any, table: Table) -> bool:
    found = next(_headers_of_document(book), None)
    if found is None:
        return False
    grid, at, columns = found
    rows = list(grid.rows)
    below = rows[at + 1] if at + 1 < len(rows) else None
    pattern = deepcopy(below._tr if below is not None else rows[at]._tr)
    anchor = rows[at]._tr
    if below is not None and not any(cell.text.strip() for cell in below.cells):
        below._tr.getparent().remove(below._tr)
    elif below is not None:
        anchor = below._tr
    for task in table.tasks:
        row = deepcopy(pattern)
        anchor.addnext(row)
        anchor = row
        _fill_row(grid, row, task, columns)
    return True


def _headers_of_document(book: Any) -> Iterator[tuple[Any, int, Columns]]:
    for grid in _grids(book.tables):
        for at, row in enumerate(grid.rows):
            columns = match([cell.text for cell in row.cells])
            if len(columns) >= LEAST:
                yield grid, at, columns


def _grids(grids: Sequence[Any]) -> Iterator[Any]:
    """Yield tables and those that stand in their cells."""
    for grid in grids:
        yield grid
        for row in grid.rows:
            for cell in row.cells:
                yield from _grids(cell.tables)


def _fill_row(grid: Any, row: Any, task: Task, columns: Columns) -> None:
    from docx.table import _Row  # noqa: PLC0415

    header = row.find("{*}trPr/{*}tblHeader")
    if header is not None:
        header.getparent().remove(header)
    filled: dict[Any, str] = {}
    for place, cell in enumerate(_Row(row, grid).cells):  # a cell over two columns comes twice
        key = columns.get(place)
        filled[cell._tc] = filled.get(cell._tc) or (printable(_words(task, key, columns)) if key else "")
        _set_words(cell, filled[cell._tc])


def _set_words(cell: Any, text: str) -> None:
    """Put text into the first run of a cell, so that its font stays; other paragraphs and runs go."""
    first, *others = cell.paragraphs
    for paragraph in others:
        paragraph._p.getparent().remove(paragraph._p)
    runs = first.runs
    for run in runs[1:]:
        run._r.getparent().remove(run._r)
    if runs:
        runs[0].text = text
    elif text:
        run = first.add_run(text)
        style = first._p.find("{*}pPr/{*}rPr")  # the font that an empty paragraph keeps for what is typed in
        if style is not None:
            run._r.insert(0, deepcopy(style))
