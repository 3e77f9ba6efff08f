"""Where a training run begins: a pretrained encoder with untrained heads, or a finished model."""

from pathlib import Path
from typing import NamedTuple

import msgspec
import torch
from tokenizers import Tokenizer

from extractor.errors import OptionError
from extractor.recognise.tagger.labels import Layers
from extractor.train import base
from extractor.train.config import Config
from extractor.train.model import Tagger
from extractor.train.restore import restore

HEADS = 0
"""Seed of the untrained heads: the same in all runs, whatever their own seed, so that they can be averaged."""


class Start(NamedTuple):
    """A network with its tokenizer, the configuration as it now holds, and the name of a model that is trained on."""

    model: Tagger
    tokenizer: Tokenizer
    config: Config
    name: str = ""


def start(config: Config, layers: Layers) -> Start:
    """Return the network that `config` names, for texts that need `layers`.

    Raises OptionError when a model to go on from does not know one of their labels, ModelError as loading does.
    """
    return _from_model(config, layers) if config.start else _from_encoder(config, layers)


def _from_encoder(config: Config, layers: Layers) -> Start:
    encoder, tokenizer = base.load(Path(config.encoder), config.layers)
    torch.manual_seed(HEADS)
    return Start(Tagger(encoder, layers, config.plan.dropout), tokenizer, config)


def _from_model(config: Config, layers: Layers) -> Start:
    package, encoder, tokenizer, weights = restore(config.start)
    unknown = {name for types in layers for name in types}.difference(*package.layers)
    if unknown:
        raise OptionError(
            f"模型 {package.folder} 不认识标签 {'、'.join(sorted(unknown))}；换了标签请用 encoder 代替 start"
        )
    model = Tagger(encoder, package.layers, config.plan.dropout)
    model.load_state_dict(weights)
    held = msgspec.structs.replace(config, shape=package.shape, hints=package.hints)
    return Start(model, tokenizer, held, package.name)
