"""Windows: every token of a policy is core once, in its place, whatever the text."""

import pytest
from tokenizers import Tokenizer
from tokenizers.models import Unigram

from extractor.errors import ModelError
from extractor.recognise.tagger.windows import Cutter, Shape

TEXT = "建设公园的通知\n一、任务\n到2025年底前,建成5个公园,由市局负责。\n（一）公园\n建成20个。\n二、保障\n由市局负责。"
SMALL = Shape(prefix=6, left=4, core=9)


def test_cores_follow_each_other_and_cover_the_text(tokenizer, stage):
    document, policy, split = stage(TEXT)
    places = [place for window in Cutter(tokenizer, SMALL).windows(document, policy, split) for place in window.offsets]
    assert places == sorted(places)
    covered = {at for start, end in places for at in range(start, end)}
    text = document.text
    assert {text[at] for at in range(len(text)) if at not in covered} <= {"\n", " "}


def test_parts_keep_to_their_sizes(tokenizer, stage):
    document, policy, split = stage(TEXT * 5)
    for window in Cutter(tokenizer, SMALL).windows(document, policy, split):
        assert len(window.offsets) <= SMALL.core
        assert window.first <= 2 + SMALL.prefix + SMALL.left
        assert len(window.ids) == window.first + len(window.offsets) + 1


def test_left_is_what_stood_before(tokenizer, stage):
    document, policy, split = stage(TEXT)
    before = []
    for window in Cutter(tokenizer, SMALL).windows(document, policy, split):
        left = window.ids[: window.first][-len(before[-SMALL.left :]) :] if before else ()
        assert list(left) == before[-SMALL.left :]
        before += window.ids[window.first : window.first + len(window.offsets)]


def test_a_paragraph_begins_with_a_mark_of_no_width(tokenizer, stage):
    document, policy, split = stage(TEXT)
    end = tokenizer.token_to_id("</s>")
    marks = [
        place[0]
        for window in Cutter(tokenizer).windows(document, policy, split)
        for token, place in zip(window.ids[window.first :], window.offsets, strict=False)
        if token == end and place[0] == place[1]
    ]
    assert marks == [at for at in range(len(TEXT)) if at == 0 or TEXT[at - 1] == "\n"]


def test_skip_cuts_elsewhere_but_loses_nothing(tokenizer, stage):
    document, policy, split = stage(TEXT.replace("建成20个。", "建成20个。" * 15))
    cutter = Cutter(tokenizer, Shape(6, 4, 40))
    plain = list(cutter.windows(document, policy, split))
    shifted = list(cutter.windows(document, policy, split, skip=15))
    assert [w.offsets for w in plain] != [w.offsets for w in shifted]
    assert [p for w in plain for p in w.offsets] == [p for w in shifted for p in w.offsets]


def test_skip_shortens_the_first_core_of_every_function(tokenizer, stage):
    document, policy, split = stage(TEXT.replace("由市局负责。", "由市局负责。" * 30))
    cutter = Cutter(tokenizer, Shape(6, 4, 40))
    plain, shifted = ([w.offsets[0][0] for w in cutter.windows(document, policy, split, skip)] for skip in (0, 15))
    begins = document.plain.index("二、保障")
    assert begins in plain and begins in shifted
    assert {at for at in plain if at > begins} != {at for at in shifted if at > begins}


def test_no_core_crosses_into_a_section_of_another_function(tokenizer, stage):
    document, policy, split = stage(TEXT)
    function = {section.id: section.function for section in policy.sections}
    cores = [
        {function[s.section] for s in split if s.span.start < w.offsets[-1][1] and s.span.end > w.offsets[0][0]}
        for w in Cutter(tokenizer).windows(document, policy, split)
    ]
    assert len(cores) > 1
    assert all(len(found) == 1 for found in cores)


def test_no_context_leaves_the_core_alone(tokenizer, stage):
    document, policy, split = stage(TEXT)
    assert {w.first for w in Cutter(tokenizer, Shape(0, 0, 50)).windows(document, policy, split)} == {2}


def test_a_tokenizer_without_edges_is_refused():
    broken = Tokenizer(Unigram([("<unk>", 0.0), ("市", -1.0)], unk_id=0))
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        Cutter(broken)


def test_a_traditional_text_gives_the_same_windows(tokenizer, stage):
    simplified, traditional = "建公园的通知\n一、公园建成\n建成一个公园。", "建公園的通知\n一、公園建成\n建成一個公園。"
    one, two = (list(Cutter(tokenizer).windows(*stage(text))) for text in (simplified, traditional))
    assert one == two
