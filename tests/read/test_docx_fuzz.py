"""Mutated Word files, a few of them; `python -m eval.fuzz docx -n 2000` takes more."""

import random
from pathlib import Path

import pytest

import extractor.read.docx as reader
from eval.fuzz import BAD, make, outcome, run
from eval.fuzz_mutations import mutate
from eval.fuzz_seeds import SEEDS
from extractor.read import read_bytes


@pytest.mark.parametrize("number", range(40))
def test_mutated_files(number: int) -> None:
    kind, detail = outcome(make("docx", 7, number))
    assert kind not in BAD, detail


def test_a_whole_file_uses_what_the_reader_reads() -> None:
    document = read_bytes(SEEDS["docx"](random.Random(1)), "a.docx")
    text = document.text
    assert "新增内容" in text and "文本框" in text and "控件" in text
    assert "删去内容" not in text and "内部文件" not in text
    assert {block.place.table for block in document.blocks if block.kind == "cell"} == {1, 2}
    assert any(block.rows > 1 and block.columns > 1 for block in document.blocks)
    assert 2 in {block.level for block in document.blocks}


def test_a_file_is_the_same_each_time_and_another_by_number_and_seed() -> None:
    assert make("docx", 1, 5) == make("docx", 1, 5)
    assert len({make("docx", *pair) for pair in ((1, 5), (1, 6), (2, 5))}) == 3


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
