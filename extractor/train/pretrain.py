"""Domain-adaptive pretraining: masked language modelling on unlabelled policy text, resumable."""

import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import BertModel

from extractor.errors import OptionError
from extractor.lang.fold import fold
from extractor.train.attention import use_plain_attention
from extractor.train.vocabulary import MASK, SPECIAL

_MASKED, _KEPT, _SWAPPED = 0.15, 0.1, 0.1
_IGNORED = -100
_CHECKPOINT = "pretrain.pt"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does; `length` and `batch` in tokens and rows, `rate` the peak learning rate, 0 `threads` all."""

    steps: int
    length: int = 256
    batch: int = 8
    rate: float = 3e-4
    warmup: int = 200
    seed: int = 1
    checkpoint_every: int = 100
    threads: int = 0


class MaskedHead(nn.Module):
    """Predict hidden tokens with the input embeddings as output weights."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        hidden = encoder.config.hidden_size
        self.encoder = encoder
        self.change = nn.Sequential(nn.Linear(hidden, hidden), nn.GELU(), nn.LayerNorm(hidden))
        self.bias = nn.Parameter(torch.zeros(encoder.config.vocab_size))

    def forward(self, ids: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        """Return the mean loss over masked places; both tensors are (batch, length) of token ids."""
        states = self.encoder(ids).last_hidden_state[labels != _IGNORED]
        logits = self.change(states) @ self.encoder.embeddings.word_embeddings.weight.T + self.bias
        return nn.functional.cross_entropy(logits, labels[labels != _IGNORED])


def pretrain(encoder: BertModel, tokenizer: Tokenizer, texts: list[str], plan: Plan, folder: Path) -> None:
    """Train `encoder` in place for `plan.steps`; goes on from `folder` where an earlier run stopped.

    Raises OptionError for texts that do not fill a batch.
    """
    rows = _pack(tokenizer, texts, plan.length)
    if len(rows) < plan.batch:
        raise OptionError(
            f"文本太少：只够 {len(rows)} 行（每行 {plan.length} 个词元），至少要 {plan.batch} 行；请用 --texts 多给一些"
        )
    if plan.threads:
        torch.set_num_threads(plan.threads)
    use_plain_attention(encoder)
    torch.manual_seed(plan.seed)
    head = _without_dropout(MaskedHead(encoder))
    optimizer = torch.optim.AdamW(head.parameters(), lr=plan.rate, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, plan))
    folder.mkdir(parents=True, exist_ok=True)
    start = _resume(folder / _CHECKPOINT, head, optimizer, schedule)
    head.train()
    losses, began = [], time.monotonic()
    for step in range(start, plan.steps):
        ids, labels = _batch(rows, tokenizer, plan, step)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = head(ids, labels)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(head.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
        if (step + 1) % plan.checkpoint_every == 0 or step + 1 == plan.steps:
            _keep(folder / _CHECKPOINT, head, optimizer, schedule, step + 1)
            _log(folder, step + 1, losses, began)
            losses = []


def _without_dropout(head: MaskedHead) -> MaskedHead:
    """Text is plenty beside the steps taken: dropout would cost a tenth of the time and teach nothing."""
    for module in head.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
    return head


def _rate(step: int, plan: Plan) -> float:
    if step < plan.warmup:
        return (step + 1) / plan.warmup
    return max(0.05, (plan.steps - step) / max(1, plan.steps - plan.warmup))


def _pack(tokenizer: Tokenizer, texts: list[str], length: int) -> torch.Tensor:
    """Join all texts, `</s>` between them, into rows of `length` tokens."""
    end = SPECIAL.index("</s>")
    ids: list[int] = []
    for text in texts:
        ids.extend(tokenizer.encode(fold(text), add_special_tokens=False).ids)
        ids.append(end)
    body = length - 2
    count = len(ids) // body
    rows = torch.tensor(ids[: count * body]).reshape(count, body)
    start = torch.full((count, 1), SPECIAL.index("<s>"))
    return torch.cat([start, rows, torch.full((count, 1), end)], dim=1)


def _batch(rows: torch.Tensor, tokenizer: Tokenizer, plan: Plan, step: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the batch of a step: the same step always gives the same batch."""
    epoch, place = divmod(step * plan.batch, max(1, len(rows) - plan.batch))
    order = list(range(len(rows)))
    random.Random(plan.seed * 1000 + epoch).shuffle(order)
    ids = rows[order[place : place + plan.batch]].clone()
    generator = torch.Generator().manual_seed(plan.seed * 10**6 + step)
    dice = torch.rand(ids.shape, generator=generator)
    known = tokenizer.get_vocab()
    masked = (dice < _MASKED) & (ids > known["<unk>"])
    labels = torch.where(masked, ids, _IGNORED)
    share = dice / _MASKED
    ids[masked & (share < 1 - _KEPT - _SWAPPED)] = known[MASK]
    swapped = masked & (share >= 1 - _SWAPPED)
    ids[swapped] = torch.randint(4, len(known) - 1, (int(swapped.sum()),), generator=generator)
    return ids, labels


def _resume(
    path: Path, head: MaskedHead, optimizer: torch.optim.Optimizer, schedule: torch.optim.lr_scheduler.LambdaLR
) -> int:
    if not path.is_file():
        return 0
    state = torch.load(path, weights_only=True)
    head.load_state_dict(state["head"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    return int(state["step"])


def _keep(
    path: Path,
    head: MaskedHead,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
    step: int,
) -> None:
    state = {"head": head.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict()}
    torch.save({**state, "step": step}, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


def _log(folder: Path, step: int, losses: list[float], began: float) -> None:
    row: dict[str, float] = {"step": step, "loss": sum(losses) / len(losses), "seconds": time.monotonic() - began}
    with (folder / "pretrain.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(row) + "\n")
