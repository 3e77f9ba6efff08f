"""The values of a table's rows by the names of its columns."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

from extractor.errors import OptionError


class Bad(NamedTuple):
    """What stands in the place of a row that cannot be parsed."""

    cause: str


Values = dict[str, str] | Bad
Numbered = Iterator[tuple[int, Values]]
"""The rows of a table, each with its number in the file."""


def names_of(header: Sequence[str]) -> list[str]:
    """Return the names of columns: one without a heading is 列3, a second of one name gets a free number."""
    headings = [heading.strip() or f"列{at}" for at, heading in enumerate(header, 1)]
    numbers = {heading: count(2) for heading in headings}
    names: dict[str, None] = {}
    for heading in headings:
        more = (f"{heading}_{number}" for number in numbers[heading])
        names[next(name for name in more if name not in numbers) if heading in names else heading] = None
    return list(names)


def require(name: str, wanted: Iterable[str | None], names: Sequence[str]) -> None:
    """Raise OptionError for a wanted column that the file does not have."""
    for column in wanted:
        if column is not None and column not in names:
            raise OptionError(f"文件 {name} 没有名为“{column}”的列，可选：{'、'.join(names)}")


def by_name(names: Sequence[str], cells: Sequence[str]) -> Values:
    """Return the cells of a row by column; what stands beyond the last column makes the row bad."""
    if any(cell.strip() for cell in cells[len(names) :]):
        return Bad(f"有 {len(cells)} 列，比表头的 {len(names)} 列多")
    return dict(zip(names, [*cells, *[""] * (len(names) - len(cells))], strict=False))
