"""A whole training run on two sentences with a network of a few numbers: to a folder that reads text."""

import json

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("onnx")

from transformers import BertConfig, BertModel  # noqa: E402 -- needs torch

from extractor.errors import OptionError  # noqa: E402
from extractor.recognise.tagger.recogniser import TaggerRecogniser  # noqa: E402
from extractor.train import base  # noqa: E402
from extractor.train.config import Config, Data  # noqa: E402
from extractor.train.loop import BEST, Plan  # noqa: E402
from extractor.train.run import average_taggers, train_tagger  # noqa: E402
from extractor.train.vocabulary import SPECIAL, build_tokenizer  # noqa: E402

TEXT = "县水务局修理水井十口。"


@pytest.fixture
def config(tmp_path):
    pieces = [*SPECIAL, *sorted(set(TEXT))]
    tokenizer = build_tokenizer(pieces, [0.0] * len(SPECIAL) + [-1.0] * (len(pieces) - len(SPECIAL)))
    shape = BertConfig(
        vocab_size=len(pieces), hidden_size=24, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    base.save(BertModel(shape), tokenizer, tmp_path / "encoder")
    row = json.dumps({"text": TEXT, "label": [[0, 4, "AGENCY"], [4, 10, "TARGET"]]}, ensure_ascii=False)
    (tmp_path / "own.jsonl").write_text(f"{row}\n" * 10, "utf-8")
    data = Data([str(tmp_path / "own.jsonl")], dev=[str(tmp_path / "own.jsonl")], augment=0.0)
    return Config("tiny", "1", str(tmp_path / "encoder"), data, hints=False, plan=Plan(epochs=2, tokens=60), threads=1)


def seeded(config: Config, seed: int) -> Config:
    return Config(config.name, config.version, config.encoder, config.data, hints=False, plan=Plan(2, 60, seed=seed))


def test_runs_of_two_seeds_are_averaged_to_a_model_that_reads(config, tmp_path):
    said: list[str] = []
    for seed in (1, 2):
        train_tagger(seeded(config, seed), tmp_path / str(seed), said.append)
    average_taggers(config, [tmp_path / "1", tmp_path / "2"], tmp_path / "mean", said.append)
    assert said.count("train 10 篇，dev 10 篇，test 0 篇") == 3
    one, two = (torch.load(tmp_path / seed / "checkpoints" / BEST, weights_only=True) for seed in "12")
    assert any(not torch.equal(one[name], two[name]) for name in one)
    assert TaggerRecogniser(tmp_path / "mean").labels >= {"AGENCY", "TARGET"}


def test_the_same_seed_gives_the_same_weights(config, tmp_path):
    for name in ("a", "b"):
        train_tagger(seeded(config, 1), tmp_path / name, lambda _: None)
    one, two = (torch.load(tmp_path / name / "checkpoints" / BEST, weights_only=True) for name in "ab")
    assert all(torch.equal(one[name], two[name]) for name in one)


def test_a_run_without_checkpoint_is_named(config, tmp_path):
    with pytest.raises(OptionError, match="nowhere"):
        average_taggers(config, [tmp_path / "nowhere"], tmp_path / "mean", lambda _: None)
