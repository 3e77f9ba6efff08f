"""What went wrong, where, and how bad it was."""

from dataclasses import dataclass
from typing import Literal

from extractor.types.span import Span

Stage = Literal["read", "structure", "tokenise", "recognise", "normalise", "assemble", "export"]


@dataclass(frozen=True, slots=True)
class Issue:
    """One problem. `code` is stable for programs, `message` is Chinese for people.

    A `fatal` issue makes the result `failed`, any other one `partial`; a `note` leaves it `ok`.
    """

    stage: Stage
    code: str
    message: str
    span: Span | None = None
    severity: Literal["note", "partial", "fatal"] = "partial"
