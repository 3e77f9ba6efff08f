"""What the words on both sides of an AGENCY say of it: 向甲申请, 取得甲的批准, 甲任组长."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from extractor.assemble.cues import load
from extractor.types import Mention, Role, Span

_JOINT = re.compile(r"\s*(?:[、,和及与或]|以及)?\s*")
_REACH = 20


class _Around(NamedTuple):
    before: re.Pattern[str]
    behind: re.Pattern[str]
    role: Role | None = None
    inside: bool = False

    def holds(self, plain: str, within: Span, names: Span) -> bool:
        head = plain[max(within.start, names.start - _REACH) : names.start].rstrip()
        return self.before.search(head) is not None and self.behind.match(plain, names.end, within.end) is not None


def roles_around(plain: str, within: Span, agencies: Sequence[Mention], *, inside: bool) -> dict[str, Role]:
    """Return mention id → role of the agencies of `plain[within]` that words on both sides give one; lists as one.

    `inside` says that it is a TARGET.
    """
    return {
        agency.id: one.role
        for names in _lists(plain, agencies)
        for one in _rows("role")
        if one.role and inside >= one.inside and one.holds(plain, within, Span(names[0].span.start, names[-1].span.end))
        for agency in names
    }


def active(plain: str, within: Span, agencies: Sequence[Mention]) -> list[Mention]:
    """Return the agencies that do something: not those that house an office (设在甲) or hold a post (甲任组长)."""
    return [
        agency
        for names in _lists(plain, agencies)
        if not any(one.holds(plain, within, Span(names[0].span.start, names[-1].span.end)) for one in _rows("idle"))
        for agency in names
    ]


def _lists(plain: str, agencies: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Yield the agencies in runs that nothing but a 、 or 和 parts."""
    names: list[Mention] = []
    for agency in agencies:
        if names and not _JOINT.fullmatch(plain, names[-1].span.end, agency.span.start):
            yield names
            names = []
        names.append(agency)
    if names:
        yield names


@cache
def _rows(kind: str) -> tuple[_Around, ...]:
    return tuple(
        _Around(
            re.compile(f"(?:{row['before']})$"), re.compile(row["behind"]), row.get("role"), row.get("inside", False)
        )
        for row in load("around.toml")[kind]
    )
