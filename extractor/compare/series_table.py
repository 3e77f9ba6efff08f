"""Compared indicators as a workbook."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from openpyxl import Workbook

from extractor.compare.places import place_of
from extractor.compare.point import Point
from extractor.compare.series import VERDICTS, Key, Series, amount, gather, outcomes, ranks, steps
from extractor.export.columns import Cell
from extractor.export.names import ADMIN_LEVELS, KINDS
from extractor.export.xlsx import Sheet, save

_KEY = (("指标", 30), ("单位", 10), ("增减", 10), ("累计", 8), ("每", 8))
_RANKS = (*_KEY, ("年份", 8), ("名次", 6), ("地区或机关", 26), ("层级", 8), ("目标", 14), ("数", 12), ("与首位差", 12),
          ("原句", 60), ("文件", 30), ("起", 8), ("止", 8))  # fmt: skip
_STEPS = (*_KEY, ("年份", 8), ("本级", 24), ("本级目标", 14), ("上级", 24), ("上级目标", 14), ("差", 10), ("判断", 20),
          ("本级原句", 50), ("上级原句", 50))  # fmt: skip
_OUTCOMES = (*_KEY, ("年份", 8), ("地区或机关", 24), ("目标", 14), ("实际", 14), ("差", 10), ("判断", 10),
             ("目标原句", 50), ("实际原句", 50))  # fmt: skip
ABSENT, NAMED = "未写", "只提到，没有数值"
"""Cells of the first sheet: the document gives no number of that year; it names the indicator and gives none."""


def write_workbook(points: Iterable[Point], stream: BinaryIO) -> list[Series]:
    """Write the sheets 指标对照, 排名, 加码 and 目标与实际; return the indicators that documents share."""
    found = gather(points)
    years = sorted({point.year for series in found for point in series.points if point.year is not None})
    book = Workbook(write_only=True)
    table = (*_KEY, ("地区或机关", 26), ("层级", 8), *((str(year), 16) for year in years), ("年份未写", 16))
    sheets = [
        _sheet(book, "指标对照", table, (row for series in found for row in _matrix(series, years))),
        _sheet(book, "排名", _RANKS, (row for series in found for row in _ranked(series))),
        _sheet(book, "加码", _STEPS, (row for series in found for row in _stepped(series))),
        _sheet(book, "目标与实际", _OUTCOMES, (row for series in found for row in _reported(series))),
    ]
    for sheet in sheets:
        sheet.close()
    save(book, stream)
    return found


def _sheet(book: Workbook, name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Cell]]) -> Sheet:
    sheet = Sheet(book, name, columns)
    for row in rows:
        sheet.append(row)
    return sheet


def _key(key: Key) -> tuple[Cell, ...]:
    return key.indicator, key.unit or None, key.moves or None, key.years or None, key.per


def _matrix(series: Series, years: Sequence[int]) -> Iterator[tuple[Cell, ...]]:
    """Yield a row a place: what it says of each year."""
    cells: dict[tuple[str, str | None], dict[int | None, list[str]]] = defaultdict(lambda: defaultdict(list))
    for point in series.points:
        note = "" if point.kind == "target" else f"（{KINDS.get(point.kind or '', '')}）"
        cells[place_of(point)[:2]][point.year].append(f"{point.value}{note}")
    for point in series.named:
        cells.setdefault(place_of(point)[:2], defaultdict(list)).setdefault(None, [NAMED])
    for (name, level), said in sorted(cells.items(), key=lambda each: each[0][0]):
        values = ("；".join(said.get(year, ())) or ABSENT for year in years)
        yield *_key(series.key), name, ADMIN_LEVELS.get(level or ""), *values, "；".join(said.get(None, ())) or None


def _ranked(series: Series) -> Iterator[tuple[Cell, ...]]:
    best: dict[int, float] = {}
    for year, rank, point in ranks(series):
        number = amount(point)  # in the unit of the series
        first = best.setdefault(year, number)
        place = place_of(point)
        yield (
            *_key(series.key),
            year,
            rank,
            place.name,
            ADMIN_LEVELS.get(place.level or ""),
            point.value,
            number,
            round(number - first, 6),
            point.sentence,
            point.title,
            point.value_start,
            point.value_end,
        )


def _stepped(series: Series) -> Iterator[tuple[Cell, ...]]:
    for step in steps(series):
        own, upper = step.own, step.upper
        names = step.place.name, own.value, place_of(upper).name, upper.value
        yield *_key(step.key), step.year, *names, step.difference, VERDICTS[step.verdict], own.sentence, upper.sentence


def _reported(series: Series) -> Iterator[tuple[Cell, ...]]:
    for each in outcomes(series):
        judged = {True: "达到", False: "未达到", None: "不能判断"}[each.met]
        values = each.place.name, each.target.value, each.actual.value, each.difference, judged
        yield *_key(each.key), each.year, *values, each.target.sentence, each.actual.sentence
