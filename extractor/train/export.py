"""A trained tagger to a model folder: ONNX, quantised, with its card."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import nn

from extractor.recognise.tagger.package import CARD, FORMAT, NETWORK, TOKENIZER
from extractor.train.model import Tagger

_OPSET = 17
MODULE = "tagger"
"""The name of the tagger inside the network: that of every weight begins with it."""


class _Single(nn.Module):
    """The tagger for one unpadded window: no mask is needed."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, ids: torch.Tensor, hints: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Score one window, (1, length)."""
        outputs = self.tagger(ids, None, hints)
        return (*outputs.layers, outputs.source, outputs.goal)


def export(tagger: Tagger, tokenizer: Tokenizer, folder: Path, card: Mapping[str, Any], quantised: bool = True) -> None:
    """Write `model.onnx` (8-bit or fp32), `tokenizer.json` and `model.json`; `card` adds name, version, scores."""
    folder.mkdir(parents=True, exist_ok=True)
    write_onnx(tagger, folder / NETWORK)
    if quantised:
        full = (folder / NETWORK).rename(folder / "full.onnx")
        quantise(full, folder / NETWORK)
        full.unlink()
    tokenizer.save(str(folder / TOKENIZER), pretty=False)
    hashes = {name: sha256((folder / name).read_bytes()).hexdigest() for name in (NETWORK, TOKENIZER)}
    content = {"format": FORMAT, **card, "layers": tagger.layers, "files": hashes}
    (folder / CARD).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")


def write_onnx(tagger: Tagger, path: Path) -> None:
    """Write the network in fp32, its length free."""
    tagger.eval()
    sample = torch.ones(1, 16, dtype=torch.long)
    outputs = [*(f"layer{number}" for number in range(len(tagger.layers))), "source", "goal"]
    axes = {name: {1: "length"} for name in ("ids", "hints", *outputs)}
    torch.onnx.export(
        _Single(tagger),
        (sample, torch.zeros_like(sample)),
        str(path),
        input_names=["ids", "hints"],
        output_names=outputs,
        dynamic_axes=axes,
        opset_version=_OPSET,
        dynamo=False,
    )


def quantise(source: Path, target: Path) -> None:
    """Quantise the weights of matrix products and embeddings, per channel.

    Signed 8-bit weights are more than twice as fast as unsigned ones where the processor has VNNI or AMX; of
    their range seven bits are used, so that no sum of two products overflows where it has not.
    """
    quantize_dynamic(
        str(source),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Gather"],
    )
