"""Tables of cases, one file a label: the spans between the marks and no others."""

import pytest
from rulecases import cases, recognise, unmark

from extractor.types import LABELS

TABLE = [pytest.param(label, case, id=f"{label.lower()}-{case[:24]}") for label in LABELS for case in cases(label)]


@pytest.mark.parametrize(("label", "case"), TABLE)
def test_the_marked_spans_and_no_others(label, case):
    text, expected = unmark(case)
    found = [mention for mention in recognise(text) if mention.label == label]
    assert [text[start:end] for start, end in expected] == [mention.text for mention in found]
    assert expected == [tuple(mention.span) for mention in found]


@pytest.mark.parametrize("label", LABELS)
def test_every_table_has_forty_cases(label):
    assert len(cases(label)) >= 40
