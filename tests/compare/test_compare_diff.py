from pathlib import Path

import pytest

from eval.planted import measure
from extractor.compare.align import align
from extractor.compare.characters import side_by_side
from extractor.compare.diff import Difference, compare_rows
from extractor.compare.due import place
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
        ("总体完成河道清淤任务。", "全面完成河道清淤任务。", "harder"),
        ("原则上每村配备1名河长。", "每村配备1名河长。", "harder"),
        ("全面推进河道整治。", "推进河道整治。", "softer"),
        ("大部分河段实现达标。", "全部河段实现达标。", "harder"),
        ("河道垃圾清运覆盖率力争达到95%。", "河道垃圾清运覆盖率确保达到95%。", "harder"),
        ("严控新增排污口。", "严禁新增排污口。", "harder"),
        ("企业应当安装监测设备。", "企业可以安装监测设备。", "softer"),
        ("每年4月底前报送年度财务报告。", "每年3月底前报送年度财务报告。", "earlier"),
        ("每季度首月召开一次调度会。", "每季度末月召开一次调度会。", "later"),
        ("每季度第一个月召开一次调度会。", "每季度最后一个月召开一次调度会。", "later"),
        ("每月25日前上报整治进度。", "每月28日前上报整治进度。", "later"),
        ("每周五上报整治进度。", "每周三上报整治进度。", "earlier"),
        ("每年年底前开展考核。", "每年年中开展考核。", "earlier"),
        ("每季度末上报整治进度。", "每季度结束后15日内上报整治进度。", "later"),
        ("每年上报整治进度。", "每年6月底前上报整治进度。", "deadline"),
        ("自2023年起开展河道试点。", "自2024年起开展河道试点。", "later"),
        ("2022年4月至10月开展专项整治。", "2022年5月至10月开展专项整治。", "later"),
        ("2022年4月至10月开展专项整治。", "2022年4月至9月开展专项整治。", "earlier"),
        ("2023年，整治河道30公里。", "2023年6月，整治河道30公里。", "earlier"),
        ("到2025年，装机容量达到300万千瓦。", "到2025年，装机容量达到3500MW。", "raised"),
        ("到2025年，污泥减量5000吨。", "到2025年，污泥减量400万公斤。", "lowered"),
        ("到2025年，造林20万亩。", "到2025年，造林1.31万公顷。", "lowered"),
        ("到2025年，污水处理率达到95%。", "到2025年，污水处理率提高到97%以上。", "raised"),
        ("对排水500吨以上的企业，必须安装监测设备。", "对排水800吨以上的企业，必须安装监测设备。", "condition"),
        ("建立河道保洁机制。", "建立河道保洁机制。加强水文监测。", "added"),
        ("建立河道保洁机制。加强水文监测。", "建立河道保洁机制。", "dropped"),
    ],
)
def test_a_change_is_named_and_nothing_else(old: str, new: str, kind: str) -> None:
    assert kinds(old, new) == [kind]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2023年底前，整治河道30公里。", "2023年底前，整治河道30公里。"),
        ("2023年底前，整治河道3公里。", "2023年底前，整治河道3000米。"),
        ("2023年底前，清淤土方2.5万立方米。", "2023年底前，清淤土方25000立方米。"),
        ("2023年底前，清淤土方2.5万立方米。", "到2023年底，清淤土方2.5万立方米。"),
        ("2023年，清淤土方2.5万立方米。", "到2023年底，清淤土方2.5万立方米。"),
        ("到2025年，造林3万亩。", "到2025年，造林2000公顷。"),
        ("到2025年，造林20万亩。", "到2025年，造林1.33万公顷。"),
        ("到2025年，装机容量达到300万千瓦。", "到2025年，装机容量达到3GW。"),
        ("到2025年，算力达到15EFLOPS。", "到2025年，算力达到15000PFLOPS。"),
        ("到2025年，容量达到1.5PB。", "到2025年，容量达到1500TB。"),
        ("建立、完善河道的保洁机制。", "建立和完善河道保洁机制。"),
        ("建立“河长制”信息平台（一期）。", "建立河长制信息平台(一期)。"),
        ("建设ＡＩ巡河平台。", "建设ai巡河平台。"),
        ("每月５日前上报整治进度。", "每月5日前上报整治进度。"),
        ("建立保洁机制。（由各县（市、区）负责）", "建立保洁机制。（由各县(市、区)负责）"),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每年4月底前", (4, 31)),
        ("每年6月中旬前", (6, 20)),
        ("每季度首月10日前", (1, 10)),
        ("每年三季度", (9, 31)),
        ("次年3月", (15, 31)),
        ("每周三", (0, 3)),
        ("每周一次", ()),
        ("每月", ()),
    ],
)
def test_a_place_in_a_period(text: str, expected: tuple[int, ...]) -> None:
    assert place(text) == expected


@pytest.mark.parametrize(
    ("file", "found", "false"),
    [
        ("planted.toml", [30, 30, 30], [1, 1, 0]),
        ("planted_blind.toml", [30, 30, 29], [3, 0, 2]),
        ("planted_own.toml", [11, 13], [9, 1]),
    ],
)
def test_planted_changes_are_found(file: str, found: list[int], false: list[int]) -> None:
    outcomes = list(measure(Path(__file__).parent / file))
    assert all(len(outcome.found) >= least for outcome, least in zip(outcomes, found, strict=True))
    assert all(len(outcome.false) <= most for outcome, most in zip(outcomes, false, strict=True))


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
