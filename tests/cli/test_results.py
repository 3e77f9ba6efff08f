"""Commands that go on with results: what is broken costs itself alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture(params=["坏.json", "坏.jsonl", "没有.json"])
def broken(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file that `extract` did not write, or that is missing."""
    file = tmp_path / str(request.param)
    if file.stem == "坏":
        file.write_text('{"x": 1}', "utf-8")
    return file


@pytest.mark.parametrize(("command", "target"), [("panel", "p.csv"), ("compare", "c.xlsx"), ("table", "t.csv")])
def test_a_broken_result_is_told_and_the_rest_done(
    command: str, target: str, broken: Path, paper: Path, run: Run
) -> None:
    output = paper.with_name(target)
    done = run(command, str(broken), str(paper), "-o", str(output), "--recogniser", "rules")
    assert done.code == 1
    assert f"失败：{'“' if broken.exists() else '找不到文件 '}{broken}" in done.err
    if target.endswith(".csv"):
        assert "修缮老旧校舍30所以上" in output.read_text("utf-8-sig")
    assert output.exists()


def test_a_diff_without_a_document_has_failed_and_is_no_wrong_usage(broken: Path, paper: Path, run: Run) -> None:
    assert run("diff", str(paper), str(broken), "--recogniser", "rules").code == 1
    missing = run("diff", str(paper), str(paper.with_name("没有.txt")), "--recogniser", "rules")
    assert missing.code == 1
    assert "找不到文件" in missing.err
