"""Every limit has a flag, and the flag is obeyed."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from extractor.read import Limits

Run = Callable[..., Any]


def test_every_limit_has_a_flag_with_its_default(run: Run) -> None:
    shown = " ".join(run("extract", "--help").out.split())
    for field in fields(Limits):
        assert f"--{field.name.replace('_', '-')} N" in shown
        assert f"默认 {field.default}。" in shown


@pytest.mark.parametrize(
    ("flag", "value", "code"), [("--max-bytes", "10", 1), ("--max-characters", "5", 1), ("--max-bytes", "100", 0)]
)
def test_a_flag_is_obeyed(flag: str, value: str, code: int, run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("年底前修好老桥。\n", encoding="utf-8")
    assert run("extract", str(tmp_path / "a.txt"), flag, value).code == code


def test_a_bad_value_is_named(run: Run, tmp_path: Path) -> None:
    done = run("extract", str(tmp_path), "--max-bytes", "many")
    assert done.code == 2
    assert "“many”" in done.err


def test_an_archive_is_written_file_by_file(run: Run, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("甲/通知.txt", "年底前修好老桥。")
        archive.writestr("乙/通知.txt", "三月底前清完河道。")
    (tmp_path / "包.zip").write_bytes(buffer.getvalue())
    done = run("extract", str(tmp_path / "包.zip"), "-o", f"{tmp_path}/out/", "--workers", "2")
    assert done.code == 0
    assert len(list((tmp_path / "out").iterdir())) == 2
