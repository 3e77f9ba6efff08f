"""Our encoder: the first layers of the pretrained one, with the policy vocabulary."""

from collections.abc import Iterable
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from extractor.errors import ModelError
from extractor.train.vocabulary import MASK, build_tokenizer, choose
from extractor.train.weights import Sizes, Weights

# our name of a layer's part, and the file's
_PARTS = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "attention.output.LayerNorm": "aln",
    "intermediate.dense": "fi",
    "output.dense": "fo",
    "output.LayerNorm": "oln",
}


def build(weights: Weights, layers: int, texts: Iterable[str]) -> tuple[BertModel, Tokenizer]:
    """Return the encoder of the first `layers` layers and its tokenizer, vocabulary cut to `texts`.

    A row for `<mask>` is added behind the vocabulary, as the mean of all kept rows.
    """
    kept = choose(weights.pieces, weights.scores, texts)
    tokenizer = build_tokenizer([weights.pieces[i] for i in kept], [weights.scores[i] for i in kept])
    tokenizer.add_special_tokens([MASK])
    sizes = weights.sizes._replace(vocabulary=len(kept) + 1, layers=layers)
    model = BertModel(config_of(sizes), add_pooling_layer=False)
    rows = torch.from_numpy(weights.tensors["emb.word"][kept])
    state = {"embeddings.word_embeddings.weight": torch.cat([rows, rows.mean(0, keepdim=True)])}
    state["embeddings.position_embeddings.weight"] = torch.from_numpy(weights.tensors["emb.pos"])
    state["embeddings.token_type_embeddings.weight"] = torch.from_numpy(weights.tensors["emb.type"])
    state |= _pair("embeddings.LayerNorm", weights, "emb.ln")
    for layer in range(layers):
        for part, short in _PARTS.items():
            state |= _pair(f"encoder.layer.{layer}.{part}", weights, f"l{layer}.{short}")
    model.load_state_dict(state)
    return model, tokenizer


def _pair(ours: str, weights: Weights, theirs: str) -> dict[str, torch.Tensor]:
    return {
        f"{ours}.weight": torch.from_numpy(weights.tensors[f"{theirs}.w"]),
        f"{ours}.bias": torch.from_numpy(weights.tensors[f"{theirs}.b"]),
    }


def config_of(sizes: Sizes) -> BertConfig:
    """Return the configuration of an encoder of such sizes."""
    return BertConfig(
        vocab_size=sizes.vocabulary,
        hidden_size=sizes.hidden,
        num_hidden_layers=sizes.layers,
        num_attention_heads=sizes.heads,
        intermediate_size=sizes.intermediate,
        max_position_embeddings=sizes.positions,
        type_vocab_size=2,
        layer_norm_eps=sizes.epsilon,
        attention_probs_dropout_prob=0.0,  # it would keep PyTorch from its fused attention
        pad_token_id=1,
        bos_token_id=0,
        eos_token_id=2,
    )


def save(model: BertModel, tokenizer: Tokenizer, folder: Path) -> None:
    """Write the encoder as fp16 safetensors with its tokenizer and configuration."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.nn.Module.half(model).save_pretrained(folder)
    torch.nn.Module.float(model)
    tokenizer.save(str(folder / "tokenizer.json"))


def load(folder: Path, layers: int = 0) -> tuple[BertModel, Tokenizer]:
    """Read what `save` wrote, in fp32; only the first `layers` layers, or all for 0. Raises ModelError."""
    if not (folder / "config.json").is_file():
        raise ModelError(f"{folder} 里没有编码器（缺 config.json），请先运行 zhengce train base -o {folder}")
    model = BertModel.from_pretrained(folder, add_pooling_layer=False, dtype=torch.float32)
    if layers:
        model.encoder.layer = model.encoder.layer[:layers]
        model.config.num_hidden_layers = len(model.encoder.layer)
    return model, Tokenizer.from_file(str(folder / "tokenizer.json"))
