"""Is one recogniser better than another? Paired bootstrap over documents on strict micro F1.

    zhengce evaluate … --recogniser rules --json out/rules.json
    zhengce evaluate … --recogniser model --json out/model.json
    python -m eval.significance out/rules.json out/model.json

Prints both figures, the difference, its 95 % interval over 10,000 draws of documents, and the share
of draws in which the second is not better.
"""

import json
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

DRAWS = 10_000
_COUNTS = ("tp", "fp", "fn")


@click.command()
@click.argument("first", type=click.Path(path_type=Path))
@click.argument("second", type=click.Path(path_type=Path))
def main(first: Path, second: Path) -> None:
    """Compare two files of `zhengce evaluate --json` over the same documents."""
    one, two = (json.loads(path.read_bytes())["documents"] for path in (first, second))
    if one.keys() != two.keys():
        raise click.ClickException(f"{first} 与 {second} 的文档不同，无法成对比较")
    names = sorted(one)
    click.echo(report(*(np.array([counts(found[name]) for name in names]) for found in (one, two))))


def counts(document: dict[str, dict[str, dict[str, int]]]) -> list[int]:
    """Return the strict tp, fp and fn of a document over all labels."""
    return [document["strict"]["micro"][part] for part in _COUNTS]


def f1(counted: NDArray[np.int_]) -> NDArray[np.float64]:
    """Return F1 of counts (…, 3)."""
    tp, fp, fn = np.moveaxis(counted, -1, 0)
    return 2 * tp / np.maximum(1, 2 * tp + fp + fn)


def differences(first: NDArray[np.int_], second: NDArray[np.int_], seed: int = 1) -> NDArray[np.float64]:
    """Return the difference of F1 in each draw of documents; both are (documents, 3)."""
    draws = np.random.default_rng(seed).integers(0, len(first), (DRAWS, len(first)))
    return f1(second[draws].sum(1)) - f1(first[draws].sum(1))


def report(first: NDArray[np.int_], second: NDArray[np.int_]) -> str:
    """Return the lines to print."""
    gain = differences(first, second)
    low, high = np.percentile(gain, [2.5, 97.5])
    return (
        f"{f1(first.sum(0)):.4f} → {f1(second.sum(0)):.4f}（{len(first)} 篇）\n"
        f"差 {f1(second.sum(0)) - f1(first.sum(0)):+.4f}，95% 区间 [{low:+.4f}, {high:+.4f}]，"
        f"不优于前者的抽样占 {float((gain <= 0).mean()):.4f}"
    )


if __name__ == "__main__":
    main()
