"""Processes that hang, die or eat memory: each costs its own document."""

import os
import time
from pathlib import Path

import pytest

from extractor import isolate
from extractor.cli.jobs import Batch, fail
from extractor.errors import ModelError
from extractor.pipeline import Options, extract_text
from extractor.read import Job, Limits
from extractor.types import Result, Source

SECONDS = 1.5


def work(job: Job, options: Options) -> Result:
    name = Path(str(job)).name
    if name.startswith("hang"):
        time.sleep(60)
    if name.startswith("die"):
        os._exit(9)
    if name.startswith("model"):
        raise ModelError("模型坏了")
    made = extract_text("修缮老旧校舍。\n", recogniser=options.recogniser)
    return Result("1", "ok", Source(name, str(os.getpid()), ""), made.text, (), (), made.made_with)


def eat(job: Job, options: Options) -> Result:
    try:
        held = bytes(3 * 2**30)
    except MemoryError:
        return fail(job, options, "internal", "时内存不足")
    return extract_text(f"{len(held)}")


def one(job: Job, options: Options, seconds: float, task: isolate.Work[Job]) -> Result:
    (result,) = isolate.Pool(task, fail, options, 1, seconds).run([job])
    return result


@pytest.mark.parametrize(
    ("job", "status", "code"), [("a", "ok", ""), ("hang", "failed", "timeout"), ("die", "failed", "crashed")]
)
def test_one_job_in_a_process_of_its_own(job: str, status: str, code: str) -> None:
    begin = time.monotonic()
    result = one(job, Options("rules"), SECONDS, work)
    assert (result.status, *(issue.code for issue in result.issues)) == ((status, code) if code else (status,))
    assert result.source.sha256 != str(os.getpid())
    assert time.monotonic() - begin < 30


def test_a_pool_replaces_what_dies_and_keeps_what_is_warm() -> None:
    jobs = ["a", "b", "die1", "c", "hang1", "d", "e"]
    results = list(isolate.Pool(work, fail, Options("rules"), 1, SECONDS).run(jobs))
    assert [result.status for result in results] == ["ok", "ok", "failed", "ok", "failed", "ok", "ok"]
    assert [result.source.path for result in results] == jobs
    process = [result.source.sha256 for result in results]
    assert process[0] == process[1] != process[3]
    assert process[5] == process[6] != process[3]
    assert "hang1 超过 1.5 秒" in results[4].issues[0].message


def test_what_is_no_documents_fault_is_raised() -> None:
    with pytest.raises(ModelError, match="模型坏了"):
        one("model", Options("rules"), SECONDS, work)


def test_memory_is_bounded() -> None:
    limits = Limits(max_memory=2048)
    assert one("a", Options("rules", limits=limits), 20, eat).status == "failed"


def test_a_batch_of_one_worker_keeps_the_time_limit() -> None:
    batch = Batch(Options("rules", limits=Limits(max_seconds=2)), 1, work)
    assert [result.status for result in batch.run(["a", "hang", "b"])] == ["ok", "failed", "ok"]
