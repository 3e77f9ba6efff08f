"""One commitment with everything that binds it."""

from dataclasses import dataclass

from extractor.types.mention import Kind, Operator, Role


@dataclass(frozen=True, slots=True)
class DeadlineSlot:
    """A DEADLINE that binds a record.

    `inherited_from` is None when it stands inside the TARGET, else where it was found:
    `sentence`, `paragraph_head`, `paragraph_end`, `heading:<section id>` or `document`.
    """

    mention: str
    norm: str
    inherited_from: str | None = None


@dataclass(frozen=True, slots=True)
class AgencySlot:
    """An AGENCY that works on a record; `inherited_from` as in DeadlineSlot."""

    mention: str
    role: Role
    name: str
    inherited_from: str | None = None


@dataclass(frozen=True, slots=True)
class Metric:
    """A number that a record promises. `value` and `indicator` are mention ids."""

    indicator: str | None
    value: str
    op: Operator | None
    number: int | float | None
    unit: str | None
    kind: Kind | None
    upper: int | float | None = None


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
