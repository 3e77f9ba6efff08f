"""The spaCy component, on real extraction and, where edges matter, on a result of our own making."""

import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.tokens.underscore import Underscore

import extractor.pipeline
from extractor import types

TEXT = """青禾市关于加强社区建设的实施意见
青政发〔2021〕8号
各县区人民政府：
一、主要任务
（一）完善设施。到2025年，建成省级文明社区12个以上，  社区技防设施覆盖率达到95%。由市民政局牵头，市财政局配合。
\u3000\u3000（二）强化服务。每季度开展一次志愿服务，年底前完成50个网点改造。

2021年3月5日
"""


def _nlp(segmenter: str = "char", **config: Any) -> Language:
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": segmenter}}})
    nlp.add_pipe("zhengce", config=config)
    return nlp


def _shown(doc: Doc) -> list[tuple[str, ...]]:
    return [
        (span.id_, span.label_, span.text, span._.policy_norm, span._.policy_kind, span._.policy_score)
        for span in doc.spans["zhengce"]
    ]


def _result(text: str, *marks: tuple[str, str], status: types.Status = "ok") -> types.Result:
    """One policy that covers the text, with a mention for each (label, text) pair."""
    mentions = tuple(
        types.Mention(
            f"m{number}",
            label,  # type: ignore[arg-type]
            types.Span(text.index(part), text.index(part) + len(part)),
            part,
            0.5,
            "test",
            norm=f"norm {number}",
        )
        for number, (label, part) in enumerate(marks, 1)
    )
    records = tuple(types.Record("r1", m.id, "s0") for m in mentions if m.label == "TARGET")
    span = types.Span(0, len(text))
    policy = types.Policy(
        "d1", "", span, (types.Section("s0", None, 0, "", "", span),), mentions=mentions, records=records
    )
    source = types.Source("<text>", "0" * 64, "text/plain")
    return types.Result("1", status, source, text, (policy,), (), types.MadeWith("0", "test"))


@pytest.fixture
def give(monkeypatch: pytest.MonkeyPatch):
    def replace(*marks: tuple[str, str]) -> None:
        monkeypatch.setattr(extractor.pipeline, "extract_text", lambda text, **_: _result(text, *marks))

    return replace


def test_entry_point_makes_the_factory_known_to_spacy():
    code = 'import spacy; nlp = spacy.blank("zh"); nlp.add_pipe("zhengce"); print(nlp.pipe_names)'
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "['zhengce']\n"), done.stderr


def test_starting_spacy_does_not_load_the_extractor():
    code = 'import spacy, sys; spacy.blank("zh"); print("extractor.pipeline" in sys.modules)'
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "False\n", done.stderr


def test_spans_are_the_mentions_of_the_extractor():
    doc = _nlp()(TEXT)
    (policy,) = extractor.pipeline.extract_text(TEXT).documents
    assert doc._.policy_status == "ok"
    assert _shown(doc) == [(f"d1/{m.id}", m.label, m.text, m.norm, m.kind, m.score) for m in policy.mentions]
    assert {"TARGET", "AGENCY", "DEADLINE", "INDICATOR", "VALUE"} == {span.label_ for span in doc.spans["zhengce"]}


def test_records_carry_the_texts_of_their_slots():
    records = _nlp()(TEXT)._.policy_records
    built = next(record for record in records if "文明社区" in record["text"])
    assert [slot["text"] for slot in built["deadlines"]] == ["到2025年"]
    assert [(metric["value_text"], metric["indicator_text"]) for metric in built["metrics"]] == [
        ("12个以上", "省级文明社区")
    ]
    assert built["policy"] == "d1"
    assert {slot["text"] for slot in built["agencies"]} <= {"市民政局", "市财政局"}


def test_every_id_of_a_record_is_that_of_a_span():
    doc = _nlp()(TEXT)
    ids = {span.id_ for span in doc.spans["zhengce"]}
    assert set(doc._.policy_mentions) == ids
    for record in doc._.policy_records:
        named = [record["target"], *(slot["mention"] for slot in record["deadlines"] + record["agencies"])]
        named += [name for metric in record["metrics"] for name in (metric["value"], metric["indicator"]) if name]
        assert set(named) <= ids
    indicators = {data["indicator"] for data in doc._.policy_mentions.values()} - {None}
    assert indicators
    assert indicators <= ids


