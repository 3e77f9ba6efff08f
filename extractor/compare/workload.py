"""Who has how much to do, with whom, and by when: counted over many documents."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from extractor.audit.dates import last_day
from extractor.types import Policy

MOST_TOGETHER = 12
"""A record of more agencies than this (all of a government) tells nothing of who works with whom."""


@dataclass(slots=True)
class Due:
    """The tasks of one document that end on one day."""

    title: str
    day: str
    count: int
    anchor: str


@dataclass(slots=True)
class Load:
    """Counts by agency, by pair of agencies on one task, and by day and document; `first` is an anchor of each."""

    roles: dict[str, Counter[str]] = field(default_factory=dict)
    together: Counter[tuple[str, str]] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)
    due: dict[tuple[str, str], Due] = field(default_factory=dict)

    def add(self, policy: Policy, anchor: str) -> None:
        """Count the records of a policy; `anchor` goes in front of the ids of its mentions."""
        for record in policy.records:
            place = f"{anchor}-{record.target}"
            names = sorted({slot.name for slot in record.agencies})
            for slot in {(slot.name, slot.role) for slot in record.agencies}:
                self.roles.setdefault(slot[0], Counter())[slot[1]] += 1
            for name in names:
                self.first.setdefault(name, place)
            if len(names) <= MOST_TOGETHER:
                self.together.update(combinations(names, 2))
            self._due(policy, anchor, place, (slot.norm for slot in record.deadlines))

    def _due(self, policy: Policy, anchor: str, place: str, norms: Iterable[str]) -> None:
        for day in {day for norm in norms if (day := last_day(norm))}:
            due = self.due.setdefault((anchor, day), Due(policy.title or "（无标题）", day, 0, place))
            due.count += 1

    def busiest(self, most: int) -> list[tuple[str, Counter[str]]]:
        """Return the agencies with most tasks; equal ones by name."""
        order = sorted(self.roles.items(), key=lambda each: (-each[1].total(), each[0]))
        return order[:most]
