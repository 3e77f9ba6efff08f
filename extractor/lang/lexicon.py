"""The policy lexicon: organs, indicator nouns, plan periods and terms (data/*.tsv)."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LEVELS = ("部委", "国", "省", "市", "县", "乡", "村")


@dataclass(frozen=True, slots=True)
class Organ:
    """A name of an organ without its region.

    `short` is the form used in texts, `full` the canonical one (equal where there is no other).
    `scope` is the levels of use joined by "/" (of LEVELS), then, where known, the years in use:
    "市/县", "部委 2008-2018", "省/市/县 -2018". Short forms of two characters also occur inside
    other words (中行 in 集中行动): search for them only behind a region or in a list.
    """

    short: str
    full: str
    scope: str

    @property
    def levels(self) -> tuple[str, ...]:
        """Levels of government that have such an organ."""
        return tuple(self.scope.partition(" ")[0].split("/"))

    @property
    def years(self) -> tuple[int | None, int | None]:
        """First and last year in use; None where open or unknown."""
        first, _, last = self.scope.partition(" ")[2].partition("-")
        return int(first) if first else None, int(last) if last else None


@dataclass(frozen=True, slots=True)
class Period:
    """A named period of whole years, `start` and `end` included; `name` is without quotation marks."""

    name: str
    start: int
    end: int


@cache
def organs() -> tuple[Organ, ...]:
    """Return every organ; one short form may stand for several, at other levels or in other years."""
    return tuple(Organ(short, full, scope) for short, full, scope in _rows("organs.tsv"))


@cache
def indicators() -> frozenset[str]:
    """Return the names of what policies count: indicators and the head nouns that end one."""
    return frozenset(name for (name,) in _rows("indicators.tsv"))


@cache
def periods() -> tuple[Period, ...]:
    """Return plan periods and campaigns with fixed years."""
    return tuple(Period(name, int(start), int(end)) for name, start, end in _rows("periods.tsv"))


@cache
def terms() -> frozenset[str]:
    """Return policy terms that a general dictionary cuts apart."""
    return frozenset(term for (term,) in _rows("terms.tsv"))


def _rows(name: str) -> list[list[str]]:
    text = files("extractor.lang.data").joinpath(name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
