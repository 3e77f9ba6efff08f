"""Dropout whose masks are drawn as bytes: PyTorch draws a number an element, a quarter of a training step on CPU."""

import numpy as np
import torch
from torch import nn

_STEPS = 256


class ByteDropout(nn.Dropout):
    """Zeroes each element with chance `p` (to the nearest 1/256), scales the rest; masks follow `torch.manual_seed`."""

    def forward(self, input: torch.Tensor) -> torch.Tensor:  # noqa: A002 -- PyTorch's name
        """Return a tensor of the same shape; unchanged outside training."""
        dropped = min(round(self.p * _STEPS), _STEPS - 1)
        if not self.training or not dropped:
            return input
        seed = int(torch.randint(2**62, ()))
        drawn = np.frombuffer(np.random.Generator(np.random.SFC64(seed)).bytes(input.numel()), np.uint8)
        kept = torch.from_numpy(drawn >= dropped).view(input.shape)
        return input * (kept.to(input.dtype) * (_STEPS / (_STEPS - dropped)))


def replace_dropout(module: nn.Module) -> None:
    """Put this dropout in the place of every `nn.Dropout` inside a module, in place."""
    for name, child in module.named_children():
        if isinstance(child, nn.Dropout):
            setattr(module, name, ByteDropout(child.p))
        else:
            replace_dropout(child)
