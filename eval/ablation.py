"""What each part of the tagger is worth: one training a variant, same data, same budget, strict F1 on dev.

    python -m eval.ablation eval/ablation.toml -o out/ablation [--only NAME …]

Every variant changes the base run of the file in the named points only. A variant that is done is not trained
again, one that was stopped goes on; the table of all is printed at the end. Needs the `[train]` extra.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import click
import msgspec
import torch
from tokenizers import Regex, Tokenizer
from tokenizers.pre_tokenizers import Sequence as Steps
from tokenizers.pre_tokenizers import Split
from torch import nn

from extractor.annotate.split import read_parts, unlike
from extractor.recognise.tagger import hints
from extractor.recognise.tagger.windows import Cutter, Window
from extractor.tokenise import words
from extractor.train import base
from extractor.train.config import Config
from extractor.train.data import UNSAID, Labelled, Marked
from extractor.train.examples import Prepared, prepare
from extractor.train.judge import judge, predict
from extractor.train.loop import BEST, Checkpoints, train
from extractor.train.model import Tagger
from extractor.train.run import Epochs, read_corpus
from extractor.train.start import HEADS
from extractor.types import Document

PLACES = 5
"""Of a character in its word: none, begin, middle, end, single."""


class Variant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A run and the points that only an ablation changes.

    `tokens` are "pieces" (as shipped), "characters", or "covered" (characters, each with the embedding of
    the piece that covers it); `words` adds the place of each token in its word by the policy lexicon;
    `taught` characters of texts without labels are labelled by the network of the base run and added.
    """

    run: Config
    tokens: str = "pieces"
    words: bool = False
    taught: int = 0


class Channels:
    """The rules' hints and what a variant adds to them, packed into one number a token."""

    def __init__(self, document: Document, found: hints.Hints | None, variant: Variant, pieces: Tokenizer) -> None:
        self._found = found
        size = len(document.plain)
        self._places = _places(document.plain) if variant.words else bytes(size)
        self._covers = _covers(document.plain, pieces) if variant.tokens == "covered" else [0] * size

    def of(self, window: Window) -> tuple[int, ...]:
        """Return a number for each id of a window: hint, then place, then covering piece."""
        given = list(self._found.of(window) if self._found else (0,) * len(window.ids))
        for at, (start, end) in zip(window.core, window.offsets, strict=True):
            if start < end:
                given[at] += hints.SIZE * (self._places[start] + PLACES * self._covers[start])
        return tuple(given)


def _places(plain: str) -> bytes:
    marks = bytearray(len(plain))
    for word in words(plain, 0, len(plain)):
        if word.end - word.start == 1:
            marks[word.start] = 4
        else:
            marks[word.start : word.end] = bytes([1, *[2] * (word.end - word.start - 2), 3])
    return bytes(marks)


def _covers(plain: str, pieces: Tokenizer) -> list[int]:
    covers = [0] * len(plain)
    at = 0
    for line in plain.splitlines(keepends=True):
        encoding = pieces.encode(line, add_special_tokens=False)
        for number, (start, end) in zip(encoding.ids, encoding.offsets, strict=True):
            covers[at + start : at + end] = [number] * (end - start)
        at += len(line)
    return covers


