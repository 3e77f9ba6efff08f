import pytest

from extractor.score.attributes import ATTRIBUTES, agency_roles, attributes, indicators
from extractor.score.counts import Counts
from tests.score.values import annotation, mention, record


def value(name="v1", start=4, end=6, **attributes):
    return mention(name, "VALUE", start, end, **{"kind": "target", "norm": "= 5 个", **attributes})


def test_nothing_matched_gives_nothing():
    found = attributes(annotation([value()]), annotation([value(end=7)]))
    assert set(found) == set(ATTRIBUTES)
    assert all(counts == Counts() for counts in found.values())


@pytest.mark.parametrize(
    ("gold", "predicted", "attribute", "expected"),
    [
        ({"kind": "target"}, {"kind": "target"}, "value_kind", (1, 0, 0)),
        ({"kind": "target"}, {"kind": "actual"}, "value_kind", (0, 1, 1)),
        ({"kind": "support"}, {"kind": None}, "value_kind", (0, 1, 1)),
        ({"norm": ">= 5 个"}, {"norm": ">= 5 个"}, "value_norm", (1, 0, 0)),
        ({"norm": ">= 5 个"}, {"norm": "= 5 个"}, "value_norm", (0, 1, 1)),
        ({"norm": ">= 5 个"}, {"norm": None}, "value_norm", (0, 1, 1)),
    ],
)
def test_value_attributes(gold, predicted, attribute, expected):
    found = attributes(annotation([value(**gold)]), annotation([value(**predicted)]))
    assert found[attribute] == Counts(*expected)


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [("../2020-12-31", "../2020-12-31", (1, 0, 0)), ("../2020-12-31", "unresolved", (0, 1, 1))],
)
def test_deadline_norm(gold, predicted, expected):
    a, b = (annotation([mention("d", "DEADLINE", 0, 4, norm=norm)]) for norm in (gold, predicted))
    assert attributes(a, b)["deadline_norm"] == Counts(*expected)


NOUN = mention("i1", "INDICATOR", 0, 4)
OTHER = mention("i2", "INDICATOR", 0, 3)


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        ([NOUN, value(indicator="i1")], [NOUN, value(indicator="i1")], (1, 0, 0)),
        ([NOUN, value(indicator="i1")], [OTHER, value(indicator="i2")], (0, 1, 1)),
        ([NOUN, value(indicator="i1")], [NOUN, value()], (0, 0, 1)),
        ([NOUN, value()], [NOUN, value(indicator="i1")], (0, 1, 0)),
        ([value()], [value()], (0, 0, 0)),
    ],
)
def test_links_are_compared_by_the_span_of_the_indicator(gold, predicted, expected):
    assert attributes(annotation(gold), annotation(predicted))["value_indicator"] == Counts(*expected)


def test_a_link_may_come_from_the_record():
    linked = annotation([NOUN, value()], [record("t1", metrics=[("v1", "i1")])])
    assert indicators(linked) == {"v1": NOUN}
    assert attributes(annotation([NOUN, value(indicator="i1")]), linked)["value_indicator"] == Counts(1, 0, 0)


def agency(*roles, name="a1"):
    records = [record(f"t{at}", agencies=[(name, role)]) for at, role in enumerate(roles)]
    return annotation([mention(name, "AGENCY", 0, 4)], records)


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        (agency("lead"), agency("lead"), (1, 0, 0)),
        (agency("lead", "lead"), agency("lead"), (1, 0, 0)),
        (agency("lead", "coop"), agency("coop", "lead"), (1, 0, 0)),
        (agency("lead", "coop"), agency("lead"), (0, 1, 1)),
        (agency(), agency(), (1, 0, 0)),
        (agency(), agency("resp"), (0, 1, 1)),
    ],
)
def test_agency_role_sets(gold, predicted, expected):
    assert attributes(gold, predicted)["agency_role"] == Counts(*expected)


def test_roles_are_gathered_over_records():
    assert agency_roles(agency("lead", "coop", "lead")) == {"a1": {"lead", "coop"}}
