"""Pretraining on a few sentences with a network of a few numbers."""

import json
from dataclasses import replace

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

from transformers import BertConfig, BertModel  # noqa: E402 -- needs torch

from extractor.errors import OptionError  # noqa: E402
from extractor.train.pretrain import Plan, pretrain  # noqa: E402
from extractor.train.vocabulary import MASK, SPECIAL, build_tokenizer  # noqa: E402

TEXT = "县水务局修理水井十口"
PLAN = Plan(steps=2, length=len(TEXT) + 3, batch=2, warmup=2)  # a text fills a row, with </s> and what stands around


@pytest.fixture
def tokenizer():
    pieces = [*SPECIAL, *sorted(set(TEXT)), MASK]
    return build_tokenizer(pieces, [0.0] * len(SPECIAL) + [-1.0] * (len(pieces) - len(SPECIAL)))


@pytest.fixture
def encoder(tokenizer):
    shape = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=64,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
    )
    return BertModel(shape, add_pooling_layer=False)


@pytest.mark.parametrize(
    ("texts", "plan"),
    [(4, PLAN), (4, replace(PLAN, steps=3)), (2, replace(PLAN, steps=3)), (4, replace(PLAN, warmup=5))],
    ids=["as many steps as warm it up", "more steps", "one batch of text", "fewer steps"],
)
def test_a_run_ends_with_its_checkpoint(texts, plan, encoder, tokenizer, tmp_path):
    pretrain(encoder, tokenizer, [TEXT] * texts, plan, tmp_path)
    assert json.loads((tmp_path / "pretrain.jsonl").read_bytes())["step"] == plan.steps
    assert torch.load(tmp_path / "pretrain.pt", weights_only=True)["step"] == plan.steps


@pytest.mark.parametrize("texts", [0, 1])
def test_texts_that_fill_no_batch_are_too_few(texts, encoder, tokenizer, tmp_path):
    with pytest.raises(OptionError, match=f"文本太少：只够 {texts} 行.*--texts"):
        pretrain(encoder, tokenizer, [TEXT] * texts, PLAN, tmp_path / "checkpoints")
    assert not (tmp_path / "checkpoints").exists()
