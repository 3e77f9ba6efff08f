"""The tagger's network: one encoder, a head for each layer of labels, and one for links."""

from typing import NamedTuple

import torch
from torch import nn
from transformers import BertModel

from extractor.recognise.tagger.labels import SLOT_TYPES, TARGET_TYPES, tags

LINK = 64


class Outputs(NamedTuple):
    """Per token: (batch, length, tags) of both layers; (batch, length, LINK) of both ends of a link."""

    target: torch.Tensor
    slot: torch.Tensor
    source: torch.Tensor
    goal: torch.Tensor


class Tagger(nn.Module):
    """`source[v] · goal[i]` scores INDICATOR token i as that of VALUE token v; `<s>` stands for none."""

    def __init__(self, encoder: BertModel, dropout: float = 0.1) -> None:
        super().__init__()
        hidden = encoder.config.hidden_size
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.target = nn.Linear(hidden, len(tags(TARGET_TYPES)))
        self.slot = nn.Linear(hidden, len(tags(SLOT_TYPES)))
        self.source = nn.Linear(hidden, LINK)
        self.goal = nn.Linear(hidden, LINK)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> Outputs:
        """Score tokens; `ids` and `mask` are (batch, length)."""
        states = self.dropout(self.encoder(ids, attention_mask=mask).last_hidden_state)
        return Outputs(self.target(states), self.slot(states), self.source(states), self.goal(states))
