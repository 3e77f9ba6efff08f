"""Mutated files of every format, a few of each; `python -m eval.fuzz FORMAT -n 2000` takes more."""

import random
import tempfile
import time
from pathlib import Path

import pytest

import extractor.read.docx as reader
from eval.fuzz.mutations import mutate
from eval.fuzz.run import BAD, make, outcome, run
from eval.fuzz.seeds import NEEDS, SEEDS
from eval.fuzz.ways import SECONDS, limits_in, read_every_way
from extractor.read import convert, read_bytes
from extractor.read.detect import detect_binary

FEW = 40
BINARY = {"doc", "docx", "ofd", "pdf", "rtf", "xls", "xlsx", "zip"}


@pytest.mark.parametrize("name", SEEDS)
def test_mutated_files(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(convert, "office", lambda: None)  # takes seconds a file
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for number in range(FEW):
        kind, detail = outcome(make(name, 7, number))
        assert kind not in BAD, f"file {number}: {detail}"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [name for name in SEEDS if name not in NEEDS])
def test_a_whole_file_is_read_as_what_it_is(name: str) -> None:
    data = SEEDS[name](random.Random(1))
    kind = detect_binary(data)
    assert (kind.name if kind else None) == (name if name in BINARY else "packed" if name == "tar" else None)
    assert read_every_way(data)[0] == "document"


def test_a_whole_word_file_uses_what_the_reader_reads() -> None:
    document = read_bytes(SEEDS["docx"](random.Random(1)), "a.docx")
    text = document.text
    assert "新增内容" in text and "文本框" in text and "控件" in text
    assert "删去内容" not in text and "内部文件" not in text
    assert {block.place.table for block in document.blocks if block.kind == "cell"} == {1, 2}
    assert any(block.rows > 1 and block.columns > 1 for block in document.blocks)
    assert 2 in {block.level for block in document.blocks}


@pytest.mark.parametrize("name", SEEDS)
def test_a_file_is_the_same_each_time_and_another_by_number_and_seed(name: str) -> None:
    assert make(name, 1, 5) == make(name, 1, 5)
    assert len({make(name, *pair) for pair in ((1, 5), (1, 6), (2, 5))}) == 3


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"a", b"<a>1</a>"])
def test_anything_can_be_mutated(data: bytes) -> None:
    assert all(isinstance(mutate(data, random.Random(number)), bytes) for number in range(50))


def test_crashes_and_hangs_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (slow,) = run("docx", [3], 1, 0.0, str(tmp_path))
    assert slow.kind == "hang"

    def crash(*_: object) -> None:
        raise KeyError("内部")

    monkeypatch.setattr(reader, "_join", crash)
    kind, detail = outcome(SEEDS["docx"](random.Random(1)))
    assert kind == "crash" and "KeyError" in detail


def test_a_converter_ends_long_before_the_file_does(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 60\n", "utf-8")
    slow.chmod(0o755)
    monkeypatch.setattr(convert, "office", lambda: str(slow))
    monkeypatch.setattr(convert, "antiword", lambda: None)
    began = time.monotonic()
    assert outcome(SEEDS["doc"](random.Random(1)), 4.0)[0] == "limit"
    assert time.monotonic() - began < 3
    for seconds in (4.0, SECONDS, 100.0):
        assert 2 * limits_in(seconds).max_convert_seconds <= seconds / 2
