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


def test_the_python_examples_run(root: Path, readme: str) -> None:
    code = [block for block in re.findall(r"```python\n(.*?)```", readme, re.DOTALL) if "pandas" not in block]
    for block in code:
        subprocess.run([sys.executable, "-c", block], cwd=root, check=True, capture_output=True)
    assert len(code) == 2
