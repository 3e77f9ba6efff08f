"""A finished model folder back to the network that it was written from, for training that goes on from there.

The folder holds the network as ONNX with 8-bit weights; what rounding took is little beside a step of training.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from transformers import BertModel

from extractor.recognise.tagger.package import NETWORK, TOKENIZER, Package, default_folder, open_package
from extractor.train.base import config_of
from extractor.train.export import MODULE
from extractor.train.weights import Sizes

SHIPPED = "shipped"
_HEAD = 32
"""Width of an attention head in every encoder that `zhengce train base` builds."""
_PRODUCTS = ("MatMul", "MatMulInteger")
_WORDS = "encoder.embeddings.word_embeddings.weight"
_PLACES = "encoder.embeddings.position_embeddings.weight"
_WIDE = "encoder.encoder.layer.0.intermediate.dense.weight"

Weights = Mapping[str, NDArray[np.float32]]


class Restored(NamedTuple):
    """What a model folder holds, for training: `weights` are those of the whole tagger, by name."""

    package: Package
    encoder: BertModel
    tokenizer: Tokenizer
    weights: dict[str, torch.Tensor]


def restore(name: str) -> Restored:
    """Read the model folder `name`, or the one that zhengce uses for `shipped`. Raises ModelError as loading does."""
    package = open_package(default_folder() if name == SHIPPED else Path(name))
    graph = onnx.load(str(package.folder / NETWORK)).graph
    weights = _weights(graph)
    encoder = BertModel(config_of(_sizes(weights, graph)), add_pooling_layer=False)
    tokenizer = Tokenizer.from_file(str(package.folder / TOKENIZER))
    return Restored(package, encoder, tokenizer, {key: torch.tensor(value) for key, value in weights.items()})


def _weights(graph: onnx.GraphProto) -> Weights:
    held = {one.name: onnx.numpy_helper.to_array(one) for one in graph.initializer}
    names = {name.removesuffix("_quantized") for name in held if not name.endswith(("_scale", "_zero_point"))}
    plain = {name: _plain(held, name) for name in names}
    found = {name.removeprefix(f"{MODULE}."): values for name, values in plain.items() if name.startswith(f"{MODULE}.")}
    for node in graph.node:
        weight = node.input[1].removesuffix("_quantized") if node.op_type in _PRODUCTS else ""
        if weight in plain:
            module = node.name.removeprefix(f"/{MODULE}/").rpartition("/")[0].replace("/", ".")
            found[f"{module}.weight"] = plain[weight].T.copy()
    return found


def _plain(held: Weights, name: str) -> NDArray[np.float32]:
    """Return values as they are, or by the scale (of each column, or of all) and the zero they were rounded with."""
    if f"{name}_quantized" not in held:
        return held[name]
    rounded = held[f"{name}_quantized"].astype(np.float32) - held[f"{name}_zero_point"].astype(np.float32)
    return rounded * held[f"{name}_scale"]


def _sizes(weights: Weights, graph: onnx.GraphProto) -> Sizes:
    vocabulary, hidden = weights[_WORDS].shape
    layers = sum(name.endswith(".intermediate.dense.weight") for name in weights)
    norm = next(node for node in graph.node if node.op_type == "LayerNormalization")
    epsilon = onnx.helper.get_node_attr_value(norm, "epsilon")
    places, wide = len(weights[_PLACES]), len(weights[_WIDE])
    return Sizes(vocabulary, places, hidden, layers, hidden // _HEAD, wide, epsilon)
