"""Rows in the order and under the headings that a table shows them in."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from extractor.audit.dates import last_day
from extractor.table.columns import Column
from extractor.table.task import Check, Task
from extractor.table.titles import inner
from extractor.types import UNRESOLVED, Result

By = Literal["section", "agency", "deadline"]
NOBODY, NO_DATE, UNKNOWN, AGAIN = "未明确责任单位", "没有写明时限", "时限未能推算", "定期或长期"
_TABLE = "任务分工表"
_DIVISION = re.compile("任务(?:分工|分解)(?:方案|表|清单)?$")
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one merged row of its `title`; "" for none."""

    title: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet, or one file of a distribution: `title` is the agency's name, "" when there is one part."""

    title: str
    groups: tuple[Group, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All rows, in order."""
        return tuple(task for group in self.groups for task in group.tasks)


@dataclass(frozen=True, slots=True)
class Table:
    """A whole table; `checks` are those of the documents, the others are with their tasks.

    `whole` is False for one file of a distribution: what is missing in it was not deleted.
    """

    title: str
    columns: tuple[Column, ...]
    parts: tuple[Part, ...]
    checks: tuple[Check, ...] = ()
    whole: bool = True

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Every row once, by number."""
        rows = {task.number: task for part in self.parts for task in part.tasks}
        return tuple(rows[number] for number in sorted(rows))


def arrange(tasks: Sequence[Task], by: By) -> tuple[Part, ...]:
    """Group rows by section (one part), by lead agency (a part each), or by month of the deadline (one part)."""
    return _WAYS[by](tasks)


def title_of(results: Iterable[Result]) -> str:
    """Return the title of the table: that of the one document, without 关于印发…的通知, and 任务分工表."""
    titles = [policy.title for result in results for policy in result.documents]
    if len(titles) != 1 or not titles[0]:
        return _TABLE
    return _DIVISION.sub("", inner(_SPACED.sub("", titles[0]))) + _TABLE


def _by_section(tasks: Sequence[Task]) -> tuple[Part, ...]:
    return (Part("", tuple(_sections(tasks))),)


def _sections(tasks: Sequence[Task]) -> Iterator[Group]:
    several = len({task.source for task in tasks}) > 1
    for (source, section), rows in groupby(tasks, key=lambda task: (task.source, task.section)):
        yield Group(" › ".join((source, *section) if several else section), tuple(rows))


def _by_agency(tasks: Sequence[Task]) -> tuple[Part, ...]:
    """A row goes to each of its leads, or, without a lead, to all that are responsible."""
    rows: dict[str, list[Task]] = {}
    for task in tasks:
        for name in [party.name for party in task.lead or task.resp] or [NOBODY]:
            rows.setdefault(name, []).append(task)
    nobody = rows.pop(NOBODY, [])
    parts = [Part(name, tuple(_sections(own))) for name, own in rows.items()]
    return (*parts, *([Part(NOBODY, tuple(_sections(nobody)))] if nobody else []))


def _by_deadline(tasks: Sequence[Task]) -> tuple[Part, ...]:
    """A row stands under the month of each of its deadlines, in the order of their last days."""
    dated: dict[str, list[tuple[date, Task]]] = {}
    others: dict[str, list[Task]] = {AGAIN: [], UNKNOWN: [], NO_DATE: []}
    for task in tasks:
        for norm in dict.fromkeys(due.norm for due in task.deadlines) or [""]:
            day = due_day(norm)
            if day is not None:
                dated.setdefault(f"{day.year}年{day.month}月", []).append((day, task))
            elif task not in (rows := others[_undated(norm)]):
                rows.append(task)
    months = sorted(dated.items(), key=lambda item: min(day for day, _ in item[1]).replace(day=1))
    groups = [Group(month, _in_order(rows)) for month, rows in months]
    return (Part("", (*groups, *(Group(name, tuple(rows)) for name, rows in others.items() if rows))),)


def _in_order(rows: Sequence[tuple[date, Task]]) -> tuple[Task, ...]:
    ordered = sorted(rows, key=lambda row: (row[0], row[1].number))
    return tuple(dict.fromkeys(task for _, task in ordered))


def _undated(norm: str) -> str:
    return NO_DATE if not norm else UNKNOWN if norm == UNRESOLVED else AGAIN


def due_day(norm: str) -> date | None:
    """Return the last day of a deadline's norm: of the month or year where it names no day; None without an end."""
    end = last_day(norm)
    if end is None:
        return None
    year, month, day = (*(int(part) for part in end.split("-")), 0, 0)[:3]
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


_WAYS: dict[By, Callable[[Sequence[Task]], tuple[Part, ...]]] = {
    "section": _by_section,
    "agency": _by_agency,
    "deadline": _by_deadline,
}
