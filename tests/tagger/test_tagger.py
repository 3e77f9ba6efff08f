"""The shipped tagger: same spans whatever runs beside it, true offsets on any text, scores that are chances."""

import json
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from extractor.lang.fold import traditional_to_simplified
from extractor.pipeline import Options, extract, extract_text, load_recogniser
from extractor.read import read_text
from extractor.recognise.tagger import TaggerRecogniser
from extractor.types import LABELS, Mention

ROOT = Path(__file__).parent.parent.parent
SHIPPED = ROOT / "models" / "tagger"
TEXTS = [path.read_text("utf-8") for path in sorted((ROOT / "corpora").glob("*.txt"))[:6]]


@pytest.fixture(scope="module")
def tagger() -> TaggerRecogniser:
    return TaggerRecogniser(SHIPPED)


def mentions(tagger: TaggerRecogniser, text: str) -> list[Mention]:
    result = extract(read_text(text), tagger, Options(debug=True))
    assert result.status == "ok"
    return [mention for document in result.documents for mention in document.mentions]


def found(tagger: TaggerRecogniser, text: str) -> list[tuple[int, int, str, float]]:
    return [(*mention.span, mention.label, mention.score) for mention in mentions(tagger, text)]


def test_the_same_text_gives_the_same_spans_again_and_beside_others(tagger):
    first = [found(tagger, text) for text in TEXTS[:3]]
    assert [found(tagger, text) for text in reversed(TEXTS[:3])] == first[::-1]
    assert all(first)


def test_threads_do_not_change_what_is_found(tagger):
    one, two = (TaggerRecogniser(SHIPPED, threads=threads) for threads in (1, 2))
    assert found(one, TEXTS[1]) == found(two, TEXTS[1])


def test_a_mention_is_its_stretch_of_the_text_and_its_score_a_chance(tagger):
    for text in TEXTS[:3]:
        for mention in mentions(tagger, text):
            assert mention.text == text[mention.span.start : mention.span.end] != ""
            assert 0 < mention.score < 1
            assert mention.label in LABELS
            assert (mention.kind is not None) == (mention.label == "VALUE")
            assert mention.role is None or mention.label == "AGENCY"


def test_a_value_points_to_an_indicator(tagger):
    for text in TEXTS:
        by_id = {mention.id: mention for mention in mentions(tagger, text)}
        linked = [mention for mention in by_id.values() if mention.indicator]
        assert all(by_id[mention.indicator].label == "INDICATOR" for mention in linked)


def test_an_indicator_that_was_trimmed_keeps_its_value(tagger):
    found = {mention.text: mention for mention in mentions(tagger, "二、主要任务\n确保森林覆盖率达到45%。")}
    assert found["45%"].indicator == found["森林覆盖率"].id


def test_mentions_of_a_layer_do_not_overlap(tagger):
    for text in TEXTS[:3]:
        slots = sorted(mention.span for mention in mentions(tagger, text) if mention.label != "TARGET")
        assert all(a.end <= b.start for a, b in pairwise(slots))


def test_a_traditional_twin_is_read_alike(tagger):
    back = {new: old for old, new in traditional_to_simplified().items()}
    text = TEXTS[0]
    twin = "".join(back.get(letter, letter) for letter in text)
    assert sum(a != b for a, b in zip(text, twin, strict=True)) > len(text) / 10
    plain, other = ({row[:3] for row in found(tagger, one)} for one in (text, twin))
    assert len(plain & other) >= 0.99 * max(len(plain), len(other))


def test_full_width_is_read_as_half_width(tagger):
    text = "到2025年,全市建成公园20个,绿化覆盖率达到45%以上。(市园林局牵头)"
    wide = "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)
    assert found(tagger, wide) == found(tagger, text)


ODD = {
    "punctuation": "，。！？；：" * 300,
    "emoji": "😀👨‍👩‍👧🏳️‍🌈到2025年建成5个公园😀。" * 40,
    "unassigned": "\U000e0080\u0378到2025年建成5个公园\uffff。" * 40,
    "private": "\ue000\uf8ff建成5个公园。\n" * 40,
    "combining": "建\u0301成\u20dd5个公\u0300园。" * 60,
    "digits": "1234567890" * 500,
    "no sentence ends": "建设公园和绿道" * 800,
    "spaces": "建 成 5 个 公 园 。 " * 100,
    "one character": "市",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_texts_are_finished_with_true_offsets(tagger, text):
    for mention in mentions(tagger, text):
        assert mention.text == text[mention.span.start : mention.span.end] != ""


@pytest.fixture
def copy(tmp_path, monkeypatch):
    folder = tmp_path / "tagger"
    shutil.copytree(SHIPPED, folder)
    monkeypatch.setenv("ZHENGCE_MODEL", str(folder))
    load_recogniser.cache_clear()
    yield folder
    load_recogniser.cache_clear()


def test_foreign_labels_are_refused_for_extraction(copy):
    card = json.loads((copy / "model.json").read_text("utf-8"))
    card["layers"][0] = ["人名"]
    (copy / "model.json").write_text(json.dumps(card), "utf-8")
    with pytest.raises(Exception, match=r"人名.*TARGET"):
        extract_text("建成5个公园。", recogniser="model")
    assert "人名" in TaggerRecogniser(copy).labels


def test_a_heading_keeps_the_deadline_that_the_network_overlooks(copy):
    card = json.loads((copy / "model.json").read_text("utf-8"))
    (copy / "model.json").write_text(json.dumps({**card, "threshold": 2.0}), "utf-8")
    text = "二、2027年重点工作\n2027年底前建成公园5个。\n"
    assert [mention.text for mention in mentions(TaggerRecogniser(copy), text)] == ["2027年"]


def test_the_environment_names_another_model(copy):
    card = json.loads((copy / "model.json").read_text("utf-8"))
    (copy / "model.json").write_text(json.dumps({**card, "version": "office"}), "utf-8")
    assert extract_text("建成5个公园。", recogniser="model").made_with.model == "tagger-office"


def test_what_is_probably_wrong_is_left_out(tagger, tmp_path):
    shutil.copytree(SHIPPED, tmp_path / "strict")
    card = json.loads((tmp_path / "strict" / "model.json").read_text("utf-8"))
    (tmp_path / "strict" / "model.json").write_text(json.dumps({**card, "threshold": 0.9}), "utf-8")
    all_of_it, sure = (found(one, TEXTS[0]) for one in (tagger, TaggerRecogniser(tmp_path / "strict")))
    assert set(sure) == {span for span in all_of_it if span[3] >= 0.9}
    assert 0 < len(sure) < len(all_of_it)
    assert min(span[3] for span in all_of_it) >= card["threshold"]
