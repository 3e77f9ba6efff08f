"""How answers are held against gold deadlines, for our normaliser and for jionlp alike."""

from datetime import date

import pytest

from eval.deadlines import Answer, Case, judge, read_jionlp, read_norm, shared


def span(start: str, end: str) -> dict[str, object]:
    return {"type": "time_span", "definition": "accurate", "time": [start, end]}


@pytest.mark.parametrize(
    ("gold", "answer", "verdict"),
    [
        ("../2020-06-30", Answer(None, date(2020, 6, 30)), "right"),
        ("../2020-06-30", Answer(date(2014, 3, 5), date(2020, 6, 30)), "right"),
        ("../2020-06-30", Answer(None, date(2020, 6, 29)), "wrong"),
        ("../2020-06-30", Answer(date(2020, 6, 30), None), "wrong"),
        ("../2020-06-30", None, "refused"),
        ("2012/..", Answer(date(2012, 1, 1), None), "right"),
        ("2012/..", Answer(date(2012, 1, 1), date(2014, 3, 5)), "right"),
        ("2012/..", Answer(None, date(2012, 12, 31)), "wrong"),
        ("2018-01/2018-06", Answer(date(2018, 1, 1), date(2018, 6, 30)), "right"),
        ("2018-01/2018-06", Answer(date(2018, 1, 2), date(2018, 6, 30)), "wrong"),
        ("2018-01/2018-06", Answer(None, date(2018, 6, 30)), "wrong"),
        ("R/P3M", Answer(every=(3, 0)), "right"),
        ("R/P1Y", Answer(every=(12, 0)), "right"),
        ("R/P1W", Answer(every=(0, 168)), "right"),
        ("R/P3M", Answer(every=(1, 0)), "wrong"),
        ("R/P3M", Answer(date(2018, 1, 1), date(2018, 3, 31)), "wrong"),
        ("../2020-06-30", Answer(every=(1, 0)), "wrong"),
        ("unresolved", None, "held back"),
        ("unresolved", Answer(None, date(2020, 6, 30)), "invented"),
    ],
)
def test_verdicts(gold, answer, verdict):
    assert judge(Case("", gold, None, ""), answer) == verdict


@pytest.mark.parametrize(
    "norm", ["../2020-06-30", "2012/..", "2012-03/..", "2018-02/2018-02", "2011/2015", "R/P2Y", "R/P15D", "R/PT48H"]
)
def test_every_norm_agrees_with_itself(norm):
    assert judge(Case("", norm, None, ""), read_norm(norm)) == "right"


@pytest.mark.parametrize(
    ("found", "answer"),
    [
        (span("2014-03-05 00:00:00", "2020-06-30 23:59:59"), Answer(date(2014, 3, 5), date(2020, 6, 30))),
        (span("-inf", "2011-06-30 23:59:59"), Answer(None, date(2011, 6, 30))),
        (span("2015-01-01 00:00:00", "inf"), Answer(date(2015, 1, 1), None)),
        ({"type": "time_period", "time": {"delta": {"month": 3}, "point": None}}, Answer(every=(3, 0))),
        ({"type": "time_period", "time": {"delta": {"year": 0.5}, "point": None}}, Answer(every=(6, 0))),
        ({"type": "time_period", "time": {"delta": {"month": 0.5}, "point": None}}, Answer(every=(0, 360))),
        ({"type": "time_period", "time": {"delta": {"day": 7}, "point": None}}, Answer(every=(0, 168))),
        ({"type": "time_delta", "time": {"day": 30}}, None),
    ],
)
def test_what_jionlp_returns(found, answer):
    assert read_jionlp(found) == answer


def test_only_what_two_made_up_dates_share_counts():
    until = date(2023, 12, 31)
    assert shared(Answer(date(2000, 1, 1), until), Answer(date(2001, 5, 9), until)) == Answer(None, until)
    assert shared(Answer(None, date(2000, 6, 30)), Answer(None, date(2001, 6, 30))) is None
    assert shared(None, Answer(None, until)) is None
