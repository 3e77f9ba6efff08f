"""What an ablation adds to the training run."""

import json

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

from tokenizers import Tokenizer  # noqa: E402 -- needs torch

from eval import ablation  # noqa: E402
from eval.ablation import _covers, _places, characters, read_variants, table, taught, unlabelled  # noqa: E402
from extractor.recognise.tagger.locate import Located  # noqa: E402
from extractor.train.config import Config, Data  # noqa: E402
from extractor.train.data import UNSAID, Labelled, Marked  # noqa: E402
from extractor.train.loop import BEST  # noqa: E402
from extractor.train.vocabulary import build_tokenizer  # noqa: E402
from extractor.types import Span  # noqa: E402

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "政策", "政", "策", "建", "成"]


@pytest.fixture
def pieces() -> Tokenizer:
    return build_tokenizer(PIECES, [0.0] * 4 + [-1.0] + [-5.0] * 4)


def test_variants_change_what_they_name_and_nothing_else(root):
    variants = dict(read_variants(root / "eval" / "ablation.toml"))
    base = variants["base"]
    assert variants["no-hints"].run.hints is False
    assert variants["no-hints"].run.plan == base.run.plan
    assert variants["characters"].tokens == "characters"
    assert variants["characters"].run.shape != base.run.shape


def test_characters_keep_their_ids(pieces):
    assert pieces.encode("政策", add_special_tokens=False).ids == [4]
    assert characters(pieces).encode("政策", add_special_tokens=False).ids == [5, 6]


def test_covering_pieces_and_places_in_words(pieces):
    assert _covers("建成\n政策", pieces) == [7, 8, 0, 4, 4]
    marks = _places("加快建设。")
    assert (marks[0], marks[1], marks[4]) == (1, 3, 4)


def test_the_table_compares_with_the_base(tmp_path):
    for name, micro in (("base", 0.75), ("other", 0.7)):
        row = {"dev": {"micro": micro}, "tokens_a_character": 0.6, "seconds": 1}
        (tmp_path / f"{name}.json").write_text(json.dumps(row))
    lines = list(table(tmp_path, ["base", "other", "undone"]))
    assert len(lines) == 4
    assert "| 70.0 | -5.0 |" in lines[3]
    (tmp_path / "base.json").unlink()
    assert "| 70.0 |  |" in list(table(tmp_path, ["base", "other"]))[2]


def test_only_texts_that_nobody_labelled_are_taught(tmp_path):
    (tmp_path / "policy").mkdir()
    for name in ("one", "two", "three"):
        (tmp_path / "policy" / f"{name}.txt").write_text(f"建设公园。{name}", "utf-8")
    splits = tmp_path / "splits.json"
    splits.write_text(json.dumps({"train": {}, "dev": {"policy/one.txt": "0"}, "test": {}}))
    run = Config("a", "1", Data([], corpus=str(tmp_path), splits=str(splits)), "encoder")
    assert {text.name for text in unlabelled(run, (), 1000)} == {"policy/two.txt", "policy/three.txt"}
    assert len(list(unlabelled(run, (), 5))) == 1
    assert [text.name for text in unlabelled(run, [Labelled("policy/two.txt", "", ())], 1000)] == ["policy/three.txt"]


def test_what_a_network_labels_says_nothing_of_links(monkeypatch, tmp_path):
    torch.save({}, tmp_path / BEST)
    found = [Located(Span(2, 4), "VALUE:target", 0.9, 1), Located(Span(0, 2), "INDICATOR", 0.9, 0)]
    monkeypatch.setattr(ablation, "predict", lambda *_: iter(found))
    texts = [Labelled("a", "水井十口", ())]
    (text,) = taught(torch.nn.Module(), tmp_path / BEST, texts, lambda text: text, None)
    assert text.spans == (Marked(0, 2, "INDICATOR", UNSAID), Marked(2, 4, "VALUE:target", UNSAID))
