"""Floors: the figures that may not fall, and the gold set that they were measured on."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import floor
from pathlib import Path

MARGIN = 0.005
"""What a figure may lose before the gate closes, unless one item weighs more."""

Figures = dict[str, float]
Weights = dict[str, int]


@dataclass(frozen=True)
class Floors:
    """`gold` is the sha256 of the gold set ("" before the first pin); `floors` is suite → figure → floor."""

    gold: str
    documents: int
    floors: Mapping[str, Figures]


@dataclass(frozen=True)
class Measured:
    """Figures of a gold set: suite → figure → value, and how many gold items each value rests on."""

    gold: str
    documents: int
    figures: Mapping[str, Figures]
    weights: Mapping[str, Weights]


def read(path: Path) -> Floors:
    """Read floors.json."""
    data = json.loads(path.read_text("utf-8"))
    return Floors(data["gold"]["sha256"], data["gold"]["documents"], data["floors"])


def write(path: Path, floors: Floors) -> None:
    """Write floors.json, figures sorted by name."""
    data = {
        "gold": {"sha256": floors.gold, "documents": floors.documents},
        "floors": {suite: dict(sorted(figures.items())) for suite, figures in floors.floors.items()},
    }
    path.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


def problems(floors: Floors, measured: Measured) -> list[str]:
    """Return, in Chinese, why the gate stays closed; nothing when it opens."""
    if not floors.gold:
        return ["下限还没有确定，请运行 python -m eval.gate --raise"]
    found = fallen(floors, measured)
    if floors.gold != measured.gold:
        found.insert(0, f"标注变了（{floors.gold[:12]} → {measured.gold[:12]}），核对后用 --raise 重新固定")
    return found


def fallen(floors: Floors, measured: Measured) -> list[str]:
    """Return a line for each figure under its floor, and for each that is gone."""
    lines = []
    for suite, figures in floors.floors.items():
        for name, low in figures.items():
            value = measured.figures.get(suite, {}).get(name)
            if value is None:
                lines.append(f"{suite} {name}：没有这个数字了，下限是 {low:.3f}")
            elif value < low:
                lines.append(f"{suite} {name}：{value:.4f} 低于下限 {low:.3f}")
    return lines


def lifted(floors: Floors, measured: Measured) -> Floors:
    """Return floors raised to the present figures less their margin, none lowered; pins the gold set."""
    return _pinned(floors, measured, lambda low, new: new if low is None else max(low, new))


def lowered(floors: Floors, measured: Measured) -> Floors:
    """Return floors set to the present figures less their margin, up or down; pins the gold set."""
    return _pinned(replace(floors, floors={}), measured, lambda _low, new: new)


def margin(items: int) -> float:
    """Return what a figure over so many gold items may lose: half a point, or one item if that is more.

    The rules are deterministic, so there is no noise to allow for; the margin lets a change through
    that wins much in one place and loses one item in another.
    """
    return max(MARGIN, 1 / items if items else 1.0)


def _pinned(floors: Floors, measured: Measured, choose: Callable[[float | None, float], float]) -> Floors:
    suites: dict[str, Figures] = {}
    for suite, figures in measured.figures.items():
        old = floors.floors.get(suite, {})
        new = {name: _under(value, measured.weights[suite][name]) for name, value in figures.items()}
        suites[suite] = {**old, **{name: choose(old.get(name), value) for name, value in new.items()}}
    return Floors(measured.gold, measured.documents, suites)


def _under(value: float, items: int) -> float:
    return floor(max(0.0, value - margin(items)) * 1000) / 1000