def test_metadata():
    doc = _nlp()(TEXT)
    assert doc._.policy == doc._.policies[0]
    assert doc._.policy["title"] == "青禾市关于加强社区建设的实施意见"
    assert doc._.policy["doc_number"] == "青政发〔2021〕8号"
    assert doc._.policy["date"] == "2021-03-05"
    assert not {"mentions", "records"} & doc._.policy.keys()


def test_date_anchors_relative_deadlines():
    text = "一、任务\n年底前完成50个网点改造。"
    norms = [
        [data["norm"] for data in _nlp(**config)(text)._.policy_mentions.values() if data["label"] == "DEADLINE"]
        for config in ({}, {"date": "2019"})
    ]
    assert norms == [["unresolved"], ["../2019-12-31"]]


def test_entities_are_the_slots_and_give_way_to_those_that_stand():
    doc = _nlp()(TEXT)
    slots = [span for span in doc.spans["zhengce"] if span.label_ != "TARGET"]
    assert [(span.label_, span.text) for span in doc.ents] == [(span.label_, span.text) for span in slots]

    nlp = spacy.blank("zh")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": [{"TEXT": char} for char in "市民政局牵"]}])
    nlp.add_pipe("zhengce")
    with_rules = nlp(TEXT)
    assert [span.text for span in with_rules.ents if span.label_ == "ORG"] == ["市民政局牵"]
    assert "市民政局" not in [span.text for span in with_rules.ents]
    assert len(with_rules.ents) == len(slots)


@pytest.mark.parametrize("segmenter", ["char", "jieba"])
@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.replace("\n", "\r\n"),
        "\ufeff" + TEXT,
        TEXT.replace("，", " ， "),
        TEXT.replace("市民政局", "市民 政局"),
        "\t" + TEXT + "\t \n",
    ],
)
def test_text_and_offsets_survive_any_segmenter(segmenter: str, text: str):
    doc = _nlp(segmenter)(text)
    assert doc.text == text
    (policy,) = extractor.pipeline.extract_text(text).documents
    assert policy.mentions
    assert [(span.start_char, span.end_char) for span in doc.spans["zhengce"]] == [
        tuple(m.span) for m in policy.mentions
    ]


def test_a_tokenizer_of_another_language():
    nlp = spacy.blank("en")
    nlp.add_pipe("zhengce")
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert [row[1:3] for row in _shown(doc)] == [row[1:3] for row in _shown(_nlp()(TEXT))]


def _doc(words: list[str], **annotation: Any) -> tuple[Language, Doc]:
    nlp = _nlp()
    return nlp, Doc(nlp.vocab, words=words, spaces=[False] * len(words), **annotation)


def test_tokens_are_split_at_the_edges_and_keep_their_annotation(give: Any):
    give(("VALUE", "丁戊"), ("AGENCY", "乙"), ("TARGET", "乙丙。丁戊己"))
    nlp, doc = _doc(
        ["甲乙", "丙", "。", "丁戊己", "庚"],
        tags=list("ABCDE"),
        pos=["NOUN", "VERB", "PUNCT", "ADJ", "ADV"],
        sent_starts=[True, False, False, True, True],
    )
    doc.spans["mine"] = [Span(doc, 1, 4, label="X", span_id="x1", kb_id="k1"), Span(doc, 4, 5, label="Y")]
    doc = nlp.get_pipe("zhengce")(doc)
    assert [token.text for token in doc] == ["甲", "乙", "丙", "。", "丁戊", "己", "庚"]
    assert [token.tag_ for token in doc] == list("AABCDDE")
    assert [token.pos_ for token in doc] == ["NOUN", "NOUN", "VERB", "PUNCT", "ADJ", "ADJ", "ADV"]
    assert [sent.text for sent in doc.sents] == ["甲乙丙。", "丁戊己", "庚"]
    assert [(span.text, span.label_, span.id_, span.kb_id_) for span in doc.spans["mine"]] == [
        ("丙。丁戊己", "X", "x1", "k1"),
        ("庚", "Y", "", ""),
    ]
    assert [(span.label_, span.text) for span in doc.spans["zhengce"]] == [
        ("VALUE", "丁戊"),
        ("AGENCY", "乙"),
        ("TARGET", "乙丙。丁戊己"),
    ]
    assert [span.text for span in doc.ents] == ["乙", "丁戊"]


