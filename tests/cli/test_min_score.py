import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractor.types.codec import decode

Run = Callable[..., Any]


def test_nothing_is_left_out_without_the_option(run: Run, paper: Path) -> None:
    assert run("extract", str(paper), "--min-score", "0").out == run("extract", str(paper)).out
    assert "未输出" not in run("extract", str(paper)).err


def test_what_is_left_out_is_counted(run: Run, paper: Path) -> None:
    whole = decode(run("extract", str(paper)).out)
    records = sum(len(policy.records) for policy in whole.documents)
    done = run("extract", str(paper), "--min-score", "1")
    result = decode(done.out)
    assert records
    assert done.code == 0
    assert [policy.records for policy in result.documents] == [()]
    assert result.issues[-1].message == f"置信度低于 1，未输出：记录 {records} 条"
    assert done.err.splitlines()[-1] == f"置信度低于 1，未输出：记录 {records} 条"
    assert "记录 0 条" in done.err
    assert result.documents[0].mentions == whole.documents[0].mentions


def test_the_counts_of_all_files_add_up(run: Run, batch: Path) -> None:
    done = run("extract", str(batch / "好*.txt"), "--min-score", "1", "--format", "jsonl")
    whole = run("extract", str(batch / "好*.txt"), "--format", "jsonl")
    assert done.out == ""
    assert done.err.splitlines()[-1] == f"置信度低于 1，未输出：记录 {len(whole.out.splitlines())} 条"


def test_slots_below_are_empty(run: Run, tmp_path: Path) -> None:
    """The limit stands between a record's target and its inherited deadline."""
    file = tmp_path / "a.txt"
    file.write_text("一、主要任务（2022年底前完成）\n修缮老旧校舍30所以上。\n", "utf-8")
    (row,) = map(json.loads, run("extract", str(file), "--format", "jsonl").out.splitlines())
    (policy,) = decode(run("extract", str(file)).out).documents
    ((slot,),) = (record.deadlines for record in policy.records)
    target = next(mention for mention in policy.mentions if mention.id == policy.records[0].target)
    assert slot.score < target.score
    done = run("extract", str(file), "--format", "jsonl", "--min-score", str(target.score))
    assert row["deadlines"] == ["2022年底前"]
    assert json.loads(done.out)["deadlines"] == []
    assert "时限 1 个" in done.err


@pytest.mark.parametrize("value", ["1.1", "-0.1", "六成", "", "nan"])
def test_a_score_is_between_0_and_1(value: str, run: Run, paper: Path) -> None:
    done = run("extract", str(paper), "--min-score", value)
    assert done.code == 2
    assert f"--min-score 的值无效：“{value}”；应为 0 到 1 的数，如 0.6" in done.err
