"""Do the tagger's scores mean what they say? Mean score against share right, by bins, as figures and a picture.

    python -m eval.reliability annotations/standoff --corpus CORPUS --split dev -o models/reliability.svg

A mention is right when label and span are exactly the gold's. The curves that calibrate the scores
were fitted on dev, so test is the honest part.
"""

from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np

from eval.plots import COLOURS
from extractor.annotate.split import PARTS
from extractor.cli.evaluate import Selection
from extractor.score.run import compare
from extractor.train.calibrate import expected_calibration_error
from extractor.types import LABELS

BINS = 10
SIDE, EDGE = 320, 40
Guess = tuple[str, float, bool]


@click.command()
@click.argument("gold", nargs=-1, type=click.Path(path_type=Path), required=True)
@click.option("--corpus", type=click.Path(path_type=Path))
@click.option("--split", "part", type=click.Choice(PARTS))
@click.option("-o", "picture", type=click.Path(path_type=Path))
def main(gold: tuple[Path, ...], corpus: Path | None, part: str | None, picture: Path | None) -> None:
    """Print the calibration error of each label and of all, and draw the reliability of all."""
    guesses = guess(Selection(gold, corpus, part))
    for label in (*LABELS, "all"):
        chosen = [one for one in guesses if label in (one[0], "all")]
        error = expected_calibration_error([score for _, score, _ in chosen], [right for _, _, right in chosen])
        click.echo(f"{label:10} {len(chosen):6} mentions  ECE {error:.4f}")
    if picture:
        picture.write_text(draw(guesses), "utf-8")


def guess(chosen: Selection) -> list[Guess]:
    """Return label, score and rightness of every predicted mention."""
    found: list[Guess] = []
    for compared in compare(chosen.annotations(), "model"):
        gold = {(mention.label, mention.span) for mention in compared.gold.mentions}
        found += [(one.label, one.score, (one.label, one.span) in gold) for one in compared.predicted.mentions]
    return found


def bins(guesses: Sequence[Guess]) -> list[tuple[float, float, int]]:
    """Return mean score, share right and size of each bin that holds any."""
    scores = np.array([score for _, score, _ in guesses])
    right = np.array([good for _, _, good in guesses], dtype=float)
    places = np.minimum((scores * BINS).astype(int), BINS - 1)
    held = [places == number for number in range(BINS)]
    return [(float(scores[one].mean()), float(right[one].mean()), int(one.sum())) for one in held if one.any()]


def draw(guesses: Sequence[Guess]) -> str:
    """Return an SVG: share right over mean score, a dot a bin, its area by the bin's size."""
    size = SIDE + 2 * EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" font-family="sans-serif" font-size="12">',
        f'<rect width="{size}" height="{size}" fill="#fff"/>',
        f'<path d="M{EDGE} {EDGE}V{EDGE + SIDE}H{EDGE + SIDE}" fill="none" stroke="#333"/>',
        f'<path d="M{EDGE} {EDGE + SIDE}L{EDGE + SIDE} {EDGE}" stroke="#aaa" stroke-dasharray="4"/>',
        f'<text x="{size / 2}" y="{size - 10}" text-anchor="middle">score · 分数</text>',
        f'<text x="{EDGE}" y="{EDGE - 12}">share right · 正确率</text>',
    ]
    most = max(count for _, _, count in bins(guesses))
    for score, share, count in bins(guesses):
        x, y = EDGE + SIDE * score, EDGE + SIDE * (1 - share)
        radius = 3 + 15 * (count / most) ** 0.5
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{COLOURS["AGENCY"]}" fill-opacity=".6">'
            f"<title>{count}: {share:.3f} right at {score:.3f}</title></circle>"
        )
    return "\n".join([*parts, "</svg>", ""])


if __name__ == "__main__":
    main()
