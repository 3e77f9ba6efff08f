"""Samples as Word, PDF, web page, OFD and rows give the records of the text; `python -m eval.roundtrip` takes all."""

import pytest

from eval.roundtrip.files import DOCUMENTS, TABLES
from eval.roundtrip.run import CORPORA, Compared, compare

FEW = (
    "03-five-year-outline",
    "08-lead-unit-plan",
    "12-academic",
    "13-compilation",
    "14-traditional",
    "17-glued-line",
    "39-task-list",
)
LEAST_RECORDS = 200
"""Else nothing much is compared; the number itself moves with the rules."""


@pytest.fixture(scope="module")
def found() -> list[Compared]:
    return list(compare([CORPORA / f"{name}.txt" for name in FEW]))


@pytest.mark.parametrize("form", [*DOCUMENTS, *TABLES])
def test_every_format_gives_the_records_of_the_text(form: str, found: list[Compared]) -> None:
    mine = [one for one in found if one.format == form]
    assert [one.name for one in mine] == list(FEW)
    assert sum(one.records for one in mine) > LEAST_RECORDS
    assert [(one.name, one.lost, one.added) for one in mine if not one.same] == []
