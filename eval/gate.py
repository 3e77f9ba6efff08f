"""The gate: figures on the gold set must not fall under their floors.

    python -m eval.gate            fail when a figure is under its floor, or the gold set changed
    python -m eval.gate --raise    lift the floors to the present figures, and pin the gold set
    python -m eval.gate --lower    let floors fall too (say why in the commit)

Three suites are measured: `rules` and `model` are the whole way with either recogniser; `gold` puts the
gold mentions in place of the recogniser's, and so measures normalising and assembling alone.
"""

from pathlib import Path

import click

from eval.floors import Floors, Measured, fallen, lifted, lowered, problems, read, write
from extractor.cli.evaluate import Selection, evaluate
from extractor.score.figures import GROUPS, Score, figures, micro

ROOT = Path(__file__).parent.parent
FLOORS = Path(__file__).parent / "floors.json"
GOLD = ROOT / "annotations" / "gold"
SUITES = {"rules": ("rules", False), "model": ("model", False), "gold": ("rules", True)}
GIVEN = ("strict.", "overlap.", "attributes.value_kind", "attributes.value_indicator", "records.target")
"""What the gold suite is given, or leaves to the recogniser (links outside TARGETs), not what it finds."""


def measure(gold: Path = GOLD) -> Measured:
    """Extract the gold set in both suites and return their figures."""
    found = {
        suite: evaluate(Selection([gold]), recogniser, gold_mentions=given)
        for suite, (recogniser, given) in SUITES.items()
    }
    values = {suite: _chosen(suite, figures(run.total)) for suite, run in found.items()}
    weights = {suite: _weights(run.total) for suite, run in found.items()}
    first = found["rules"]
    return Measured(first.gold_sha256, first.total.documents, values, weights)


def _chosen(suite: str, values: dict[str, float]) -> dict[str, float]:
    return {name: value for name, value in values.items() if suite != "gold" or not name.startswith(GIVEN)}


def _weights(total: Score) -> dict[str, int]:
    """Return how many gold items each figure rests on."""
    weights = {
        f"{group}.{name}": counts.tp + counts.fn for group in GROUPS for name, counts in getattr(total, group).items()
    }
    for group in ("strict", "overlap"):
        counts = micro(getattr(total, group))
        weights[f"{group}.micro"] = counts.tp + counts.fn
    weights["records.macro"] = min(weights[f"records.{slot}"] for slot in ("deadline", "agency", "metric"))
    return weights


def update(floors: Floors, measured: Measured, *, lower: bool) -> Floors:
    """Return new floors. Without `lower`, raises ValueError with the figures that would fall."""
    if lower:
        return lowered(floors, measured)
    lines = fallen(floors, measured)
    if lines:
        raise ValueError("\n".join([*lines, "下限只能用 --lower 降低，并在提交说明里写明原因"]))
    return lifted(floors, measured)


@click.command()
@click.option("--raise", "lift", is_flag=True, help="把下限提高到现在的数字（留余量），并固定标注。")
@click.option("--lower", is_flag=True, help="允许降低下限。")
def main(lift: bool, lower: bool) -> None:
    """在标注集上衡量，数字低于下限或标注有变则不通过。"""
    floors, measured = read(FLOORS), measure()
    if lift or lower:
        try:
            floors = update(floors, measured, lower=lower)
        except ValueError as error:
            raise click.ClickException(str(error)) from error
        write(FLOORS, floors)
    for suite, low in floors.floors.items():
        for name, value in sorted(measured.figures[suite].items()):
            click.echo(f"{suite:<6}{name:<28}{value:.4f}  ≥ {low.get(name, 0.0):.3f}")
    found = problems(floors, measured)
    if found:
        raise click.ClickException("\n".join(found))
    click.echo(f"通过：{measured.documents} 篇，{sum(map(len, floors.floors.values()))} 个下限")


if __name__ == "__main__":
    main()
