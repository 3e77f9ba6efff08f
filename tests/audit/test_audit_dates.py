"""Deadlines against the document's date, and those without a norm."""

import pytest
from auditcases import row

from extractor.audit.dates import early, is_before, last_day, unresolved


@pytest.mark.parametrize(
    ("norm", "day"),
    [
        ("../2020-06-30", "2020-06-30"),
        ("2018-01/2018-06", "2018-06"),
        ("2011/2015", "2011/2015"[5:]),
        ("2020-06-30", "2020-06-30"),
        ("2012/..", None),
        ("R/P3M", None),
        ("R/2020-01-31/P1M", None),
        ("unresolved", None),
        ("", None),
    ],
)
def test_the_end_of_a_norm(norm: str, day: str | None) -> None:
    assert last_day(norm) == day


@pytest.mark.parametrize(
    ("end", "date", "before"),
    [
        ("2020-06-30", "2020-07-01", True),
        ("2020-06-30", "2020-06-30", False),
        ("2020-06-30", "2020-06", False),
        ("2020-05", "2020-06-01", True),
        ("2020", "2020-12-31", False),
        ("2019", "2020-01-01", True),
        ("2020-01-01", "2020", False),
        ("2021-01-01", "2020", False),
    ],
)
def test_before_counts_whole_years_and_months(end: str, date: str, before: bool) -> None:
    assert is_before(end, date) is before


def test_a_deadline_before_the_date_is_an_error() -> None:
    past = {"deadlines": ("2020年底前",), "deadline_norms": ("../2020-12-31",)}
    (found,) = early([row(number=1), row(number=2, **past), row(number=3, **past)])
    assert found.message == "时限“2020年底前”（../2020-12-31）早于成文日期 2021-03-05"
    assert (found.code, found.severity, found.records) == ("before-date", "error", ("r2", "r3"))


def test_without_a_date_it_is_said_that_nothing_was_compared() -> None:
    (found,) = early([row(date=None)])
    assert (found.code, found.severity, found.records) == ("no-date", "note", ())
    assert "--date" in found.message


def test_without_a_date_and_without_a_dated_deadline_there_is_nothing_to_say() -> None:
    assert list(early([row(date=None, deadlines=("每年",), deadline_norms=("R/P1Y",))])) == []
    assert list(early([])) == []


@pytest.mark.parametrize(
    ("notes", "reason"),
    [(("文件日期不明，无法推算",), "文件日期不明，无法推算"), ((None,), "没有给出原因"), ((), "没有给出原因")],
)
def test_an_unresolved_deadline_says_why(notes: tuple[str | None, ...], reason: str) -> None:
    vague = {"deadlines": ("三年内",), "deadline_norms": ("unresolved",), "deadline_notes": notes}
    (found,) = unresolved([row(number=1, **vague), row(number=2, **vague), row(number=3)])
    assert found.message == f"时限“三年内”未能推算：{reason}"
    assert found.records == ("r1", "r2")
