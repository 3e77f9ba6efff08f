"""Labelled texts: our annotations, own labels, layers and parts."""

import json
import time
from pathlib import Path

import pytest

from extractor.annotate.inline import parse
from extractor.errors import AnnotationError
from extractor.recognise.tagger.labels import POLICY_LAYERS
from extractor.train.data import UNSAID, Labelled, Marked, divide, from_annotation, layers_of, read_labelled


def write(path: Path, *rows: dict) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def test_spans_of_doccano(tmp_path):
    path = write(tmp_path / "own.jsonl", {"text": "张三到北京", "label": [[3, 5, "地点"], [0, 2, "人名"]]})
    spans = (Marked(0, 2, "人名", UNSAID), Marked(3, 5, "地点", UNSAID))
    assert list(read_labelled(path)) == [Labelled("own:1", "张三到北京", spans)]


def test_names_of_cluener_with_their_last_place_included(tmp_path):
    path = write(
        tmp_path / "train.json",
        {"text": "张三到北京", "label": {"name": {"张三": [[0, 1]]}, "address": {"北京": [[3, 4]]}}},
    )
    assert next(iter(read_labelled(path))).spans == (
        Marked(0, 2, "name", UNSAID),
        Marked(3, 5, "address", UNSAID),
    )


@pytest.mark.parametrize(
    "row",
    [
        {"text": "张三", "label": [[0, 3, "x"]]},
        {"text": "张三", "label": [[1, 1, "x"]]},
        {"text": "张三", "label": [[0]]},
    ],
)
def test_a_bad_row_is_named_by_its_line(tmp_path, row):
    path = write(tmp_path / "own.jsonl", {"text": "好", "label": []}, row)
    with pytest.raises(AnnotationError, match="第 2 行"):
        list(read_labelled(path))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(AnnotationError, match="nowhere"):
        list(read_labelled(tmp_path / "nowhere.jsonl"))


def test_annotations_give_kinds_roles_and_links():
    text = (
        '<T id="t1" a="a1:lead"><I id="i1">公园</I>达到<V id="v1" norm="= 5 个" kind="target" of="i1">5个</V></T>'
        '（<A id="a1">市园林局</A>牵头）'
    )
    spans = from_annotation(parse(text, "x")).spans
    assert {span.type for span in spans} == {"TARGET", "INDICATOR", "VALUE:target", "AGENCY:lead"}
    value = next(span for span in spans if span.type == "VALUE:target")
    assert spans[value.link].type == "INDICATOR"


def test_our_labels_have_our_layers():
    assert layers_of([Labelled("a", "市局", (Marked(0, 2, "AGENCY"),))]) == POLICY_LAYERS


def test_own_rows_say_nothing_of_links_and_a_bare_value_is_a_target(tmp_path):
    row = {"text": "建成公园12个。", "label": [[4, 7, "VALUE"], [2, 4, "INDICATOR"]]}
    (tmp_path / "own.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")
    (text,) = read_labelled(tmp_path / "own.jsonl")
    assert [(span.type, span.link) for span in text.spans] == [("INDICATOR", UNSAID), ("VALUE:target", UNSAID)]
    assert layers_of([text]) == POLICY_LAYERS


def test_a_line_separator_inside_a_text_ends_no_row(tmp_path):
    (tmp_path / "own.jsonl").write_text('{"text": "甲\u2028乙", "label": [[0, 1, "x"]]}\n', "utf-8")
    assert [text.text for text in read_labelled(tmp_path / "own.jsonl")] == ["甲\u2028乙"]


def test_own_labels_share_a_layer_until_they_overlap():
    flat = Labelled("a", "abcdef", (Marked(0, 2, "x"), Marked(3, 5, "y")))
    nested = Labelled("b", "abcdef", (Marked(0, 5, "y"), Marked(1, 2, "z")))
    assert layers_of([flat]) == (("x", "y"),)
    assert layers_of([flat, nested]) == (("x", "y"), ("z",))


def test_layers_take_a_time_that_grows_with_the_spans():
    spans = tuple(Marked(at, at + 3, "xy"[at % 2]) for at in range(0, 40_000, 2))
    began = time.process_time()
    assert layers_of([Labelled("a", "", spans)]) == (("x",),)
    assert layers_of([Labelled("a", "", (*spans, Marked(7, 9, "y")))]) == (("x",), ("y",))
    assert time.process_time() - began < 4


def test_without_a_split_every_tenth_text_is_dev():
    parts = divide([Labelled(str(number), "", ()) for number in range(20)], None)
    assert [len(parts[part]) for part in ("train", "dev", "test")] == [18, 2, 0]


def test_a_split_divides_by_name(tmp_path):
    splits = tmp_path / "splits.json"
    splits.write_text(json.dumps({"train": {"a": ""}, "dev": {"b": ""}, "test": {}}), "utf-8")
    parts = divide([Labelled(name, "", ()) for name in "abc"], splits)
    assert [[text.name for text in parts[part]] for part in ("train", "dev", "test")] == [["a"], ["b"], []]
