"""The names and times that a person typed into one cell."""

import re
from collections.abc import Iterable

from extractor.lang.brackets import top_level
from extractor.lang.fold import fold
from extractor.table.remarks import bare, behind_name

_BETWEEN = re.compile(r"[、,;\s]+")
_LINES = re.compile(r"[;；\n]+")


def names(cell: str, known: Iterable[str]) -> list[str]:
    """Return the agencies of a cell without what only belongs to the list (等有关部门).

    `known` ones stay whole although they hold a 、 (各市、县人民政府), without what stands in brackets behind them.
    """
    plain = fold(cell)
    shut = top_level(plain, 0, len(plain))
    wholes = sorted({name for name in known if name}, key=len, reverse=True)
    found: list[str] = []
    at = 0
    while at < len(cell):
        between = _BETWEEN.match(plain, at)
        if between:
            at = between.end()
            continue
        whole = next((name for name in wholes if _stands(name, cell, plain, at)), "")
        end = behind_name(plain, at + len(whole)) if whole else _next(plain, at, shut)
        found.append(whole or bare(cell[at:end].strip()))
        at = end
    return list(dict.fromkeys(found))


def times(cell: str) -> list[str]:
    """Return the deadlines of a cell, cut at semicolons and line ends."""
    return list(dict.fromkeys(part.strip() for part in _LINES.split(cell) if part.strip()))


def _stands(name: str, cell: str, plain: str, at: int) -> bool:
    end = behind_name(plain, at + len(name))
    return cell.startswith(name, at) and (end == len(cell) or _BETWEEN.match(plain, end) is not None)


def _next(plain: str, at: int, shut: list[tuple[int, int]]) -> int:
    """Return where the next name's separator is, brackets left out."""
    for between in _BETWEEN.finditer(plain, at):
        if not any(opener < between.start() < closer for opener, closer in shut):
            return between.start()
    return len(plain)
