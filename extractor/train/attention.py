"""Attention that stays in the precision it is given: autocast's softmax in 32 bits is a third of a training step."""

import torch
from torch import nn
from transformers import AttentionInterface, AttentionMaskInterface, BertModel
from transformers.masking_utils import eager_mask

_NAME = "zhengce_plain"


def attend(  # noqa: PLR0913, PLR0917 -- as transformers calls it
    module: nn.Module,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    attention_mask: torch.Tensor | None,
    scaling: float,
    **_: object,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return (batch, length, heads, size) and the weights; `query`, `key`, `value` are (batch, heads, length, size)."""
    with torch.autocast("cpu", enabled=False):
        scores = torch.matmul(query * scaling, key.transpose(2, 3))
        if attention_mask is not None:
            scores += attention_mask.to(scores.dtype)
        weights = module.get_submodule("dropout")(torch.softmax(scores, dim=-1))
        return torch.matmul(weights, value).transpose(1, 2).contiguous(), weights


def use_plain_attention(encoder: BertModel) -> None:
    """Let an encoder attend so."""
    AttentionInterface.register(_NAME, attend)
    AttentionMaskInterface.register(_NAME, eager_mask)
    encoder.set_attn_implementation(_NAME)
