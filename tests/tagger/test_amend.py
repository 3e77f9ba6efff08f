"""What the rules mend in what the network found."""

import re

import pytest

from extractor.lang.fold import fold
from extractor.read import read_text
from extractor.recognise.tagger.amend import (
    Found,
    around_values,
    in_charged_lines,
    is_linked,
    kind_of,
    overlooked,
    without_beginnings,
)
from extractor.structure import policies
from extractor.types import Mention, Span

PLEDGE = "力争二〇三〇年前修缮古井40口,新建护栏。"


@pytest.mark.parametrize(
    ("text", "kind", "taken", "expected"),
    [
        (PLEDGE, "target", (), [PLEDGE[:15]]),
        (PLEDGE, "target", ((10, 15),), []),
        (PLEDGE, "actual", (), []),
        (PLEDGE.replace("力争", "其中"), "target", (), []),
        (PLEDGE.replace("力争", "其中"), "support", (), ["其中" + PLEDGE[2:15]]),
    ],
    ids=["pledged", "touched", "actual", "described", "support"],
)
def test_a_number_that_is_promised_has_its_target(text, kind, taken, expected):
    ruled = [Mention("m1", "TARGET", Span(0, 15), text[:15], 0.9, "rules/target")]
    seen = [Found(Span(12, 15), "VALUE", kind, 0.9), *(Found(Span(*span), "TARGET", None, 0.9) for span in taken)]
    assert [text[slice(*one.span)] for one in around_values(ruled, seen, text)] == expected


def place(text: str, word: str) -> Span:
    """Return where a word that stands once in a text is."""
    (at,) = (found.start() for found in re.finditer(re.escape(word), text))
    return Span(at, at + len(word))


@pytest.mark.parametrize(
    ("text", "noun", "value", "linked"),
    [
        ("古井修缮率达到八成", "古井修缮率", "八成", True),
        ("古井修缮率逐年提高，2027年达到八成", "古井修缮率", "八成", True),
        ("古井修缮率逐年提高；2027年达到八成", "古井修缮率", "八成", True),
        ("新增八成古井", "古井", "八成", True),
        ("古井修缮率逐年提高。老街达到八成", "古井修缮率", "八成", False),
        ("八成完工，古井修缮率逐年提高", "古井修缮率", "八成", False),
        ("古井修缮率\n八成", "古井修缮率", "八成", True),
        ("古井修缮率逐年提高，\n老街八成", "古井修缮率", "八成", False),
        ("古井修缮率\n老街，八成", "古井修缮率", "八成", False),
    ],
)
def test_a_number_is_of_a_noun_in_its_sentence(text, noun, value, linked):
    plain = fold(text)
    assert is_linked(plain, place(plain, value), place(plain, noun)) is linked


def test_a_year_of_where_a_change_begins_is_no_deadline():
    text = "到2028年,普及率由2025年的88%提高到95%"
    found = [Found(place(text, word), "DEADLINE", None, 0.9) for word in ("到2028年", "2025年")]
    found.append(Found(place(text, "88%"), "VALUE", "actual", 0.9))
    assert [one.span.of(text) for one in without_beginnings(found, text)] == ["到2028年", "88%"]


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("古井修缮率由58%提高到65%", "58%", "actual"),
        ("古井修缮率由2025年的58%提高到65%", "58%", "actual"),
        ("古井修缮率由58%提高到65%", "65%", "target"),
        ("古井修缮率达到58%", "58%", "target"),
        ("由市级财政给予10万元提升改造补助", "10万元", "target"),
    ],
)
def test_where_a_change_begins_is_no_goal(text, value, kind):
    assert kind_of(text, place(text, value), "target") == kind


@pytest.mark.parametrize(
    ("text", "seen", "added"),
    [
        ("到2026年、2028年,古井分别达到1口、2口。", ["到2026年"], ["2028年"]),
        ("古井2026年和2028年分别达到1口、2口。", ["2028年"], ["2026年"]),
        ("到2026年、2028年,古井达到2口。", ["到2026年"], []),
        ("到2026年、2028年,古井完好。牌楼分别达到1座、2座。", ["到2026年"], []),
        ("到2026年、2028年,古井分别达到1口、2口。", [], []),
        ("到2026年、2028年,古井分别达到1口、2口。", ["到2026年", "2028年"], []),
    ],
)
def test_a_list_of_years_with_a_number_each_is_whole(text, seen, added):
    document = read_text(text)
    (policy,) = policies(document)
    years = [place(text, word) for word in ("到2026年", "2026年", "2028年") if word in text]
    ruled = [Mention("m", "DEADLINE", span, span.of(text), 0.9, "rules/deadline") for span in years[-2:]]
    found = [Found(place(text, word), "DEADLINE", None, 0.9) for word in seen]
    assert [one.span.of(text) for one in overlooked(policy, ruled, found, text)] == added


CHARGED = "修缮古井40口。(责任单位:县水务局)"


@pytest.mark.parametrize(
    ("text", "taken", "expected"),
    [
        (CHARGED, (), ["县水务局", "修缮古井40口"]),
        (CHARGED, ("县水务局",), ["修缮古井40口"]),
        (CHARGED, ("古井40口",), ["县水务局"]),
        (CHARGED.replace("责任单位:", ""), (), []),
        (CHARGED + "另行通报。", (), []),
        (CHARGED.replace("。(", "。\n("), (), ["县水务局"]),
    ],
    ids=["nothing seen", "agency seen", "target seen", "no word of duty", "text behind", "bracket alone"],
)
def test_what_closes_with_who_does_it_is_a_task(text, taken, expected):
    ruled = [
        Mention("m1", "TARGET", place(text, "修缮古井40口"), "修缮古井40口", 0.9, "rules/target"),
        Mention("m2", "AGENCY", place(text, "县水务局"), "县水务局", 0.9, "rules/agency", role="resp"),
    ]
    label = {"县水务局": "AGENCY", "古井40口": "TARGET"}
    seen = [Found(place(text, word), label[word], None, 0.9) for word in taken]
    blocks = read_text(text).blocks
    assert [text[slice(*one.span)] for one in in_charged_lines(ruled, seen, blocks, text)] == expected
