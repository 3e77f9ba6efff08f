"""What the label modules hand to the merger."""

from typing import NamedTuple

from extractor.types import Kind, Label, Role


class Found(NamedTuple):
    """One candidate in `plain[start:end]`; `link` is the span of the INDICATOR of a VALUE."""

    start: int
    end: int
    label: Label
    rule: str
    score: float
    kind: Kind | None = None
    role: Role | None = None
    link: tuple[int, int] | None = None
