"""Characters to lines: runs in file order, rows by baseline, segments between wide gaps."""

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from extractor.read.pdf.chars import Box, Char, is_wide

GAP = 1.5
WORD = 0.2
SPACED = 0.5
SAME_BASE = 0.45


class Line(NamedTuple):
    """A stretch of text on one baseline; `em` is the width of a Chinese character in it, in points."""

    text: str
    box: Box
    em: float
    page: int = 1
    slanted: bool = False

    @property
    def wides(self) -> int:
        """Count the square characters."""
        return sum(map(is_wide, self.text))


def segments(chars: Iterable[Char], page: int) -> list[list[Line]]:
    """Return the rows of a page from top to bottom, each the lines that wide gaps part."""
    runs = [run for run in _runs(chars) if any(not char.text.isspace() for char in run)]
    ems = {id(run): _em(run) for run in runs}
    runs.sort(key=lambda run: (_base(run), run[0].box.left))
    rows: list[list[list[Char]]] = []
    for run in runs:
        near = SAME_BASE * min(ems[id(run)], ems[id(rows[-1][0])]) if rows else 0
        if rows and abs(_base(run) - _base(rows[-1][0])) < near:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [[_line(part, page) for part in _parts(row)] for row in rows]


def join(row: list[Line]) -> Line:
    """Return the lines of a row as one, a space in every gap."""
    box = row[0].box
    for line in row[1:]:
        box = box.around(line.box)
    return row[0]._replace(text=" ".join(line.text for line in row), box=box, em=max(line.em for line in row))


def watermarks(chars: Iterable[Char], page: int) -> list[Line]:
    """Return what is written aslant, one line for each run."""
    slanted = (list(run) for mark, run in groupby(chars, key=lambda char: char.slanted) if mark)
    lines = []
    for run in slanted:
        box = run[0].box
        for char in run[1:]:
            box = box.around(char.box)
        text = "".join(char.text for char in run).strip()
        if text:
            lines.append(Line(text, box, _em(run), page, True))
    return lines


def _runs(chars: Iterable[Char]) -> Iterator[list[Char]]:
    run: list[Char] = []
    for char in chars:
        if run and not _follows(run[-1], char):
            yield run
            run = []
        run.append(char)
    if run:
        yield run


def _follows(last: Char, char: Char) -> bool:
    size = max(last.box.bottom - last.box.top, char.box.right - char.box.left, 1.0)
    gap = char.box.left - last.box.right
    return abs(last.base - char.base) < SAME_BASE * size and -size < gap < GAP * size


def _base(run: list[Char]) -> float:
    return run[len(run) // 2].base


def _em(run: list[Char]) -> float:
    """Return the size of a run: the usual advance of its square characters, else its height."""
    widths = [char.box.right - char.box.left for char in run if is_wide(char.text)]
    size = median(widths) if widths else 0.9 * max(char.box.bottom - char.box.top for char in run)
    return max(size, 1.0)


def _parts(row: list[list[Char]]) -> Iterator[list[Char]]:
    """Yield the characters of a row from left to right, cut at wide gaps."""
    row.sort(key=lambda run: run[0].box.left)
    part = list(row[0])
    for last, run in pairwise(row):
        if run[0].box.left - part[-1].box.right > GAP * min(_em(last), _em(run)):
            yield part
            part = []
        part.extend(run)
    yield part


def _line(part: list[Char], page: int) -> Line:
    em = _em(part)
    visible = [char for char in part if not char.text.isspace()]
    box = visible[0].box
    for char in visible[1:]:
        box = box.around(char.box)
    return Line("".join(_spaced(part, em)).strip(), box, em, page)


def _spaced(part: list[Char], em: float) -> Iterator[str]:
    """Yield the characters of a line; a gap that shows is a space, spaces beside spaces are one."""
    last = part[0]
    yield last.text
    for char in part[1:]:
        gap = char.box.left - last.box.right
        narrow = not is_wide(char.text) and not is_wide(last.text)
        if char.text == " " and last.text == " ":
            continue
        if " " not in (char.text, last.text) and gap > em * (WORD if narrow else SPACED):
            yield " "
        yield char.text
        last = char
