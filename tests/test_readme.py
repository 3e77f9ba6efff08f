"""What the README shows is what the commands print."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ZHENGCE = str(Path(sys.executable).parent / "zhengce")


@pytest.fixture
def readme(root: Path) -> str:
    return (root / "README.md").read_text("utf-8")


def test_the_output_shown_is_real(root: Path, readme: str) -> None:
    shown = re.search(r"\$ zhengce (inspect \S+)\n(.*?)```", readme, re.DOTALL)
    assert shown is not None
    words = [ZHENGCE, *shown[1].split()]
    as_users_run_it = {name: value for name, value in os.environ.items() if name != "ZHENGCE_RECOGNISER"}
    done = subprocess.run(words, cwd=root, env=as_users_run_it, capture_output=True, text=True, check=True)
    parts = [part.strip("\n") for part in shown[2].split("…\n") if part.strip()]
    assert parts
    assert all(part in done.stdout for part in parts)


def test_every_command_named_exists(root: Path, readme: str) -> None:
    named = set(re.findall(r"^(?:cat \S+ \| )?zhengce (\w+)", readme, re.MULTILINE))
    done = subprocess.run([ZHENGCE, "--help"], cwd=root, capture_output=True, text=True, check=True)
    assert named
    assert named <= set(done.stdout.split())


def test_the_python_examples_run(root: Path, readme: str, tmp_path: Path) -> None:
    """Each in a folder that holds what it reads: the samples, and what the commands beside it write."""
    (tmp_path / "corpora").symlink_to(root / "corpora")
    for command in (["extract", "corpora", "-o", "out/result.jsonl"], ["panel", "corpora", "-o", "out/panel.parquet"]):
        (tmp_path / "out").mkdir(exist_ok=True)
        subprocess.run([ZHENGCE, *command, "--recogniser", "rules"], cwd=tmp_path, capture_output=True, check=True)
    code = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    for block in code:
        subprocess.run([sys.executable, "-c", block], cwd=tmp_path, check=True, capture_output=True)
    assert len(code) == 4
