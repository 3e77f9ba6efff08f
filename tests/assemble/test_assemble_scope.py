"""What binds what: each case of scope.txt is an annotated text whose own attributes are expected."""

from collections import Counter
from pathlib import Path

import pytest

from tests.assemble.build import assemble, cases

CASES = cases(Path(__file__).with_name("scope.txt"))


@pytest.mark.parametrize("markup", CASES.values(), ids=CASES.keys())
def test_scope(markup):
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


def test_there_are_enough_cases():
    assert len(CASES) >= 80
