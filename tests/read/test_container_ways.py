"""Containers from the command line and from Python: every document read, every refusal told, nothing written."""

import json
import random
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docxfile import docx, p
from test_container import OTHER, TEXT, mailed, tarred, zipped

from eval.fuzz.packs import tarred as tarred_seed
from extractor.cli.main import cli
from extractor.pipeline import Options, extract_file, extract_files

PAGE = "<html><body><p>市水务局年底前清理河道十条。</p></body></html>".encode()
THREE = (("甲.docx", docx(p("市交通局年底前修好老桥。"))), ("乙/乙.html", PAGE), ("丙.txt", TEXT))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder for the source, the only one that may change; it is also where temporary files would be."""
    here = tmp_path / "a" / "b"
    here.mkdir(parents=True)
    monkeypatch.chdir(here)
    monkeypatch.setattr(tempfile, "tempdir", str(here))
    return here


def extract(folder: Path, data: bytes, *flags: str, name: str = "包.bin") -> tuple[Result, list[dict[str, object]]]:
    """Extract a container from the command line; return how it ended and its results, nothing else being written."""
    (folder / name).write_bytes(data)
    before = sorted(folder.parent.parent.rglob("*"))
    done = CliRunner().invoke(cli, ["extract", name, *flags])
    assert sorted(folder.parent.parent.rglob("*")) == before
    return done, [json.loads(line) for line in done.stdout.splitlines()]


def nested(levels: int) -> bytes:
    data = TEXT
    for _ in range(levels):
        data = zipped(("a.txt" if data is TEXT else "b.zip", data), ("旁.txt", OTHER))
    return data


def locked() -> bytes:
    data = bytearray(zipped(("密.txt", TEXT)))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (zipped(*THREE), ["甲.docx", "乙/乙.html", "丙.txt"]),
        (tarred(*THREE, mode="w:gz"), ["甲.docx", "乙/乙.html", "丙.txt"]),
        (mailed(*THREE), ["body.html", "甲.docx", "乙/乙.html", "丙.txt"]),
        (zipped(("信.eml", mailed(("包.zip", zipped(*THREE[:1]))))), ["信.eml!/body.html", "信.eml!/包.zip!/甲.docx"]),
    ],
    ids=["zip", "tar", "mail", "nested"],
)
def test_every_document_of_a_container_has_a_result(data: bytes, names: list[str], folder: Path) -> None:
    done, results = extract(folder, data, "--format", "json")
    assert done.exit_code == 0
    assert [one["source"]["path"] for one in results] == [f"包.bin!/{name}" for name in names]  # type: ignore[index]
    assert {one["status"] for one in results} == {"ok"}


@pytest.mark.parametrize(
    ("data", "words", "flags"),
    [
        (nested(4), ["嵌套超过 3 层", "--max-depth"], []),
        (nested(2), ["嵌套超过 1 层", "--max-depth"], ["--max-depth", "1"]),
        (zipped(("大.txt", bytes(120_000_000)), ("乙.txt", OTHER)), ["超过上限", "200 倍", "--max-ratio"], []),
        (zipped(("大.txt", TEXT * 999), ("乙.txt", OTHER)), ["9 字节", "-expanded"], ["--max-archive-expanded", "9"]),
        (zipped(*THREE), ["2 个文件", "--max-members"], ["--max-members", "2"]),
        (zipped(*THREE), ["7 字节", "--max-archive"], ["--max-archive", "7"]),
        (zipped(("../../外.txt", TEXT), ("乙.txt", OTHER)), ["外.txt 的路径指向压缩包之外", "不予读取"], []),
        (tarred(("/外.txt", TEXT), ("乙.txt", OTHER)), ["外.txt 的路径指向压缩包之外", "不予读取"], []),
        (locked(), ["密.txt 有密码", "请解密"], []),
        (zipped(*THREE)[:200], ["已损坏", "重新获取"], []),
    ],
    ids=["nested", "depth", "bomb", "expanded", "members", "size", "escape", "root", "locked", "damaged"],
)
def test_what_is_refused_is_told(data: bytes, words: list[str], flags: list[str], folder: Path) -> None:
    done, results = extract(folder, data, "--format", "json", *flags)
    assert done.exit_code == 1
    assert all(word in done.stderr for word in words), done.stderr
    assert [one["status"] for one in results].count("failed") == 1


def test_a_link_is_refused_and_what_stands_beside_it_is_read(folder: Path) -> None:
    done, results = extract(folder, tarred_seed(random.Random(3)), "--format", "json")
    status = {str(one["source"]["path"]): one["status"] for one in results}  # type: ignore[index]
    assert done.exit_code == 1
    assert "链接.txt 是链接或设备，为安全不予读取" in done.stderr
    assert [name for name, how in status.items() if how == "failed"] == ["包.bin!/链接.txt"]
    assert len(status) == 7


@pytest.mark.parametrize(("data", "title"), [(zipped(*THREE), "ZIP 压缩包"), (mailed(*THREE), "邮件")])
def test_one_file_is_one_document_in_python(data: bytes, title: str, folder: Path) -> None:
    (folder / "包").write_bytes(data)
    result = extract_file("包", Options("rules"))
    (issue,) = result.issues
    assert (result.status, issue.code) == ("failed", "format")
    assert title in issue.message and "zhengce extract" in issue.message and "extract_files" in issue.message
    results = list(extract_files(["包"], Options("rules")))
    assert len(results) >= 3
    assert {one.status for one in results} == {"ok"}


def test_files_folders_and_containers_in_one_call(folder: Path) -> None:
    (folder / "包.zip").write_bytes(zipped(*THREE, ("坏.docx", b"PK\x03\x04bad")))
    (folder / "夹").mkdir()
    (folder / "夹" / "丁.txt").write_bytes(TEXT)
    results = list(extract_files(["夹", "包.zip", "没有.txt"], Options("rules")))
    assert [one.source.path for one in results] == [
        "夹/丁.txt",
        *(f"包.zip!/{name}" for name in ("甲.docx", "乙/乙.html", "丙.txt", "坏.docx")),
        "没有.txt",
    ]
    assert [one.status for one in results] == ["ok"] * 4 + ["failed"] * 2
