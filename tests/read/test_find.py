"""Paths, folders and patterns to files: sorted, complete, none twice."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.read import find


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    names = (
        "b.txt a.txt 子/丙.html 子/深/丁.md 子/无后缀 .隐藏.txt .git/x.txt ~$稿.docx 图.png 码.py 子/表.xlsx [1].txt"
    )
    for name in names.split():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("内容", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_is_searched_to_its_bottom(folder: Path) -> None:
    assert list(find(["."])) == ["[1].txt", "a.txt", "b.txt", "子/丙.html", "子/无后缀", "子/表.xlsx", "子/深/丁.md"]
    assert list(find([str(folder / "子" / "深")])) == [str(folder / "子" / "深" / "丁.md")]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.txt", ["[1].txt", "a.txt", "b.txt"]),
        ("**/*.md", ["子/深/丁.md"]),
        ("子/*.html", ["子/丙.html"]),
        ("*.py", ["码.py"]),
        ("[ab].txt", ["a.txt", "b.txt"]),
        ("[1].txt", ["[1].txt"]),
        ("?.txt", ["a.txt", "b.txt"]),
        ("子/*", ["子/丙.html", "子/无后缀", "子/深/丁.md", "子/表.xlsx"]),
        ("没有*.txt", ["没有*.txt"]),
    ],
)
def test_patterns(folder: Path, pattern: str, names: list[str]) -> None:
    assert list(find([pattern])) == names


def test_named_files_are_never_left_out(folder: Path) -> None:
    named = ["图.png", ".隐藏.txt", "不存在.txt", "不存在/也没有.doc", "-"]
    assert list(find(named)) == named


def test_no_file_twice(folder: Path) -> None:
    assert list(find(["a.txt", "./a.txt", str(folder / "a.txt"), "a.*", "-", "-", "无.txt", "无.txt"])) == [
        "a.txt",
        "-",
        "无.txt",
    ]


def test_a_link_to_the_folder_above_does_not_loop(folder: Path) -> None:
    (folder / "子" / "回").symlink_to("..")
    (folder / "子" / "链.txt").symlink_to("../a.txt")
    assert list(find(["."])).count("a.txt") == 1
    assert len(list(find(["."]))) == 7


def test_a_folder_that_cannot_be_listed_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def guarded(path: str) -> Iterator[os.DirEntry[str]]:
        if str(path).endswith("深"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", guarded)
    found = list(find(["子"]))
    assert "子/深" in found
    assert "子/深/丁.md" not in found


def test_it_is_lazy(folder: Path) -> None:
    assert next(find(["a.txt", "**/*"])) == "a.txt"
