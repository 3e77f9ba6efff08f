import pytest

from eval.planted import measure
from extractor.compare.align import align
from extractor.compare.characters import side_by_side
from extractor.compare.diff import Difference, compare_rows
from extractor.export.rows import flatten
from extractor.pipeline import extract_file, extract_text

PLAN = """白沙市河道整治方案

一、主要任务
{}
白沙市人民政府
2022年3月1日
"""


def difference(old: str, new: str) -> Difference:
    return compare_rows(*(flatten(extract_text(PLAN.format(body))) for body in (old, new)))


def kinds(old: str, new: str) -> list[str]:
    return sorted(change.kind for pair in difference(old, new).pairs for change in pair.changes)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("2023年底前，整治河道30公里。", "2023年底前，整治河道35公里。", "raised"),
        ("2023年底前，整治河道30公里。", "2023年底前，整治河道25000米。", "lowered"),
        ("2023年底前，建成护岸林1500亩。", "2023年底前，建成护岸林90公顷。", "lowered"),
        ("2023年底前，清淤土方2.5万立方米。", "2023年6月底前，清淤土方2.5万立方米。", "earlier"),
        ("2023年底前，清淤土方2.5万立方米。", "2024年，清淤土方2.5万立方米。", "later"),
        ("每月开展一次河道巡查。", "每季度开展一次河道巡查。", "frequency"),
        ("完善河道保洁机制。", "力争完善河道保洁机制。", "softer"),
        ("鼓励企业认领河段。", "必须由企业认领河段。", "harder"),
        ("建立河道保洁机制。（市水利局牵头，市城管局配合）", "建立河道保洁机制。（市城管局牵头）", "lead"),
        (
            "建立河道保洁机制。（市水利局牵头，市城管局配合）",
            "建立河道保洁机制。（市水利局牵头，市财政局配合）",
            "roles",
        ),
        ("建立河道巡查保洁机制。", "建立河道巡查管护机制。", "reworded"),
        ("到2025年，河道用水量比2020年下降10%。", "到2025年，河道用水量比2019年下降10%。", "measure"),
        ("建立河道保洁机制。", "建立河道保洁机制。加强水文监测。", "added"),
        ("建立河道保洁机制。加强水文监测。", "建立河道保洁机制。", "dropped"),
    ],
)
def test_a_change_is_named(old: str, new: str, kind: str) -> None:
    assert kind in kinds(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2023年底前，整治河道30公里。", "2023年底前，整治河道30公里。"),
        ("2023年底前，整治河道3公里。", "2023年底前，整治河道3000米。"),
        ("2023年底前，清淤土方2.5万立方米。", "2023年底前，清淤土方25000立方米。"),
        ("2023年底前，清淤土方2.5万立方米。", "到2023年底，清淤土方2.5万立方米。"),
    ],
)
def test_the_same_in_other_units_and_words_is_no_change(old: str, new: str) -> None:
    assert kinds(old, new) == []


def test_both_values_and_the_base_are_told() -> None:
    (pair,) = difference("到2025年，用水量比2020年下降10%。", "到2025年，用水量比2019年下降12%。").pairs
    (change,) = pair.changes
    assert (change.kind, change.old, change.new) == ("measure", "10%", "12%")
    assert "基期：2020 → 2019" in change.note


def test_dropped_tasks_stand_where_they_stood() -> None:
    pairs = difference("疏通排水沟。改造泵站。栽植护坡草。", "疏通排水沟。栽植护坡草。").pairs
    assert [bool(pair.new) for pair in pairs] == [True, False, True]


def test_moved_tasks_are_found_again() -> None:
    pairs = difference("疏通排水沟渠。改造老旧泵站。", "改造老旧泵站。疏通排水沟渠。").pairs
    assert [pair.changes for pair in pairs] == [(), ()]


def test_planted_changes_are_found() -> None:
    outcomes = list(measure())
    assert [len(outcome.found) + len(outcome.missed) for outcome in outcomes] == [30, 30, 30]
    assert sum(len(outcome.found) for outcome in outcomes) >= 89
    assert sum(len(outcome.false) for outcome in outcomes) <= 4


def test_unrelated_documents_share_few_tasks(root) -> None:
    names = "04-county-opinion", "33-carbon-peak", "30-data-elements"
    first, *others = ([*flatten(extract_file(str(root / "corpora" / f"{name}.txt")))] for name in names)
    for other in others:
        both = [match for match in align(first, other) if None not in match]
        assert len(both) <= 0.05 * min(len(first), len(other))


@pytest.mark.parametrize(("old", "new"), [("建成5座桥", "建成8座桥"), ("", "新增"), ("甲乙丙", "丁"), ("同", "同")])
def test_pieces_give_the_texts_back(old: str, new: str) -> None:
    left, right = side_by_side(old, new)
    assert ["".join(piece.text for piece in side) for side in (left, right)] == [old, new]
    assert any(piece.differs for piece in (*left, *right)) == (old != new)
