"""Processes that hang, die or eat memory: each costs its own document."""

import os
import signal
import time
from multiprocessing import get_context
from pathlib import Path

import pytest

from extractor import isolate
from extractor.bulk.crew import LocalCrew
from extractor.bulk.items import Item
from extractor.cli.jobs import Batch, fail
from extractor.errors import ModelError
from extractor.pipeline import Options, extract_bytes, extract_text
from extractor.read import Job, Limits
from extractor.types import Result, Source

SECONDS = 1.5
OLD = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(100)


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


def convert(job: Job, options: Options) -> Result:
    return extract_bytes(OLD, str(job), options)


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


@pytest.fixture
def hanging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of a machine whose converter notes its number and hangs; what it leaves behind is in `tmp`."""
    (tmp_path / "tmp").mkdir()
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/number\nexec /bin/sleep 60\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    return tmp_path


def nothing_is_left(machine: Path) -> bool:
    with pytest.raises(ProcessLookupError):
        os.kill(int((machine / "number").read_text("utf-8")), 0)
    return not list((machine / "tmp").iterdir())


def wait_for(path: Path) -> None:
    while not (path.exists() and path.read_text("utf-8")):
        time.sleep(0.05)


@pytest.mark.skipif(os.name != "posix", reason="the program of this test is a shell script")
def test_a_process_that_is_late_ends_with_its_converter(hanging: Path) -> None:
    result = one("旧.doc", Options("rules"), 3, convert)
    assert [issue.code for issue in result.issues] == ["timeout"]
    assert nothing_is_left(hanging)


@pytest.mark.skipif(os.name != "posix", reason="the program of this test is a shell script")
def test_a_worker_of_bulk_ends_with_its_converter(hanging: Path) -> None:
    crew = LocalCrew(1, Options("rules"))
    worker = crew.hire()
    crew.send(worker, Item("旧.doc", OLD))
    wait_for(hanging / "number")
    crew.dismiss(worker)
    assert nothing_is_left(hanging)


@pytest.mark.skipif(os.name != "posix", reason="the program of this test is a shell script")
def test_ctrl_c_ends_the_converter(hanging: Path) -> None:
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=isolate._serve, args=(theirs, convert, Options("rules"), 0))
    process.start()
    ours.send("旧.doc")
    wait_for(hanging / "number")
    os.kill(process.pid or 0, signal.SIGINT)
    process.join(20)
    assert process.exitcode == 0
    assert nothing_is_left(hanging)
