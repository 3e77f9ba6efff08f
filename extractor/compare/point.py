"""One number of a document, with where it stands and what binds it.

Missing and absent are kept apart by `presence`:

- `value`: the text gives a number.
- `unquantified`: the text gives a VALUE that names no definite number (若干, 数十家).
- `named`: the text names an INDICATOR and gives it no VALUE.
- `none`: the document was read and holds no indicator and no value; every column behind it is None.
- `failed`: the document could not be read, so nothing is known of it.

A field that is None is not said by the text (or, for `region_code`, not to be told from it; a central document has
none by nature, its `region_level` is `central`). A deadline that is said but cannot be resolved is `unresolved`.
A number that the text gives as nothing (零事故, 为零) is the number 0, never None.
"""

from dataclasses import dataclass
from typing import Literal

from extractor.compare.years import YearFrom

Presence = Literal["value", "unquantified", "named", "none", "failed"]


@dataclass(frozen=True, slots=True)
class Point:
    """One number (or named indicator) of one document. Offsets count code points of the file's text.

    `canonical` is `canonical_indicator(indicator)`. `base_year` is set where `base` names a year. `over` is how many
    years a number is summed or a change runs over (P5Y; P for some), None for a level or one year. `target_year` is
    the year by which a planned number holds (of its own stage, else the last deadline of its record), `actual_year`
    the year that a reported number is of; `year_from` says where either was read: `paragraph` means the opening of a
    sentence before its own, `list` the sentence over its list, `heading` that of its section or of its column of a
    table, `document` the document's date. `anchor` is the id of the mention that stands for the point.
    """

    file: str
    document: str | None
    title: str | None
    doc_number: str | None
    issuer: str | None
    date: str | None
    genre: str | None
    region: str | None
    region_code: str | None
    region_level: str | None
    presence: Presence
    record: str | None = None
    anchor: str | None = None
    indicator: str | None = None
    canonical: str | None = None
    value: str | None = None
    op: str | None = None
    number: float | None = None
    upper: float | None = None
    unit: str | None = None
    kind: str | None = None
    change: str | None = None
    base: str | None = None
    base_year: int | None = None
    period: str | None = None
    over: str | None = None
    per: str | None = None
    deadline: str | None = None
    target_year: int | None = None
    actual_year: int | None = None
    year_from: YearFrom | None = None
    strength: str | None = None
    nature: str | None = None
    sentence: str | None = None
    value_start: int | None = None
    value_end: int | None = None
    indicator_start: int | None = None
    indicator_end: int | None = None
    score: float | None = None
    made_by: str | None = None

    @property
    def year(self) -> int | None:
        """The year that the number is of."""
        return self.target_year if self.target_year is not None else self.actual_year
