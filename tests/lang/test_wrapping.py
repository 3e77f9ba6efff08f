"""Lines that a page's width breaks."""

import pytest

from extractor.lang.wrapping import full_line, goes_on


def test_lines_of_one_short_width_are_full():
    assert full_line([30] * 18 + [12] * 6) == 27


@pytest.mark.parametrize(
    "lengths",
    [[30] * 10, [200] * 30, [30] * 5 + [14] * 40, []],
    ids=["too few", "paragraphs", "mostly short", "none"],
)
def test_other_lines_are_paragraphs(lengths):
    assert full_line(lengths) is None


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("各街道要在汛期到来之前", "疏通沟渠。", True),
        ("各街道要疏通沟渠、", "加固堤坝。", True),
        ("各街道要疏通沟渠,", "加固堤坝。", True),
        ("各街道要疏通沟渠。", "加固堤坝。", False),
        ("各街道要疏通沟渠;", "加固堤坝。", False),
        ("各街道要做到以下几点:", "加固堤坝。", False),
        ("防汛物资清单", "二、值班", False),
        ("防汛物资清单", "(二)值班", False),
        ("防汛物资清单", "附件1", False),
    ],
)
def test_what_goes_on(before, after, expected):
    assert goes_on(f"{before}\n{after}", len(before), len(before) + 1) is expected
