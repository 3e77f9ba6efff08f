"""Pages to pieces of text in order: paragraphs, cells, and what is left out, across page breaks too."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from extractor.lang.fold import fold
from extractor.read.noise import is_noise
from extractor.read.pdf.chars import Box
from extractor.read.pdf.columns import Placed
from extractor.read.pdf.lines import Line
from extractor.read.pdf.paragraphs import Flowed, Frame, frame, glue, is_full, paragraphs
from extractor.read.pdf.phrases import phrases
from extractor.read.pdf.sheet import Sheet, Table
from extractor.read.pdf.tables import Cell
from extractor.types import Block, BlockKind, Place, Span

PADDING = 8.0
SAME_GRID = 6.0


class Piece(NamedTuple):
    """What becomes one block; `before` separates it from the last."""

    before: str
    text: str
    kind: BlockKind
    place: Place


class _Run(NamedTuple):
    """The table that the last page ended with: its number, rows so far, header and grid."""

    number: int
    rows: int
    table: Table


def pieces(sheets: list[Sheet], left_out: set[Line]) -> Iterator[Piece]:
    """Yield the pieces of a file; what is left out of a page follows the paragraph that crosses it."""
    frames = _frames(sheets, left_out)
    run: _Run | None = None
    count = 0
    for is_table, group in groupby(_items(sheets, left_out), key=lambda item: isinstance(item, Table)):
        if not is_table:
            flow = [item for item in group if isinstance(item, Placed)]
            run = None if any(item.line not in left_out for item in flow) else run
            yield from _text(flow, frames, left_out)
            continue
        for table in (item for item in group if isinstance(item, Table)):
            follows = run is not None and _continues(run.table, table)
            if run is None or not follows:
                count += 1
                run = _Run(count, 0, table)
            header = follows and _row(run.table, 1) == _row(table, 1)
            yield from _cells(table, run.number, run.rows - header, header)
            run = _Run(run.number, run.rows + _height(table) - header, table if not follows else run.table)


def _items(sheets: list[Sheet], left_out: set[Line]) -> Iterator[Placed | Table]:
    """Yield lines and tables in order; the left-out lines above a table's continuation come before it."""
    for sheet in sheets:
        yield from sheet.items
        yield from (Placed(line, 0) for line in sheet.marks)


def _frames(sheets: list[Sheet], left_out: set[Line]) -> dict[tuple[int, int], Frame]:
    """Return the frame of each column of each page, by page and column."""
    whole: dict[int, list[Line]] = defaultdict(list)
    parts: dict[tuple[int, int], list[Line]] = defaultdict(list)
    widths = {sheet.number: sheet.size[0] for sheet in sheets}
    scanned = {sheet.number for sheet in sheets if sheet.scanned}
    for sheet in sheets:
        for item in sheet.items:
            if isinstance(item, Placed) and item.line not in left_out:
                whole[item.column].append(item.line)
                parts[sheet.number, item.column].append(item.line)
    usual = {column: frame(lines, widths[lines[0].page] if not column else None) for column, lines in whole.items()}
    return {
        (page, column): frame(lines, None if column else widths[page], usual[column], page in scanned)
        for (page, column), lines in parts.items()
    }


def _text(flow: list[Placed], frames: dict[tuple[int, int], Frame], left_out: set[Line]) -> Iterator[Piece]:
    kept = [
        Flowed(item.line, frames[item.line.page, item.column], item.column)
        for item in flow
        if item.line not in left_out
    ]
    waiting = [item.line for item in flow if item.line in left_out]
    for paragraph in paragraphs(kept):
        first = paragraph[0].line
        while waiting and waiting[0].page < first.page:
            yield _left_out(waiting.pop(0))
        text = _glued([item.line for item in paragraph])
        kind: BlockKind = "noise" if is_noise(fold(text)) else "text"
        box = first.box
        for item in paragraph[1:]:
            box = box.around(item.line.box) if item.line.page == first.page else box
        yield Piece("\n", text, kind, _place(first.page, box))
    yield from map(_left_out, waiting)


def _left_out(line: Line) -> Piece:
    return Piece("\n", line.text, "noise", _place(line.page, line.box))


def _glued(lines: list[Line]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        text += glue(text, line.text) + line.text
    return text


def _place(page: int, box: Box) -> Place:
    left, top, right, bottom = (round(value, 1) for value in box)
    return Place(page=page, box=(left, top, right, bottom))


def _cells(table: Table, number: int, above: int, header: bool) -> Iterator[Piece]:
    """Yield the cells of one page's part of a table; a header that is repeated is left out."""
    row = 0
    for cell, lines in zip(table.grid.cells, table.lines, strict=True):
        place = _place(table.page, cell.box)
        for at, text in enumerate(_paragraphs(cell, lines)):
            before = "\n" if at or cell.row != row else "\t"
            row = cell.row
            if header and cell.row == 1:
                yield Piece(before, text, "noise", place)
            else:
                where = Place(None, None, table.page, number, above + cell.row, cell.column, place.box)
                yield Piece(before, text, "cell", where)


def _paragraphs(cell: Cell, lines: tuple[Line, ...]) -> list[str]:
    """Join the lines of a cell where the one above was full, or its words stop short in a narrow cell."""
    parts: list[list[Line]] = []
    for line in lines:
        text = fold(line.text)
        runs_on = bool(parts) and is_full(parts[-1][-1], _end(cell, lines), line.text)
        if runs_on and not phrases().starts.match(text):
            parts[-1].append(line)
        else:
            parts.append([line])
    return [_glued(part) for part in parts]


def _end(cell: Cell, lines: tuple[Line, ...]) -> float:
    """Return where the lines of a cell end: as far from its right side as they begin from its left."""
    inset = min(min(line.box.left for line in lines) - cell.box.left, PADDING)
    return max(cell.box.right - max(inset, 0.0), *(line.box.right for line in lines))


def _continues(table: Table, following: Table) -> bool:
    one, two = ([x - part.grid.xs[0] for x in part.grid.xs] for part in (table, following))
    alike = len(one) == len(two) and all(abs(a - b) < SAME_GRID for a, b in zip(one, two, strict=True))
    return alike and following.page > table.page


def _row(table: Table, number: int) -> list[str]:
    """Return the texts of a row, by which a repeated header is known."""
    cells = zip(table.grid.cells, table.lines, strict=True)
    return [_glued(list(lines)) if lines else "" for cell, lines in cells if cell.row == number]


def _height(table: Table) -> int:
    return len(table.grid.ys) - 1


def join(found: Iterable[Piece]) -> tuple[str, list[Block]]:
    """Return the text and its blocks; paragraphs are numbered, cells have their table."""
    texts: list[str] = []
    blocks: list[Block] = []
    at = paragraph = 0
    for piece in found:
        before = piece.before if texts else ""
        start = at + len(before)
        at = start + len(piece.text)
        texts.append(before + piece.text)
        place = piece.place
        if piece.kind != "cell":
            paragraph += 1
            place = Place(paragraph, None, place.page, box=place.box)
        blocks.append(Block(Span(start, at), piece.kind, place))
    return "".join(texts), blocks
