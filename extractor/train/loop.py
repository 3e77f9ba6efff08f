"""The training loop: deterministic, checkpointed, resumable, stopped early on dev."""

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import torch
from torch import nn

from extractor.errors import OptionError
from extractor.recognise.tagger.labels import Layers, tags
from extractor.train.examples import IGNORED, Example
from extractor.train.model import Outputs, Tagger

BEST = "best.pt"
_CHECKPOINT, _LOG = "last.pt", "log.jsonl"


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How to train: rates are peaks, `tokens` is the size of a batch, `patience` counts epochs without gain."""

    epochs: int = 14
    tokens: int = 3000
    rate: float = 1e-4
    head_rate: float = 1e-3
    warmup: float = 0.1
    dropout: float = 0.1
    link_weight: float = 0.3
    rare_weight: float = 1.5
    patience: int = 4
    seed: int = 1


class Batch(NamedTuple):
    """`ids`, `mask`, `hints` and each of `layers` are (batch, length); `links` are (row, VALUE, INDICATOR)."""

    ids: torch.Tensor
    mask: torch.Tensor
    hints: torch.Tensor
    layers: tuple[torch.Tensor, ...]
    links: list[tuple[int, int, int]]


def collate(rows: Sequence[Example]) -> Batch:
    """Pad rows to one length."""
    sizes = [len(row.ids) for row in rows]
    ids = torch.ones(len(rows), max(sizes), dtype=torch.long)
    mask = torch.zeros(len(rows), max(sizes), dtype=torch.long)
    hints = torch.zeros_like(ids)
    layers = tuple(torch.full(ids.shape, IGNORED) for _ in rows[0].layers)
    for number, (row, size) in enumerate(zip(rows, sizes, strict=True)):
        ids[number, :size] = torch.tensor(row.ids)
        mask[number, :size] = 1
        hints[number, :size] = torch.tensor(row.hints)
        for layer, tags_of_row in zip(layers, row.layers, strict=True):
            layer[number, :size] = torch.tensor(tags_of_row)
    links = [(number, value, indicator) for number, row in enumerate(rows) for value, indicator in row.links]
    return Batch(ids, mask, hints, layers, links)


def batches(rows: Sequence[Example], tokens: int, rng: random.Random) -> Iterator[Batch]:
    """Yield batches of about `tokens` padded tokens, rows of like length together, in shuffled order."""
    order = sorted(range(len(rows)), key=lambda n: (len(rows[n].ids) // 16, rng.random()))
    groups: list[list[int]] = [[]]
    for number in order:
        if groups[-1] and len(rows[number].ids) * (len(groups[-1]) + 1) > tokens:
            groups.append([])
        groups[-1].append(number)
    rng.shuffle(groups)
    for group in groups:
        yield collate([rows[number] for number in group])


def loss_of(outputs: Outputs, batch: Batch, plan: Plan, layers: Layers) -> torch.Tensor:
    """Return the summed loss of all layers and the links; tags other than O weigh `rare_weight` in layers of many."""
    total = torch.zeros(())
    for scores, gold, types in zip(outputs.layers, batch.layers, layers, strict=True):
        weights = torch.full((scores.shape[-1],), plan.rare_weight if len(types) > 1 else 1.0)
        weights[0] = 1.0
        total = total + nn.functional.cross_entropy(
            scores.flatten(0, 1).float(), gold.flatten(), weight=weights, ignore_index=IGNORED
        )
    return total + plan.link_weight * _link_loss(outputs, batch, layers) if batch.links else total


def _link_loss(outputs: Outputs, batch: Batch, layers: Layers) -> torch.Tensor:
    rows, values, goals = (torch.tensor(column) for column in zip(*batch.links, strict=True))
    scores = torch.einsum("nd,nld->nl", outputs.source[rows, values].float(), outputs.goal[rows].float())
    at = next(number for number, types in enumerate(layers) if "INDICATOR" in types)
    begins = batch.layers[at][rows] == tags(layers[at]).index("B-INDICATOR")
    begins[:, 0] = True
    begins[torch.arange(len(goals)), goals] = True
    return nn.functional.cross_entropy(scores.masked_fill(~begins, -1e4), goals)


class Checkpoints(NamedTuple):
    """Where a run keeps how far it came; it goes on only from a state with its own `mark` (of settings and texts)."""

    folder: Path
    mark: str = ""

    def resume(self, learner: "_Learner") -> dict[str, float]:
        """Load what an earlier run left and return how far it came. Raises OptionError for another mark."""
        path = self.folder / _CHECKPOINT
        if not path.is_file():
            return {"epoch": 0, "best": -1.0, "stale": 0}
        state = torch.load(path, weights_only=True)
        if state.get("mark", self.mark) != self.mark:
            raise OptionError(f"{self.folder} 里的检查点出自别的数据或设置，不能接着训练；请换一个 -o 或删去该文件夹")
        for name, part in learner._asdict().items():
            part.load_state_dict(state[name])
        progress: dict[str, float] = state["progress"]
        return progress

    def keep(self, learner: "_Learner", progress: dict[str, float]) -> None:
        """Write the state of a run, in place of the last one."""
        state = {name: part.state_dict() for name, part in learner._asdict().items()}
        path = self.folder / _CHECKPOINT
        torch.save({**state, "progress": progress, "mark": self.mark}, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)


class _Learner(NamedTuple):
    model: Tagger
    optimizer: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LambdaLR


def train(
    model: Tagger,
    epoch_rows: Callable[[int], Sequence[Example]],
    judge: Callable[[Tagger], float],
    plan: Plan,
    checkpoints: Checkpoints,
) -> float:
    """Train `model`, leave it with its best weights and return their figure.

    `epoch_rows` gives the examples of an epoch (augmented, cut anew), `judge` the figure to raise.
    Goes on from `checkpoints` when an earlier run stopped there. Raises OptionError as they do.
    """
    folder = checkpoints.folder
    folder.mkdir(parents=True, exist_ok=True)
    steps = sum(1 for _ in batches(epoch_rows(0), plan.tokens, random.Random(0))) * plan.epochs
    learner = _Learner(model, *_optimizer(model, plan, steps))
    state = checkpoints.resume(learner)
    epoch, best, stale = int(state["epoch"]), float(state["best"]), int(state["stale"])
    while epoch < plan.epochs and stale < plan.patience:
        torch.manual_seed(plan.seed * 1000 + epoch)
        began = time.monotonic()
        drawn = batches(epoch_rows(epoch), plan.tokens, random.Random(plan.seed * 1000 + epoch))
        loss = _epoch(learner, drawn, plan)
        figure = judge(model)
        epoch, stale = epoch + 1, 0 if figure > best else stale + 1
        if figure > best:
            best = figure
            torch.save(model.state_dict(), folder / BEST)
        checkpoints.keep(learner, {"epoch": epoch, "best": best, "stale": stale})
        row = {"epoch": epoch, "loss": loss, "figure": figure, "best": best, "seconds": time.monotonic() - began}
        with (folder / _LOG).open("a", encoding="utf-8") as log:
            log.write(json.dumps(row) + "\n")
    model.load_state_dict(torch.load(folder / BEST, weights_only=True))
    return best


def read_progress(folder: Path) -> dict[str, float] | None:
    """Return how far the run of a folder came: `epoch`, `best` and `stale`; None where it has no checkpoint."""
    path = folder / _CHECKPOINT
    if not path.is_file():
        return None
    progress: dict[str, float] = torch.load(path, weights_only=True)["progress"]
    return progress


def _optimizer(
    model: Tagger, plan: Plan, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    encoder = list(model.encoder.parameters())
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": encoder, "lr": plan.rate}, {"params": heads, "lr": plan.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    warm = max(1, int(plan.warmup * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.02, (steps - step) / max(1, steps - warm)))
    )
    return optimizer, schedule


def _epoch(learner: _Learner, drawn: Iterator[Batch], plan: Plan) -> float:
    model, optimizer, schedule = learner
    model.train()
    losses = []
    for batch in drawn:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            outputs = model(batch.ids, batch.mask, batch.hints)
        loss = loss_of(outputs, batch, plan, model.layers)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)
