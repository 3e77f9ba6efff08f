"""The gate itself, on made-up figures; and the floors of this project, on its gold set."""

import json

import pytest

from eval.floors import Floors, Measured, fallen, lifted, lowered, margin, problems, read, write
from eval.gate import FLOORS, GIVEN, measure, update

PINNED = Floors("abc", 2, {"rules": {"strict.micro": 0.8, "records.macro": 0.6}})


def measured(micro=0.85, macro=0.7, gold="abc", items=1000):
    figures = {"rules": {"strict.micro": micro, "records.macro": macro}}
    return Measured(gold, 2, figures, {"rules": dict.fromkeys(figures["rules"], items)})


def test_figures_over_their_floors_pass():
    assert problems(PINNED, measured()) == []


def test_a_figure_on_its_floor_passes():
    assert problems(PINNED, measured(micro=0.8, macro=0.6)) == []


def test_a_figure_under_its_floor_fails():
    (line,) = problems(PINNED, measured(micro=0.7999))
    assert "strict.micro" in line
    assert "0.7999" in line


def test_a_figure_that_is_gone_fails():
    gone = Measured("abc", 2, {"rules": {"strict.micro": 0.9}}, {"rules": {"strict.micro": 10}})
    (line,) = problems(PINNED, gone)
    assert "records.macro" in line


def test_a_suite_that_is_gone_fails():
    assert len(fallen(PINNED, Measured("abc", 2, {}, {}))) == 2


def test_changed_gold_fails_even_with_good_figures():
    (line,) = problems(PINNED, measured(micro=1.0, macro=1.0, gold="def"))
    assert "标注变了" in line


def test_unpinned_floors_fail():
    assert problems(Floors("", 0, {}), measured()) != []


@pytest.mark.parametrize(("items", "expected"), [(0, 1.0), (1, 1.0), (50, 0.02), (200, 0.005), (5000, 0.005)])
def test_margin_is_half_a_point_or_one_item(items, expected):
    assert margin(items) == expected


def test_raising_lifts_to_the_figures_less_the_margin():
    assert lifted(PINNED, measured()).floors == {"rules": {"strict.micro": 0.845, "records.macro": 0.695}}


def test_raising_never_lowers():
    assert lifted(PINNED, measured(micro=0.801)).floors["rules"]["strict.micro"] == 0.8


def test_raising_pins_the_gold_and_passes_at_once():
    new = lifted(PINNED, measured(gold="def"))
    assert new.gold == "def"
    assert problems(new, measured(gold="def")) == []


def test_a_fallen_figure_needs_lower():
    with pytest.raises(ValueError, match="--lower"):
        update(PINNED, measured(micro=0.5), lower=False)
    assert update(PINNED, measured(micro=0.5), lower=True).floors["rules"]["strict.micro"] == 0.495


def test_lowering_drops_what_is_no_longer_measured():
    gone = Measured("abc", 2, {"rules": {"strict.micro": 0.9}}, {"rules": {"strict.micro": 1000}})
    assert lowered(PINNED, gone).floors == {"rules": {"strict.micro": 0.895}}


def test_first_pin():
    new = update(Floors("", 0, {}), measured(), lower=False)
    assert problems(new, measured()) == []


def test_floors_are_read_as_written(tmp_path):
    write(tmp_path / "floors.json", PINNED)
    assert read(tmp_path / "floors.json") == PINNED
    assert list(json.loads((tmp_path / "floors.json").read_text())["floors"]["rules"]) == [
        "records.macro",
        "strict.micro",
    ]


def test_the_project_keeps_its_floors():
    floors, found = read(FLOORS), measure()
    assert problems(floors, found) == []
    assert set(floors.floors) == {"rules", "model", "gold"}
    assert not any(name.startswith(GIVEN) for name in floors.floors["gold"])
