"""Numbers of one document that contradict each other, and those that only look like it."""

import pytest
from auditcases import metric, promise, row

from extractor.audit.numbers import contradictions, disagree, frame
from extractor.export.rows import Row, RowMetric

RATE = "渡船检修率"


def rate(number: int, text: str, value: float, op: str = "=", target: str = "", **more: object) -> Row:
    wording = target or f"力争{RATE}达到{text}"
    return promise(number, wording, metric(RATE, text, op, value, "%"), **more)


def codes(*rows: Row) -> list[str]:
    return [finding.code for finding in contradictions(rows)]


def test_the_same_number_twice_with_two_values() -> None:
    (found,) = contradictions([rate(1, "95%", 95), rate(2, "90%", 90, target=f"{RATE}提高到90%")])
    assert found.message == "“渡船检修率”（2022年底前）前后不一：“95%”（r1），“90%”（r2）"
    assert (found.severity, found.records, found.span.start) == ("error", ("r1", "r2"), 100)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"deadlines": ("2025年",), "deadline_norms": ("../2025-12-31",)}, "another year"),
        ({"deadlines": (), "deadline_norms": ()}, "no year"),
        ({"deadlines": ("每年",), "deadline_norms": ("R/P1Y",)}, "a frequency only"),
        ({"lead": ("柳湾县",)}, "another region answers for it"),
        ({"resp": ("柳湾县人民政府",)}, "another region's government answers for it"),
        ({"section_titles": ("柳湾县",)}, "another region's heading"),
        ({"sentence": "第1句：力争渡船检修率达到95%。"}, "parallel parts of one sentence"),
        ({"target": f"农村{RATE}达到90%"}, "other words in front"),
        ({"target": f"{RATE}较上年增长90%"}, "a change, not a level"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_the_same_number(more: dict[str, object], why: str) -> None:
    other = rate(2, "90%", 90, **more)  # type: ignore[arg-type]
    assert codes(rate(1, "95%", 95), rate(2, "90%", 90)) == ["numbers-disagree"]
    assert codes(rate(1, "95%", 95), other) == [], why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (metric("项目", "3个", "=", 3, "个"), metric("项目", "5个", "=", 5, "个")),
        (metric("/船", "3元", "=", 3, "元"), metric("/船", "5元", "=", 5, "元")),
        (metric("渡船", "3艘", "=", 3, "艘"), metric("渡船", "5%", "=", 5, "%")),
        (metric("渡船", "3艘", "=", 3, "艘", kind="actual"), metric("渡船", "5艘", "=", 5, "艘", kind="actual")),
        (metric("渡船", "3艘", "=", 3, "艘"), metric("渡船", "5艘", "=", 5, "艘", change="increase")),
        (metric("渡船", "3艘", "=", 3, "艘", per="村"), metric("渡船", "5艘", "=", 5, "艘")),
    ],
    ids=["generic noun", "no name", "other unit", "reported", "a change", "per unit"],
)
def test_what_is_not_compared(one: RowMetric, other: RowMetric) -> None:
    rows = [promise(n, f"{m.indicator}{m.text}", m) for n, m in enumerate((one, other), 1)]
    assert codes(*rows) == []


def test_new_and_repaired_are_counted_apart() -> None:
    new = promise(1, "新建渡口3座", metric("渡口", "3座", "=", 3, "座"))
    repaired = promise(2, "改造渡口5座", metric("渡口", "5座", "=", 5, "座"))
    again = promise(3, "力争新建渡口5座", metric("渡口", "5座", "=", 5, "座"))
    assert codes(new, repaired) == []
    assert codes(new, again) == ["numbers-disagree"]


def test_a_stage_of_its_own_is_the_day() -> None:
    both = {"deadlines": ("2022年", "2025年"), "deadline_norms": ("../2022-12-31", "../2025-12-31")}
    first = promise(1, f"{RATE}达到80%", metric(RATE, "80%", "=", 80, "%", stage="../2022-12-31"), **both)
    later = promise(2, f"{RATE}达到90%", metric(RATE, "90%", "=", 90, "%", stage="../2025-12-31"), **both)
    assert codes(first, later) == []
    assert codes(first, rate(3, "90%", 90)) == ["numbers-disagree"]


@pytest.mark.parametrize(
    ("one", "other", "wrong"),
    [
        (("=", 3, None), ("=", 3, None), False),
        (("=", 3, None), ("=", 4, None), True),
        ((">=", 3, None), (">=", 4, None), True),
        ((">=", 3, None), ("=", 4, None), False),
        ((">=", 5, None), ("=", 4, None), True),
        (("<=", 3, None), ("=", 4, None), True),
        (("<=", 3, None), (">=", 2, None), False),
        (("=", 3, 5), ("=", 4, None), True),
        (("=", 3, 5), (">=", 4, None), False),
        (("=", 3, 5), (">", 6, None), True),
        (("~", 3, None), ("=", 4, None), False),
        (("~", 3, None), ("~", 4, None), True),
    ],
)
def test_values_that_cannot_both_be_meant(one: tuple, other: tuple, wrong: bool) -> None:
    def value(op: str, number: float, upper: float | None) -> RowMetric:
        return metric("渡口", "若干", op, number, "座", upper)

    assert disagree(value(*one), value(*other)) is wrong
    assert disagree(value(*other), value(*one)) is wrong


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("力争2022年底前新建渡口5座以上", "新建"),
        ("全市渡口总数达到5座以上", "总数"),
        ("渡口５座以上", ""),
        ("新建5座以上渡口", "新建"),
    ],
)
def test_the_words_around_a_number(target: str, words: str) -> None:
    assert frame(row(target), metric("渡口", "5座以上", ">=", 5, "座")) == words
