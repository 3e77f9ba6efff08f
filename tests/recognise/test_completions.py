"""Clauses that only say by when a task is done are joined to it."""

import re
from itertools import count

import pytest

from extractor.annotate.inline import parse
from extractor.read import read_text
from extractor.recognise.completions import completed


@pytest.mark.parametrize(
    ("markup", "targets"),
    [
        ("<T>新建书屋三座</T>，<D>6月底前</D><T>完成</T>。", ["新建书屋三座，6月底前完成"]),
        ("<T>新建书屋三座</T>，并于<D>6月底前</D><T>全面建成投用</T>。", ["新建书屋三座，并于6月底前全面建成投用"]),
        ("<T>新建书屋三座</T>，确保<D>6月底前</D><T>竣工</T>。", ["新建书屋三座，确保6月底前竣工"]),
        (
            "<T>新建书屋三座</T>，<T>改造书亭</T>，<D>6月底前</D><T>完成</T>。",
            ["新建书屋三座", "改造书亭，6月底前完成"],
        ),
        # apart
        ("<T>新建书屋三座</T>，<D>6月底前</D><T>完成书亭改造</T>。", ["新建书屋三座", "完成书亭改造"]),
        ("<T>新建书屋三座</T>。<D>6月底前</D><T>完成</T>。", ["新建书屋三座", "完成"]),
        ("<T>新建书屋三座</T>，由甲局<D>6月底前</D><T>完成</T>。", ["新建书屋三座", "完成"]),
        ("<D>3月底前</D><T>动工</T>，<D>6月底前</D><T>竣工</T>。", ["动工", "竣工"]),
        ("<T><D>3月底前</D>动工</T>，<D>6月底前</D><T>竣工</T>。", ["3月底前动工", "竣工"]),
        ("<T>新建书屋三座</T>，<T>完成</T>。", ["新建书屋三座", "完成"]),
    ],
)
def test_completions(markup, targets):
    numbers = count(1)

    def tag(found: re.Match[str]) -> str:
        attributes = {"T": 'd="" a=""', "D": 'norm="unresolved"'}[found[1]]
        return f'<{found[1]} id="{found[1]}{next(numbers)}" {attributes}>'

    named = re.sub("<([TD])>", tag, markup)
    gold = parse(named)
    document = read_text(gold.text)
    found = completed(document, sorted(gold.mentions, key=lambda one: (one.span.start, -one.span.end)))
    assert [one.text for one in found if one.label == "TARGET"] == targets
    assert all(one.text == one.span.of(gold.text) for one in found)