def test_a_parse_survives_splitting(give: Any):
    give(("AGENCY", "乙"), ("VALUE", "己"))
    nlp, doc = _doc(["甲乙", "丙", "丁戊己"], heads=[1, 1, 1], deps=["nsubj", "ROOT", "obj"])
    doc = nlp.get_pipe("zhengce")(doc)
    assert [(token.text, token.head.text) for token in doc] == [
        ("甲", "丙"),
        ("乙", "甲"),
        ("丙", "丙"),
        ("丁戊", "丙"),
        ("己", "丁戊"),
    ]
    assert len(list(doc.sents)) == 1


def test_two_mentions_of_one_place_keep_their_own_data(give: Any):
    give(("TARGET", "乙丙"), ("VALUE", "乙丙"))
    nlp, doc = _doc(["甲乙丙丁"])
    doc = nlp.get_pipe("zhengce")(doc)
    assert [(row[1], row[3]) for row in _shown(doc)] == [("TARGET", "norm 1"), ("VALUE", "norm 2")]


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_a_text_with_nothing_in_it(text: str):
    doc = _nlp()(text)
    assert doc.text == text
    assert doc._.policy_status == "failed"
    assert [issue["code"] for issue in doc._.policy_issues] == ["empty"]
    assert (list(doc.spans["zhengce"]), doc._.policy_records, doc._.policy) == ([], [], None)


def test_a_doc_that_never_met_the_component():
    doc = spacy.blank("zh")("加固河堤")
    assert (doc._.policy_records, doc._.policy, doc._.policy_status) == (None, None, None)
    assert doc[0:2]._.policy_norm is None


def test_pipe_gives_what_single_calls_give():
    nlp = _nlp()
    texts = [TEXT, "", "加固河堤。", TEXT + "附注"] * 3
    assert [_shown(doc) for doc in nlp.pipe(texts, batch_size=5)] == [_shown(nlp(text)) for text in texts]


def test_pipe_over_processes():
    nlp = _nlp(date="2021")
    alone, shared = nlp(TEXT), list(nlp.pipe([TEXT] * 3, n_process=2, batch_size=1))
    assert [_shown(doc) for doc in shared] == [_shown(alone)] * 3
    assert [doc._.policy_records for doc in shared] == [alone._.policy_records] * 3


def test_what_other_processes_need_can_be_pickled():
    component = _nlp(recogniser="rules", date="2020").get_pipe("zhengce")
    assert pickle.loads(pickle.dumps(component)) == component
    assert pickle.dumps({name: Underscore.doc_extensions[name] for name in ("policy", "policy_records")})
    assert pickle.dumps(Underscore.span_extensions["policy_norm"])


@pytest.mark.parametrize("how", ["docbin", "bytes"])
def test_everything_survives_serialisation(how: str):
    doc = _nlp()(TEXT)
    vocab = spacy.blank("zh").vocab
    if how == "docbin":
        data = DocBin(docs=[doc], store_user_data=True).to_bytes()
        (back,) = DocBin(store_user_data=True).from_bytes(data).get_docs(vocab)
    else:
        back = Doc(vocab).from_bytes(doc.to_bytes())
    assert back.text == doc.text
    assert _shown(back) == _shown(doc)
    for name in ("policy_records", "policy_mentions", "policies", "policy", "policy_status", "policy_issues"):
        assert back._.get(name) == doc._.get(name)


def test_data_is_json():
    doc = _nlp()(TEXT)
    for data in (doc._.policy_records, doc._.policy_mentions, doc._.policies, doc._.policy_issues):
        assert json.loads(json.dumps(data)) == data


def test_pipeline_to_disk_and_back(tmp_path: Path):
    nlp = _nlp(date="2018-05")
    nlp.to_disk(tmp_path / "pipeline")
    back = spacy.load(tmp_path / "pipeline")
    assert back.get_pipe("zhengce").date == "2018-05"
    assert _shown(back(TEXT)) == _shown(nlp(TEXT))


def test_displacy_shows_the_spans():
    html = displacy.render(_nlp()(TEXT), style="span", options={"spans_key": "zhengce"}, page=True, jupyter=False)
    assert "TARGET" in html
    assert "AGENCY" in html


def test_an_unknown_recogniser_is_named():
    with pytest.raises(extractor.pipeline.OptionError, match="nosuch"):
        _nlp(recogniser="nosuch")(TEXT)