class Channelled(Tagger):
    """The tagger, with the further channels added to its input."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.place = nn.Embedding(PLACES, self.encoder.config.hidden_size)
        nn.init.zeros_(self.place.weight)

    def embed(self, ids: torch.Tensor, hinted: torch.Tensor) -> torch.Tensor:
        """Unpack the channels and add their embeddings."""
        packed = hinted // hints.SIZE
        covers = packed // PLACES
        rows = super().embed(ids, hinted % hints.SIZE) + self.place(packed % PLACES)
        return rows + self.encoder.embeddings.word_embeddings(covers) * (covers > 0).unsqueeze(-1)


def characters(tokenizer: Tokenizer) -> Tokenizer:
    """Return a tokenizer of the same vocabulary that takes every character for itself."""
    single = Tokenizer.from_str(tokenizer.to_str())
    single.pre_tokenizer = Steps([Split(Regex(r"\s+"), "removed"), Split(Regex("."), "isolated")])
    return single


def measure(variant: Variant, folder: Path) -> dict[str, Any]:
    """Train one variant and return its scores on dev, tokens a character, and seconds."""
    began, run = time.monotonic(), variant.run
    if run.threads:
        torch.set_num_threads(run.threads)
    corpus = read_corpus(run)
    encoder, pieces = base.load(Path(run.encoder), run.layers)
    torch.manual_seed(HEADS)
    cutter = Cutter(pieces if variant.tokens == "pieces" else characters(pieces), run.shape)
    model = Channelled(encoder, corpus.layers, run.plan.dropout)
    fresh = {name: weights.clone() for name, weights in model.state_dict().items()}

    def dressed(text: Labelled) -> Prepared:
        item = prepare(text, run.hints)
        given = tuple(
            (policy, split, Channels(item.document, h, variant, pieces)) for policy, split, h in item.policies
        )
        return replace(item, policies=given)

    if variant.taught:
        teacher = folder.parent / "base"
        if not teacher.with_suffix(".json").is_file():
            raise click.ClickException(f"{teacher} is not trained to its end; run the variant base first")
        texts = unlabelled(run, corpus.parts["train"], variant.taught)
        corpus.parts["train"].extend(taught(model, teacher / BEST, texts, dressed, cutter))
        model.load_state_dict(fresh)
    rows = Epochs(corpus, cutter, run, dressed).examples
    dev = [dressed(text) for text in corpus.parts["dev"]]
    first = rows(0)
    train(model, rows, lambda tagger: judge(tagger, dev, cutter).scores["micro"], run.plan, Checkpoints(folder))
    scores = {label: round(score, 4) for label, score in judge(model, dev, cutter).scores.items()}
    length = sum(len(text.text) for text in corpus.parts["train"])
    tokens = sum(len(row.window.offsets) for row in first) / length
    return {"dev": scores, "tokens_a_character": round(tokens, 3), "seconds": round(time.monotonic() - began)}


def unlabelled(run: Config, learnt: Iterable[Labelled], most: int) -> Iterator[Labelled]:
    """Yield about `most` characters of texts that are not `learnt` from and unlike those of dev and test."""
    parts = read_parts(Path(run.data.splits or ""))
    corpus = Path(run.data.corpus or "")
    paths = (corpus / "policy").glob("*.txt")
    texts = {str(path.relative_to(corpus)): path.read_bytes().decode("utf-8") for path in paths}
    new = set(unlike(texts, {**parts["dev"], **parts["test"]})) - {text.name for text in learnt}
    for name in sorted(new, key=lambda name: sha256(name.encode()).hexdigest()):
        if most <= 0:
            return
        most -= len(texts[name])
        yield Labelled(name, texts[name], ())


def taught(
    model: Channelled,
    weights: Path,
    texts: Iterable[Labelled],
    dressed: Callable[[Labelled], Prepared],
    cutter: Cutter,
) -> Iterator[Labelled]:
    """Yield texts with the labels that the network of `weights` gives them; `model` is left with these weights."""
    model.load_state_dict(torch.load(weights, weights_only=True))
    for text in texts:
        found = sorted(predict(model, dressed(text), cutter))
        yield replace(text, spans=tuple(Marked(*one.span, one.type, UNSAID) for one in found))


def read_variants(path: Path) -> Iterator[tuple[str, Variant]]:
    """Yield every variant of a file: the table `base`, changed where the variant's own table says so."""
    content = msgspec.toml.decode(path.read_bytes())
    for name, changes in content["variants"].items():
        yield name, msgspec.convert(_merged(content["base"], changes), Variant)


def _merged(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    both = {key: _merged(under[key], value) for key, value in over.items() if isinstance(under.get(key), dict)}
    return {**under, **over, **both}


def table(folder: Path, names: Sequence[str]) -> Iterator[str]:
    """Yield the lines of the table of all finished variants, the base run first."""
    yield "| variant | micro | against base | TARGET | AGENCY | DEADLINE | INDICATOR | VALUE | tokens a character |"
    yield "|---|---|---|---|---|---|---|---|---|"
    found = {name: json.loads(path.read_bytes()) for name in names if (path := folder / f"{name}.json").is_file()}
    origin = found["base"]["dev"]["micro"] if "base" in found else None
    for name, row in found.items():
        dev = row["dev"]
        labels = ("TARGET", "AGENCY", "DEADLINE", "INDICATOR", "VALUE")
        cells = [f"{100 * dev['micro']:.1f}", "" if origin is None else f"{100 * (dev['micro'] - origin):+.1f}"]
        cells += [f"{100 * dev.get(label, 0.0):.1f}" for label in labels]
        yield f"| {name} | {' | '.join(cells)} | {row['tokens_a_character']:.2f} |"


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.option("-o", "out", type=click.Path(path_type=Path), required=True, help="folder of results and checkpoints")
@click.option("--only", multiple=True, help="these variants alone")
def main(file: Path, out: Path, only: tuple[str, ...]) -> None:
    """Train what is not done yet, then print the table."""
    variants = dict(read_variants(file))
    report: Callable[[str], None] = click.echo
    for name, variant in variants.items():
        result = out / f"{name}.json"
        if (not only or name in only) and not result.is_file():
            found = measure(variant, out / name)
            result.write_text(json.dumps(found) + "\n", "utf-8")
            report(f"{name}: {found}")
    for line in table(out, list(variants)):
        report(line)


if __name__ == "__main__":
    main()
