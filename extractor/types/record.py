"""One commitment with everything that binds it."""

from dataclasses import dataclass
from typing import Literal

from extractor.types.mention import Kind, Operator, Role

Change = Literal["increase", "decrease", "multiple"]
Strength = Literal["hard", "soft"]
Nature = Literal["binding", "expected"]
PREVIOUS_YEAR, PREVIOUS_PERIOD = "previous_year", "previous_period"


@dataclass(frozen=True, slots=True)
class DeadlineSlot:
    """A DEADLINE that binds a record.

    `inherited_from` is None when it stands inside the TARGET, else where it was found:
    `row` (of a task table), `sentence`, `paragraph_head`, `paragraph_end`, `heading:<section id>` or `document`.
    `score` (0 to 1) is the mention's, lowered where it is inherited.
    """

    mention: str
    norm: str
    inherited_from: str | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class AgencySlot:
    """An AGENCY that works on a record; `inherited_from` and `score` as in DeadlineSlot.

    `region_code` is the GB/T 2260 code of the division whose organ it is; None for central ones,
    classes (各县区) and names that do not say whose they are.
    """

    mention: str
    role: Role
    name: str
    inherited_from: str | None = None
    score: float = 1.0
    region_code: str | None = None


@dataclass(frozen=True, slots=True)
class Metric:
    """A number that a record promises. `value` and `indicator` are mention ids, `score` the lower of theirs.

    `change` says that the number is no level but what is added (increase), taken away (decrease), or
    how many times its base (multiple: 翻一番); `base` is the year it starts from (YYYY), `previous_year`
    (同比) or `previous_period` (环比); `period` (ISO 8601) that it comes again in each (年均: P1Y);
    `per` what it counts for (每百户: 百户); `stage` the id of the DEADLINE that is its alone among the
    record's (2025年、2030年分别达到…). `strength` is the wording's (确保 hard, 力争 soft), `nature` the
    text's own word (约束性 binding, 预期性 expected). All are None where the text does not say so.
    """

    indicator: str | None
    value: str
    op: Operator | None
    number: int | float | None
    unit: str | None
    kind: Kind | None
    upper: int | float | None = None
    score: float = 1.0
    change: Change | None = None
    base: str | None = None
    period: str | None = None
    per: str | None = None
    stage: str | None = None
    strength: Strength | None = None
    nature: Nature | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One TARGET with its deadlines, agencies and metrics; `target` is a mention id."""

    id: str
    target: str
    section: str
    deadlines: tuple[DeadlineSlot, ...] = ()
    agencies: tuple[AgencySlot, ...] = ()
    metrics: tuple[Metric, ...] = ()
    score: float = 1.0
