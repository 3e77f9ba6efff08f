"""Augmentation: the text changes, the labels stay true."""

import random

import pytest

from extractor.train.augment import Edit, apply, augment
from extractor.train.data import Labelled, Marked

TEXT = "到2025年底,常州市建成120个公园,由市园林局负责。\n金坛区新增绿地35公顷。\n"


def labelled(*words: str) -> Labelled:
    return Labelled("a", TEXT, tuple(Marked(TEXT.index(w), TEXT.index(w) + len(w), "T") for w in words))


def words_of(text: Labelled) -> list[str]:
    return [text.text[span.start : span.end] for span in text.spans]


def test_spans_move_with_their_words():
    changed = apply(
        labelled("120个", "市园林局"), [Edit(0, 1, "截止到"), Edit(TEXT.index("公园"), TEXT.index("公园") + 2, "绿")]
    )
    assert words_of(changed) == ["120个", "市园林局"]


def test_an_edit_inside_a_span_changes_it_whole():
    at = TEXT.index("120")
    assert words_of(apply(labelled("120个"), [Edit(at, at + 3, "7")])) == ["7个"]


def test_an_edit_over_an_edge_is_left_out():
    at = TEXT.index("120个")
    assert apply(labelled("120个"), [Edit(at - 1, at + 1, "x")]).text == TEXT


def test_of_two_edits_in_one_place_the_first_counts():
    assert apply(labelled(), [Edit(0, 3, "A"), Edit(1, 2, "B")]).text == "A" + TEXT[3:]


@pytest.mark.parametrize("seed", range(30))
def test_every_variant_keeps_number_kind_and_order_of_spans(seed):
    text = labelled("到2025年底", "120个", "市园林局", "35公顷")
    changed = augment(text, random.Random(seed))
    found = words_of(changed)
    assert found[0] == "到2025年底" and found[2] == "市园林局"
    assert found[1].endswith("个") and found[1][:-1].isdigit()
    assert found[3].endswith("公顷") and found[3][:-2].isdigit()


def test_places_give_way_to_places_of_their_kind():
    texts = {augment(labelled(), random.Random(seed)).text for seed in range(20)}
    assert all("常州市" not in text or "金坛区" not in text for text in texts)
    assert all(text[text.index(",") + 3] == "市" for text in texts)


def test_the_same_seed_gives_the_same_variant():
    assert augment(labelled(), random.Random(5)) == augment(labelled(), random.Random(5))
    assert augment(labelled(), random.Random(5)) != augment(labelled(), random.Random(6))
