"""A difference as a workbook: the tasks side by side, and one row a change."""

from collections.abc import Iterator
from typing import BinaryIO

from openpyxl import Workbook

from extractor.compare.changes import KINDS
from extractor.compare.diff import Difference, Pair
from extractor.export.columns import Cell, section_words
from extractor.export.rows import Row
from extractor.export.xlsx import Sheet, save

SIDES = (
    ("序号", 6),
    ("变化", 16),
    ("旧章节", 24),
    ("旧任务", 44),
    ("新任务", 44),
    ("新章节", 24),
    ("旧时限", 16),
    ("新时限", 16),
    ("旧责任单位", 28),
    ("新责任单位", 28),
    ("旧句", 40),
    ("新句", 40),
    ("旧起", 8),
    ("旧止", 8),
    ("新起", 8),
    ("新止", 8),
)
DETAILS = (("序号", 6), ("变化", 14), ("旧", 44), ("新", 44), ("说明", 44), ("所属任务", 50))
"""Titles and widths in characters."""


def write_workbook(difference: Difference, stream: BinaryIO) -> None:
    """Write the sheets 对照, 变化 and 统计; the numbers of the tasks join the first two."""
    book = Workbook(write_only=True)
    sides, details, totals = Sheet(book, "对照", SIDES), Sheet(book, "变化", DETAILS), _totals(book, difference)
    for number, pair in enumerate(difference.pairs, start=1):
        sides.append(_side(number, pair))
        for cells in _details(number, pair):
            details.append(cells)
    for sheet in (sides, details, totals):
        sheet.close()
    save(book, stream)


def agencies(row: Row) -> str:
    """Return who does what, as people read it."""
    parts = (("牵头", row.lead), ("负责", row.resp), ("配合", row.coop), ("监督", row.supv))
    return "；".join(f"{role}：{'、'.join(names)}" for role, names in parts if names)


def _side(number: int, pair: Pair) -> tuple[Cell, ...]:
    old, new = pair.old, pair.new
    kinds = dict.fromkeys(KINDS[change.kind] for change in pair.changes)
    return (
        number,
        "、".join(kinds) or "未变",
        section_words(old) if old else None,
        old.target if old else None,
        new.target if new else None,
        section_words(new) if new else None,
        "；".join(old.deadlines) if old else None,
        "；".join(new.deadlines) if new else None,
        agencies(old) if old else None,
        agencies(new) if new else None,
        old.sentence if old else None,
        new.sentence if new else None,
        *((old.start, old.end) if old else (None, None)),
        *((new.start, new.end) if new else (None, None)),
    )


def _details(number: int, pair: Pair) -> Iterator[tuple[Cell, ...]]:
    row = pair.new or pair.old
    for change in pair.changes:
        yield number, KINDS[change.kind], change.old, change.new, change.note, row.target if row else None


def _totals(book: Workbook, difference: Difference) -> Sheet:
    sheet = Sheet(book, "统计", (("项目", 24), ("数目", 40)))
    for cells in (("旧版", difference.old_name), ("新版", difference.new_name), ("任务未变", difference.same)):
        sheet.append(cells)
    for name, count in difference.counts.items():
        sheet.append((name, count))
    return sheet
