"""One clause read: what it is, its TARGET, and the slots in it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractor.recognise.rules import agencies, indicators
from extractor.recognise.rules.clauses import Clause, ClauseKind
from extractor.recognise.rules.deadlines import times
from extractor.recognise.rules.found import Found
from extractor.recognise.rules.kinds import classify
from extractor.recognise.rules.targets import Openers, head_of, target
from extractor.recognise.rules.values import values


class Text(NamedTuple):
    """The folded text with titles blanked, and also with quotations blanked; the policy's year."""

    plain: str
    quiet: str
    year: int | None


class Reading(NamedTuple):
    """A clause whose own words begin at `head`; `times` bind a TARGET, `slots` are all the rest."""

    clause: Clause
    head: int
    kind: ClauseKind
    goal: Found | None
    times: Sequence[Found]
    slots: Sequence[Found]


def read(text: Text, clause: Clause, carried: tuple[int, int] | None) -> Reading:
    """Read a clause; `carried` is the INDICATOR that its sentence named last."""
    when = times(text.plain, clause.start, clause.end, text.year)
    due = {time.start: time.end for time in when.ahead}
    # what reports opens with a past date; elsewhere one belongs to a noun: 2000年底前建成的小区
    opening = dict(when.spans) if clause.kind == "silent" else due
    head = head_of(text.plain, clause, Openers(opening, {}))
    actors = [] if clause.kind == "silent" else _actors(text, clause, head, due)
    if actors:
        head = head_of(text.plain, clause, Openers(opening, {one.start: one.end for one in actors}))
    kind = classify(text.plain, clause, head)
    done = kind in ("past", "silent")
    numbers = [] if kind in ("topic", "purpose") else values(text.quiet, clause, when.spans, done=done)
    goal = None
    if kind == "plain":
        led = any(one.start < head for one in actors)
        planned = any(value.kind != "actual" for value in numbers)
        goal = target(text.plain, clause, head, led=led, valued=planned)
    slots = [] if done else actors
    slots += indicators.indicators(text.quiet, (head, clause.end), numbers, due, carried)
    if goal and not numbers:
        slots += indicators.alone(text.quiet, head, clause.end)
    return Reading(clause, head, kind, goal, _binding(when.ahead, kind, head), slots)


def _actors(text: Text, clause: Clause, head: int, due: Mapping[int, int]) -> list[Found]:
    """Return the agencies of a clause; 办公室 of 办公室设在… is what is seated, not who acts."""
    found = [*agencies.subjects(text.quiet, clause, head, due), *agencies.inside(text.quiet, clause)]
    return [one for one in found if not text.plain.startswith(("设在", "设于"), one.end)]


def _binding(ahead: list[Found], kind: ClauseKind, head: int) -> list[Found]:
    """Return the times that can bind a TARGET: in side clauses only those that lead them."""
    if kind == "plain":
        return ahead
    return [] if kind in ("past", "silent", "staffing") else [time for time in ahead if time.start < head]
