"""What binds what: each case of scope.txt is an annotated text whose own attributes are expected, and from where."""

from collections import Counter
from pathlib import Path

import pytest

from tests.assemble.build import assemble, cases, split_places

CASES = cases(Path(__file__).with_name("scope.txt"))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_scope(case):
    markup, places = split_places(case)
    gold, made = assemble(markup, cells="|" in markup)
    expected = [
        (r.target, Counter(s.mention for s in r.deadlines), Counter((s.mention, s.role) for s in r.agencies))
        for r in gold.records
    ]
    found = [
        (r.target, Counter(s.mention for s in r.deadlines), Counter((s.mention, s.role) for s in r.agencies))
        for r in made
    ]
    assert found == expected
    inherited = {r.target: {s.mention: s.inherited_from or "own" for s in (*r.deadlines, *r.agencies)} for r in made}
    assert {target: slots for target, slots in inherited.items() if slots} == places


def test_there_are_enough_cases():
    assert len(CASES) >= 140


def test_every_place_occurs():
    places = {place for case in CASES.values() for slots in split_places(case)[1].values() for place in slots.values()}
    kinds = {"own", "sentence", "paragraph_head", "paragraph_end", "heading", "document"}
    assert {place.partition(":")[0] for place in places} == kinds
