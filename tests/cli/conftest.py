"""Running the program: in this process, and as users do."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from extractor.annotate.inline import parse
from extractor.cli.main import cli
from extractor.types import SCHEMA, MadeWith, Policy, Result, Section, Source, Span

TEXT = """临湖市人民政府关于修缮老旧校舍的意见

一、主要目标
到2022年底，修缮老旧校舍30所以上。
二、主要任务
市教育局要每季度公布一次工程进度。
"""
MARKUP = """临湖市关于修缮老旧校舍的意见
一、主要目标
<D id="d1" norm="../2022-12-31">到2022年底</D>，\
<T id="t1" d="d1" a="a1:resp">修缮<I id="i1">老旧校舍</I>\
<V id="v1" of="i1" kind="target" norm=">= 30 所">30所以上</V></T>。（<A id="a1">市教育局</A>负责）
"""
PROGRAM = "from extractor.cli.main import run; run()"


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run() -> Run:
    """Run a command in this process."""

    def call(*args: str, stdin: bytes = b"") -> Outcome:
        result = CliRunner().invoke(cli, list(args), input=stdin, prog_name="zhengce")
        return Outcome(result.exit_code, result.stdout, result.stderr)

    return call


@pytest.fixture
def zhengce(root: Path) -> Run:
    """Run a command as a process of its own."""

    def call(*args: str, stdin: bytes = b"", cwd: Path | None = None) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, *args],
            input=stdin,
            capture_output=True,
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(root)},
            timeout=120,
            check=False,
        )
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    return call


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A small document of our own."""
    file = tmp_path / "校舍.txt"
    file.write_text(TEXT, "utf-8")
    return file


@pytest.fixture
def batch(tmp_path: Path, paper: Path) -> Path:
    """A folder with good documents and all kinds of bad ones."""
    folder = tmp_path / "批"
    folder.mkdir()
    for number in range(3):
        (folder / f"好{number}.txt").write_text(TEXT.replace("30", f"3{number}"), "utf-8")
    (folder / "空.txt").write_bytes(b"")
    (folder / "图片.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    return folder


@pytest.fixture
def sample() -> Result:
    """A result that owes nothing to a recogniser."""
    annotation = parse(MARKUP)
    text, whole = annotation.text, Span(0, len(annotation.text))
    goals = text.index("一、")
    sections = (
        Section("s0", None, 0, "", "", Span(0, goals)),
        Section("s1", None, 1, "一、", "主要目标", Span(goals, len(text)), Span(goals, goals + 6), "goals"),
    )
    policy = Policy(
        "d1", text.splitlines()[0], whole, sections, mentions=annotation.mentions, records=annotation.records
    )
    source = Source("校舍.txt", "", "text/plain", "utf-8")
    return Result(SCHEMA, "ok", source, text, (policy,), (), MadeWith("0", "rules"))
