"""What is found in a text, with its normalised value beside it."""

from dataclasses import dataclass
from typing import Literal

from extractor.types.place import Place
from extractor.types.span import Span

Label = Literal["TARGET", "AGENCY", "DEADLINE", "INDICATOR", "VALUE"]
Kind = Literal["target", "actual", "support"]
Role = Literal["lead", "resp", "coop", "supv"]
Operator = Literal["=", ">=", "<=", ">", "<", "~"]

LABELS: tuple[Label, ...] = ("TARGET", "AGENCY", "DEADLINE", "INDICATOR", "VALUE")
ROLES: tuple[Role, ...] = ("lead", "resp", "coop", "supv")
UNRESOLVED = "unresolved"
RECURRING = "R/"
"""How the norm of a DEADLINE that recurs begins."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A VALUE in numbers: `op number unit`; `upper` is the end of a range, else None.

    `unit` is canonical (平方米); `written` is the sign that the text has for it (㎡), "" where it has the name itself.
    """

    op: Operator
    number: int | float
    unit: str
    upper: int | float | None = None
    written: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A labelled span. `text` is exactly `Document.text[start:end]`.

    `made_by` names the rule or model, `score` is the probability that the span is right (0 to 1).
    `kind`, `indicator` (a mention id) and `quantity` belong to VALUE; `role` to AGENCY, where the
    recogniser sees one. `norm` is the guideline's form (VALUE `>= 12 个`, DEADLINE EDTF) or an
    AGENCY's canonical name; `note` says why a norm is `unresolved`;
    `place` leads back into files that are not plain text.
    """

    id: str
    label: Label
    span: Span
    text: str
    score: float
    made_by: str
    kind: Kind | None = None
    norm: str | None = None
    indicator: str | None = None
    role: Role | None = None
    quantity: Quantity | None = None
    note: str | None = None
    place: Place | None = None
