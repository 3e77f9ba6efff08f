"""Processes that die, in the midst of a batch."""

import os
import time
from itertools import islice
from pathlib import Path

import pytest

from extractor.cli.jobs import Batch
from extractor.errors import ModelError
from extractor.isolate import PER_WORKER
from extractor.pipeline import Options, extract_text
from extractor.types import Result, Source


def work(path: str, options: Options) -> Result:
    """Stand in for extraction: `die` kills the process, `slow` takes its time, files are touched."""
    name = Path(path).name
    if name.startswith("die"):
        os._exit(9)
    if name.startswith("slow"):
        time.sleep(0.3)
    if name.startswith("model"):
        raise ModelError("模型坏了")
    if Path(path).is_absolute():
        Path(path).touch()
    made = extract_text("修缮老旧校舍。\n")
    return Result("1", "ok", Source(path, "", ""), made.text, (), (), made.made_with)


def statuses(paths: list[str], workers: int) -> list[tuple[str, str]]:
    return [(result.source.path, result.status) for result in Batch(Options(), workers, work).run(paths)]


def test_a_dead_process_costs_its_document_alone() -> None:
    paths = ["a", "slow", "die1", "b", "die2", "c"]
    results = list(Batch(Options(), 2, work).run(paths))
    assert [result.source.path for result in results] == paths
    assert [result.status for result in results] == ["ok", "ok", "failed", "ok", "failed", "ok"]
    assert results[2].issues[0].code == "crashed"
    assert results[2].issues[0].message.startswith("处理 die1 的进程意外退出")


def test_results_keep_the_order_of_the_paths() -> None:
    paths = ["slow1", "a", "slow2", "b", "c"]
    assert [path for path, _ in statuses(paths, 2)] == paths


def test_what_is_no_documents_fault_ends_the_batch() -> None:
    with pytest.raises(ModelError, match="模型坏了"):
        statuses(["a", "model", "b"], 2)


def test_no_more_documents_are_in_hand_than_the_workers_need(tmp_path: Path) -> None:
    """Memory is bounded: with the first result taken, the far end of the batch is untouched."""
    paths = [str(tmp_path / f"{number:02}") for number in range(12)]
    run = Batch(Options(), 2, work).run(paths)
    list(islice(run, 1))
    time.sleep(0.5)
    run.close()
    assert len(list(tmp_path.iterdir())) <= PER_WORKER * 2 + 1
