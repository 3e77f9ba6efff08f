"""Do Traditional characters cost anything? Strict micro F1 on annotated texts and on their Traditional twins.

    python -m eval.twins annotations/standoff --corpus CORPUS --split test [--recogniser model]

A twin has each Simplified character changed to the Traditional one that folds back to it (the first, where
there are several), so every offset stays.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from extractor.annotate.split import PARTS
from extractor.cli.evaluate import Selection
from extractor.cli.parameters import RECOGNISER
from extractor.lang.fold import traditional_to_simplified
from extractor.score.figures import NOTHING, figures
from extractor.score.run import compare
from extractor.types import Annotation


@click.command()
@click.argument("gold", nargs=-1, type=click.Path(path_type=Path), required=True)
@click.option("--corpus", type=click.Path(path_type=Path))
@click.option("--split", "part", type=click.Choice(PARTS))
@RECOGNISER
def main(gold: tuple[Path, ...], corpus: Path | None, part: str | None, recogniser: str) -> None:
    """Print both figures and how many characters differ."""
    texts = list(Selection(gold, corpus, part).annotations())
    twins = [twin(text) for text in texts]
    pairs = [pair for one, two in zip(texts, twins, strict=True) for pair in zip(one.text, two.text, strict=True)]
    plain, other = (_micro(group, recogniser) for group in (texts, twins))
    changed = sum(one != two for one, two in pairs)
    click.echo(f"简体 {plain:.4f}  繁体 {other:.4f}  差 {other - plain:+.4f}（{len(pairs)} 字中 {changed} 字不同）")


def twin(text: Annotation) -> Annotation:
    """Return the annotation with its text in Traditional characters."""
    table = {ord(new): old for old, new in reversed(traditional_to_simplified().items())}
    changed = text.text.translate(table)
    mentions = tuple(replace(mention, text=mention.span.of(changed)) for mention in text.mentions)
    return replace(text, text=changed, mentions=mentions)


def _micro(texts: Iterable[Annotation], recogniser: str) -> float:
    total = NOTHING
    for compared in compare(texts, recogniser):
        total += compared.score
    return figures(total)["strict.micro"]


if __name__ == "__main__":
    main()
