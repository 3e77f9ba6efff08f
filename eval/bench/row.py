"""One measurement."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """`rate` in characters a second, `memory` the peak in MB; None where it does not apply. `note` says the rest."""

    group: str
    what: str
    rate: float | None = None
    seconds: float | None = None
    memory: float | None = None
    note: str = ""
