"""A corrected workbook, read: its rows by key, and the rows that a person added."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from extractor.errors import FormatError
from extractor.read.spreadsheet_cells import shown
from extractor.table.columns import match
from extractor.table.task import KEYS, Key
from extractor.table.xlsx import KEY_HEADS

_SEARCHED = 10


@dataclass(frozen=True, slots=True)
class Corrected:
    """A row as it stands in the sheet; `key` is "" for one that was added. `place` is 任务分工表!7."""

    place: str
    key: str
    cells: Mapping[Key, str]

    @property
    def sheet(self) -> str:
        """The name of its sheet."""
        return self.place.rpartition("!")[0]


@dataclass(frozen=True, slots=True)
class Book:
    """All rows of a workbook; `whole` says that a row that is not there was deleted."""

    rows: tuple[Corrected, ...]
    whole: bool


def read_book(data: bytes, name: str) -> Book:
    """Read a workbook that `zhengce table` wrote. Raises FormatError for any other file."""
    try:
        book = load_workbook(BytesIO(data))
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise FormatError(f"“{name}”不是可用的 .xlsx 文件；请在 Excel 中另存为 .xlsx 再试") from error
    rows: list[Corrected] = []
    heads: list[str] = []
    for sheet in book.worksheets:
        values = [tuple(_text(cell.value, cell.number_format) for cell in row) for row in sheet.iter_rows()]
        for at, row in enumerate(values[:_SEARCHED]):
            place = next((place for place, text in enumerate(row) if text.startswith(tuple(KEY_HEADS.values()))), None)
            if place is not None:
                heads.append(row[place])
                rows += _rows(sheet.title, values, at, place)
                break
    if not heads:
        raise FormatError(f"“{name}”里没有 zhengce table 写的记录编号（隐藏的最后一列）；请在它写出的表上修改")
    return Book(tuple(rows), all(head.startswith(KEY_HEADS[True]) for head in heads))


def _rows(sheet: str, values: list[tuple[str, ...]], head: int, place: int) -> Iterator[Corrected]:
    """Yield rows with a key, and those without one that fill more than one cell, or the wording (a heading: one)."""
    columns = _columns(values[head], values[head][place])
    worded = bool(columns) and columns[min(columns)] != "measure"
    for at, row in enumerate(values[head + 1 :], start=head + 2):
        cells = {key: row[column] for column, key in columns.items()}
        if row[place] or sum(bool(text) for text in cells.values()) > 1 or (worded and cells.get("measure")):
            yield Corrected(f"{sheet}!{at}", row[place], cells)


def _columns(titles: tuple[str, ...], described: str) -> dict[int, Key]:
    """Return the keys of columns by place; a column keeps its key wherever it was moved to, and under a known name."""
    pairs = (item.split("=", 1) for item in described.partition(":")[2].split(","))
    keys = {title: key for key, title in (pair for pair in pairs if len(pair) == 2)}
    known: dict[str, Key] = {key: key for key in KEYS}
    found = {at: known[keys[title]] for at, title in enumerate(titles) if keys.get(title, "") in known}
    renamed = {at: key for at, key in match(titles).items() if at not in found and key not in found.values()}
    return found | {at: key for at, key in renamed.items() if key in keys.values()}


def _text(value: object, form: str) -> str:
    return shown(value, form).replace("\r\n", "\n").replace("_x000D_", "").strip()
