"""Labelled texts and an encoder to a finished model folder: the whole run, straight down."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import torch

from extractor.errors import OptionError
from extractor.recognise.tagger.curve import Curve, chance
from extractor.recognise.tagger.labels import Layers
from extractor.recognise.tagger.package import CARD
from extractor.recognise.tagger.windows import Cutter
from extractor.train.augment import augment
from extractor.train.calibrate import expected_calibration_error, fit, threshold
from extractor.train.config import Config, Data
from extractor.train.data import Labelled, divide, layers_of, read_labelled
from extractor.train.examples import Example, Prepared, examples, prepare
from extractor.train.export import export
from extractor.train.judge import Judged, judge
from extractor.train.loop import BEST, Checkpoints, Plan, read_progress, train
from extractor.train.model import Tagger
from extractor.train.restore import restore
from extractor.train.start import start

Report = Callable[[str], None]


def train_tagger(config: Config, out: Path, report: Report = print) -> None:
    """Train as `config` says and write the model folder `out`; checkpoints stay in `out/checkpoints`.

    A run that was stopped goes on where it was. Raises OptionError when a part of the data is empty, or when what
    was stopped had other data or settings.
    """
    run = _Run(config, report)
    if run.started:
        report(f"起点 {run.started}")
        run.figure(run.model)
    epochs = Epochs(run.corpus, run.cutter, run.config).examples
    train(run.model, epochs, run.figure, config.plan, Checkpoints(out / "checkpoints", mark(config, run.corpus)))
    run.export(out)


def average_taggers(config: Config, runs: Sequence[Path], out: Path, report: Report = print) -> None:
    """Write the model folder `out` with the mean weights of runs that differ in their seed only.

    Each of `runs` is a folder that `train_tagger` wrote, or the folder of a finished model without its checkpoints,
    which stands for its 8-bit weights; one that is named twice counts twice. Raises OptionError for any other.
    """
    run = _Run(config, report)
    states = [_best(folder, config.plan) for folder in runs]
    for folder, state in zip(runs, states, strict=True):
        try:
            run.model.load_state_dict(state)
        except RuntimeError as error:
            raise OptionError(f"{folder} 的网络与 encoder、layers 所定的不同，不能平均") from error
        report(str(folder))
        run.figure(run.model)
    run.model.load_state_dict({name: torch.stack([state[name] for state in states]).mean(dim=0) for name in states[0]})
    report(str(out))
    run.figure(run.model)
    run.export(out, {"averaged": len(states)} if len(states) > 1 else None)


def _best(folder: Path, plan: Plan) -> dict[str, torch.Tensor]:
    """Return the best weights of a run that came to its end, or those of a finished model."""
    progress = read_progress(folder / "checkpoints")
    if progress is None:
        if (folder / CARD).is_file():
            return restore(str(folder)).weights
        raise OptionError(f"{folder} 里没有检查点 checkpoints，也没有模型，请给出 zhengce train tagger 写出的文件夹")
    if progress["epoch"] < plan.epochs and progress["stale"] < plan.patience:
        raise OptionError(f"{folder} 还没有训练完（第 {progress['epoch']:.0f} 轮，共 {plan.epochs} 轮），请等它结束")
    weights: dict[str, torch.Tensor] = torch.load(folder / "checkpoints" / BEST, weights_only=True)
    return weights


class _Run:
    """What training and averaging share: the texts, the untrained network, how it is judged and written."""

    def __init__(self, config: Config, report: Report) -> None:
        if config.threads:
            torch.set_num_threads(config.threads)
        corpus = read_corpus(config)
        self.model, self.tokenizer, self.config, self.started = start(config, corpus.layers)
        self.corpus = replace(corpus, layers=self.model.layers)
        self.cutter = Cutter(self.tokenizer, self.config.shape)
        self.report = report
        self._held = {
            part: [prepare(text, self.config.hints) for text in corpus.parts[part]] for part in ("dev", "test")
        }
        report("，".join(f"{part} {len(texts)} 篇" for part, texts in corpus.parts.items()))

    def figure(self, tagger: Tagger) -> float:
        """Report the strict F1 on dev and return the micro one."""
        scores = judge(tagger, self._held["dev"], self.cutter).scores
        self.report("  ".join(f"{label} {score:.3f}" for label, score in scores.items()))
        return scores["micro"]

    def export(self, out: Path, more: Mapping[str, Any] | None = None) -> None:
        """Write the network with its card, which `more` adds to."""
        judged = {part: judge(self.model, items, self.cutter) for part, items in self._held.items() if items}
        data = {"data": {"sha256": self.corpus.sha256}, **({"start": self.started} if self.started else {})}
        export(self.model, self.tokenizer, out, {**card(self.config, judged), **data, **(more or {})})


@dataclass(frozen=True, slots=True)
class Corpus:
    """Labelled texts by part, the layers they need, and the sha256 of texts and labels."""

    parts: dict[str, list[Labelled]]
    layers: Layers
    sha256: str


def read_corpus(config: Config) -> Corpus:
    """Read every labelled text of the configuration. Raises OptionError when train or dev is empty."""
    folder = Path(config.data.corpus) if config.data.corpus else None
    found, dev = (
        [text for path in paths for text in read_labelled(Path(path), folder)]
        for paths in (config.data.annotations, config.data.dev)
    )
    if dev:
        parts = {"train": found, "dev": dev, "test": []}
    else:
        parts = divide(found, Path(config.data.splits) if config.data.splits else None)
    for part in ("train", "dev"):
        if not parts[part]:
            raise OptionError(
                f"训练数据中没有 {part} 部分（共读到 {len(found)} 篇）；请给至少十篇，或用 data.dev、data.splits 指明"
            )
    parts["train"] = share_of(parts["train"], config.data.share)
    return Corpus(parts, layers_of([*found, *dev]), _fingerprint([*found, *dev]))


def mark(config: Config, corpus: Corpus) -> str:
    """Return what a run must share with the one that it goes on from: texts, parts and settings, not its length."""
    plan = msgspec.structs.replace(config.plan, epochs=0, patience=0)
    data = Data([], share=config.data.share, augment=config.data.augment)
    told = msgspec.structs.replace(config, name="", version="", threads=0, plan=plan, data=data)
    parts = {part: [text.name for text in texts] for part, texts in corpus.parts.items()}
    return sha256(msgspec.json.encode((told, parts, corpus.sha256))).hexdigest()


def share_of(texts: Sequence[Labelled], share: float) -> list[Labelled]:
    """Return a share of texts by characters; a larger share holds the smaller one."""
    order = sorted(texts, key=lambda text: sha256(text.name.encode()).hexdigest())
    room = share * sum(len(text.text) for text in texts)
    kept = []
    for text in order:
        if room <= 0:
            break
        kept.append(text)
        room -= len(text.text)
    return sorted(kept, key=lambda text: text.name)


class Epochs:
    """The examples of each epoch: the first as the texts are, later ones varied and cut in other places.

    `make` prepares one text; by default as `prepare` does.
    """

    def __init__(
        self, corpus: Corpus, cutter: Cutter, config: Config, make: Callable[[Labelled], Prepared] | None = None
    ) -> None:
        self._make = make or partial(prepare, hinted=config.hints)
        self._prepared = [self._make(text) for text in corpus.parts["train"]]
        self._layers, self._cutter, self._config = corpus.layers, cutter, config

    def examples(self, epoch: int) -> list[Example]:
        """Return the examples of an epoch: the same number always gives the same ones."""
        rng = random.Random(self._config.plan.seed * 1000 + epoch)
        core = self._config.shape.core
        skip = rng.randrange(core // 4, core) if epoch else 0
        chosen = [self._dressed(item, rng) if epoch else item for item in self._prepared]
        return list(examples(chosen, self._cutter, self._layers, skip))

    def _dressed(self, item: Prepared, rng: random.Random) -> Prepared:
        if rng.random() >= self._config.data.augment:
            return item
        return self._make(augment(item.labelled, rng))


def card(config: Config, judged: Mapping[str, Judged]) -> dict[str, Any]:
    """Return what a model's card says of it: its names, its shape, its scores and how sure they are."""
    curves = fit(judged["dev"].sure)
    calibrated = {part: _calibrated(found, curves) for part, found in judged.items()}
    dev = calibrated["dev"]
    least = threshold([chance for _, chance, _ in dev.sure], [right for *_, right in dev.sure], dev.gold.total())
    kept = {
        part: found._replace(sure=[one for one in found.sure if one[1] >= least]) for part, found in calibrated.items()
    }
    return {
        "name": config.name,
        "version": config.version,
        "licence": "MIT",
        "base": "multilingual-e5-small (MIT)",
        "shape": msgspec.to_builtins(config.shape),
        "hints": config.hints,
        "curves": {label: [round(part, 4) for part in curve] for label, curve in curves.items()},
        "threshold": least,
        "scores": {part: {k: round(v, 4) for k, v in found.scores.items()} for part, found in kept.items()},
        "calibration_error": {part: round(_error(found), 4) for part, found in calibrated.items()},
    }


def _calibrated(judged: Judged, curves: Mapping[str, Curve]) -> Judged:
    """Return the predictions with chances in place of raw scores."""
    return judged._replace(sure=[(label, chance(curves, label, raw), right) for label, raw, right in judged.sure])


def _error(judged: Judged) -> float:
    return expected_calibration_error([chance for _, chance, _ in judged.sure], [right for *_, right in judged.sure])


def _fingerprint(texts: Sequence[Labelled]) -> str:
    content = sha256()
    for text in sorted(texts, key=lambda text: text.name):
        content.update(repr((text.name, text.text, text.spans)).encode())
    return content.hexdigest()
