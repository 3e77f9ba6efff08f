"""Of which year a number is, and where the text says so."""

import re
from typing import Literal

from extractor.audit.dates import last_day
from extractor.lang.change import where_change_begins
from extractor.lang.dates import YEAR, parse_year
from extractor.types import Metric, Span

YearFrom = Literal["stage", "deadline", "sentence", "heading", "document"]
REACH = 300
FULL_STOP = re.compile(r"[。!?\n]")
_YEAR = re.compile(f"({YEAR})年")
_COMPARED = re.compile(f"(?:比|较|与|同)(?:{YEAR})年")


def reported_year(plain: str, value: Span, document: int | None) -> tuple[int | None, YearFrom | None]:
    """Return the year that a number's sentence names last, else that of the `document`.

    Where a change begins, only one between 由 and the number counts.
    """
    begins = where_change_begins(plain, *value)
    head = _COMPARED.sub("", FULL_STOP.split(plain[max(0, value.start - REACH) : value.start])[-1])
    written = _YEAR.finditer(head if begins is None else begins)
    named = [year for match in written if (year := parse_year(match[1]))]
    if named or begins is not None:
        return (named[-1], "sentence") if named else (None, None)
    return document, "document" if document else None


def target_year(metric: Metric, deadline: str | None) -> tuple[int | None, YearFrom | None]:
    """Return the year by which a planned number holds, from the norm that binds it."""
    end = last_day(deadline) if deadline else None
    return (int(end[:4]), "stage" if metric.stage else "deadline") if end else (None, None)
