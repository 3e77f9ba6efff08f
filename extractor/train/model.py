"""The tagger's network: one encoder, a head for each layer of labels, and one for links."""

from typing import NamedTuple

import torch
from torch import nn
from transformers import BertModel

from extractor.recognise.tagger import hints
from extractor.recognise.tagger.labels import POLICY_LAYERS, Layers, tags
from extractor.train.attention import use_plain_attention
from extractor.train.dropout import ByteDropout, replace_dropout

LINK = 64


class Outputs(NamedTuple):
    """Per token: (batch, length, tags) of each layer; (batch, length, LINK) of both ends of a link."""

    layers: tuple[torch.Tensor, ...]
    source: torch.Tensor
    goal: torch.Tensor


class Tagger(nn.Module):
    """`source[v] · goal[i]` scores INDICATOR token i as that of VALUE token v; `<s>` stands for none."""

    def __init__(self, encoder: BertModel, layers: Layers = POLICY_LAYERS, dropout: float = 0.1) -> None:
        super().__init__()
        hidden = encoder.config.hidden_size
        use_plain_attention(encoder)
        replace_dropout(encoder)
        self.encoder = encoder
        self.layers = layers
        self.hint = nn.Embedding(hints.SIZE, hidden)
        nn.init.zeros_(self.hint.weight)
        self.dropout = ByteDropout(dropout)
        self.heads = nn.ModuleList(nn.Linear(hidden, len(tags(types))) for types in layers)
        self.source = nn.Linear(hidden, LINK)
        self.goal = nn.Linear(hidden, LINK)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor | None, hinted: torch.Tensor) -> Outputs:
        """Score tokens; `ids`, `mask` (None: no padding) and the rules' hints are (batch, length)."""
        rows = self.embed(ids, hinted)
        states = self.dropout(self.encoder(inputs_embeds=rows, attention_mask=mask).last_hidden_state)
        return Outputs(tuple(head(states) for head in self.heads), self.source(states), self.goal(states))

    def embed(self, ids: torch.Tensor, hinted: torch.Tensor) -> torch.Tensor:
        """Return the encoder's input, (batch, length, hidden)."""
        rows: torch.Tensor = self.encoder.embeddings.word_embeddings(ids) + self.hint(hinted)
        return rows
