"""One row of a task-assignment table, and what a person should check of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Key = Literal["number", "source", "task", "measure", "goal", "lead", "resp", "coop", "deadline", "basis", "remark"]
KEYS: tuple[Key, ...] = (
    "number", "source", "task", "measure", "goal", "lead", "resp", "coop", "deadline", "basis", "remark",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party:
    """An agency: `text` as the document writes it, `name` the canonical one."""

    text: str
    name: str


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline: `text` as the document writes it, `norm` in EDTF or `unresolved`."""

    text: str
    norm: str


@dataclass(frozen=True, slots=True)
class Check:
    """Something to check: `column` is the key of the cell, None for the document as a whole."""

    column: Key | None
    problem: str
    message: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Task:
    """One task, in the document's wording.

    `key` finds the records again (`<file>/<document>/<record>,<record>`, with `:<section>` for a paragraph
    without records); `section` is the heading path that the row stands under, outermost first, and
    `number` (from 1) its place in the whole table.
    """

    key: str
    number: int
    source: str
    section: tuple[str, ...]
    task: str
    measures: tuple[str, ...]
    goals: tuple[str, ...]
    lead: tuple[Party, ...]
    resp: tuple[Party, ...]
    coop: tuple[Party, ...]
    deadlines: tuple[Due, ...]
    basis: str
    remark: str
    checks: tuple[Check, ...] = ()

    def cell(self, key: Key) -> str:
        """Return the text of a cell; "" for an empty one."""
        return _CELLS[key](self)

    def marked(self, key: Key) -> str:
        """Return why a cell should be checked, one line a reason; "" when it need not be."""
        return "\n".join(check.message for check in self.checks if check.column == key)


def _parties(parties: Iterable[Party]) -> str:
    return "、".join(dict.fromkeys(party.text for party in parties))


_CELLS: Mapping[Key, Callable[[Task], str]] = {
    "number": lambda task: str(task.number),
    "source": lambda task: task.source,
    "task": lambda task: task.task,
    "measure": lambda task: "\n".join(task.measures),
    "goal": lambda task: "；\n".join(task.goals),
    "lead": lambda task: _parties(task.lead),
    "resp": lambda task: _parties(task.resp),
    "coop": lambda task: _parties(task.coop),
    "deadline": lambda task: "；".join(dict.fromkeys(due.text for due in task.deadlines)),
    "basis": lambda task: task.basis,
    "remark": lambda task: task.remark,
}
