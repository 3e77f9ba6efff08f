"""Who and when: what tasks leave out, and who stands in two roles."""

import pytest
from auditcases import row

from extractor.audit.tasks import doubled, gaps


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ({}, []),
        ({"lead": ()}, ["no-lead"]),
        ({"lead": (), "section_titles": ("主要目标",)}, []),
        ({"lead": (), "coop": ("市财政局",)}, ["no-lead"]),
        ({"lead": (), "supv": ("市政府督查室",)}, ["no-lead"]),
        ({"lead": (), "resp": ("市水利局",)}, []),
        ({"lead": (), "resp": ("市水利局", "市林业局")}, ["several-resp"]),
        ({"resp": ("市水利局", "市林业局")}, []),
        ({"deadlines": (), "deadline_norms": ()}, ["no-deadline"]),
        ({"deadlines": ("每季度",), "deadline_norms": ("R/P3M",)}, []),
        ({"lead": (), "deadlines": (), "deadline_norms": ()}, ["no-lead", "no-deadline"]),
    ],
)
def test_gaps_of_a_task(more: dict[str, object], codes: list[str]) -> None:
    assert [finding.code for finding in gaps([row(**more)])] == codes


def test_a_gap_names_its_task_record_and_place() -> None:
    (found,) = gaps([row(number=3, lead=(), section_numbers=("二、", "（一）"), section_titles=("任务", "水运"))])
    assert found.message == "“修缮渡口”没有写明由谁牵头或负责"
    assert (found.severity, found.records, found.span) == ("warning", ("r3",), (300, 304))
    assert (found.place, found.sentence) == ("二、任务 › （一）水运", "第3句：修缮渡口。")
    assert (found.file, found.document) == ("渡口.txt", "d1")


@pytest.mark.parametrize(
    ("lead", "coop", "named"),
    [
        (("市交通局",), ("市交通局",), ["市交通局"]),
        (("市交通局", "市水利局"), ("市财政局", "市水利局"), ["市水利局"]),
        (("市交通局",), ("市财政局",), []),
        (("市交通局",), (), []),
        (("有关部门",), ("有关部门",), []),
        (("各区县人民政府",), ("各区县人民政府",), []),
    ],
)
def test_lead_also_cooperating(lead: tuple[str, ...], coop: tuple[str, ...], named: list[str]) -> None:
    found = list(doubled([row(lead=lead, coop=coop)]))
    assert [finding.message.removesuffix("既是牵头单位又是配合单位") for finding in found] == named
    assert all(finding.severity == "error" for finding in found)


def test_records_that_inherit_the_same_agencies_are_one_finding() -> None:
    twice = {"lead": ("市交通局",), "coop": ("市交通局",)}
    rows = [row(number=1, **twice), row(number=2, **twice), row(number=3, section_titles=("保障",), **twice)]
    assert [finding.records for finding in doubled(rows)] == [("r1", "r2"), ("r3",)]
