from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractor.cli import jobs
from extractor.types import Result

Run = Callable[..., Any]


@pytest.fixture
def made(sample: Result, monkeypatch: pytest.MonkeyPatch) -> Result:
    """What every extraction of a file gives in these tests."""
    monkeypatch.setattr(jobs.pipeline, "extract_file", lambda path, options: sample)
    return sample


def test_headings_text_and_records_are_shown(run: Run, made: Result) -> None:
    done = run("inspect", "校舍.txt")
    assert done.code == 0
    assert "├── （首个标题之前）  其他 0–15\n└── 一、主要目标  目标 15–51\n" in done.out
    assert made.text.replace("\n\n", "\n") in done.out
    assert "  1. 修缮老旧校舍30所以上\n     时限  到2022年底  ../2022-12-31\n     负责  市教育局\n" in done.out


@pytest.mark.usefixtures("made")
def test_there_is_no_colour_in_a_pipe(run: Run) -> None:
    assert "\x1b" not in run("inspect", "校舍.txt").out


@pytest.mark.usefixtures("made")
def test_mentions_are_coloured_on_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    out = run("inspect", "校舍.txt").out
    assert "\x1b[1;35m到2022年底\x1b[0m" in out
    assert "\x1b[4m修缮\x1b[0m\x1b[1;4;32m老旧校舍\x1b[0m\x1b[1;4;33m30所以上\x1b[0m" in out


def test_a_real_file_is_extracted(run: Run, paper: Path) -> None:
    done = run("inspect", str(paper))
    assert done.code == 0
    for line in paper.read_text("utf-8").splitlines():
        assert line in done.out


def test_a_bad_file_is_named(run: Run, tmp_path: Path) -> None:
    done = run("inspect", str(tmp_path / "没有.txt"))
    assert done.code == 1
    assert "找不到文件" in done.err
    assert str(tmp_path) in done.err


def test_text_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("一、任务\n修缮\x1b[31m校舍[bold]30所[/bold]以上。\n", "utf-8")
    out = run("inspect", str(file)).out
    assert "\x1b" not in out
    assert "[bold]30所[/bold]" in out
