"""Where something stands in a file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Position inside the file, counted from 1; only what the format knows is set.

    `box` is (left, top, right, bottom) in points on its page.
    """

    paragraph: int | None = None
    line: int | None = None
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    box: tuple[float, float, float, float] | None = None
