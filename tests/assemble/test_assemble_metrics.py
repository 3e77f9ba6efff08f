"""Which noun each number counts: the links of the annotation are hidden and must be found again."""

from pathlib import Path

import pytest

from extractor.types import Metric
from tests.assemble.build import assemble, cases

CASES = cases(Path(__file__).with_name("metrics.txt"))


@pytest.mark.parametrize("markup", CASES.values(), ids=CASES.keys())
def test_links(markup):
    gold, made = assemble(markup)
    expected = [(m.value, m.indicator, m.kind) for record in gold.records for m in record.metrics]
    assert [(m.value, m.indicator, m.kind) for record in made for m in record.metrics] == expected


def test_numbers_come_from_the_quantity():
    _, made = assemble(
        '<T id="t1" d="" a="">种<V id="v1" of="i1" kind="target" norm=">= 3..5 亩">3至5亩以上</V><I id="i1">荷</I>'
        '<V id="v2" of="" kind="target" norm="unresolved">若干</V></T>。'
    )
    assert made[0].metrics == (
        Metric("i1", "v1", ">=", 3, "亩", "target", 5),
        Metric("i1", "v2", None, None, None, "target"),
    )


def test_numbers_outside_targets_are_in_no_record():
    past = '去年<I id="i1">客流</I>达<V id="v1" of="i1" kind="actual" norm="= 9 人">9人</V>。'
    _, made = assemble(past + '<T id="t1" d="" a="">修路</T>。')
    assert made[0].metrics == ()
