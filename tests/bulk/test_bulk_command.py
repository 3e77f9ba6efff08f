"""`zhengce bulk` and `zhengce watch` as people run them."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from bulkcases import build, documents, program, rows, shards, statuses
from click.testing import CliRunner

from extractor.bulk.crew import Foreman, LocalCrew, Patience
from extractor.bulk.dataset import Settings, opened
from extractor.bulk.items import Entry, Outcome
from extractor.bulk.progress import Progress, duration
from extractor.bulk.run import Builder, identity
from extractor.bulk.watch import Arrivals, Intake
from extractor.cli.main import cli
from extractor.pipeline import Options


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, list(arguments), prog_name="zhengce")
    return done.exit_code, done.stderr


def test_bulk_resume_and_retry(tmp_path: Path) -> None:
    source, folder = documents(tmp_path / "src", 6), str(tmp_path / "set")
    (source / "空.txt").write_bytes(b"")
    code, err = run("bulk", str(source), "-o", folder, "--workers", "1", "--date", "2024-03")
    assert code == 1
    assert "共 7 篇：本次抽取 7，此前已有 0，隔离 1" in err
    assert f"zhengce bulk -o {folder} --date 2024-03 --retry" in err
    (source / "空.txt").write_text("2031年底前整治渠道6条。\n", "utf-8")
    code, err = run("bulk", "-o", folder, "--resume", "--workers", "1", "--date", "2024-03")
    assert code == 0
    assert "本次抽取 1，此前已有 6，隔离 0" in err


def test_the_way_on_repeats_the_limits(tmp_path: Path) -> None:
    source, folder = documents(tmp_path / "src", 1), str(tmp_path / "set")
    (source / "空.txt").write_bytes(b"")
    chosen = ["--timeout", "0.5", "--max-bytes", "900", "--max-depth", "0"]
    code, err = run("bulk", str(source), "-o", folder, "--workers", "1", "--timeout", "90", *chosen)
    assert code == 1
    assert f"zhengce bulk -o {folder} {' '.join(chosen)} --retry" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["bulk", "-o", "无"], "请给出来源"),
        (["bulk", "没有的", "-o", "新"], "来源“没有的”不存在"),
        (["bulk", ".", "-o", "新", "--format", "csv"], "parquet、jsonl"),
        (["bulk", ".", "-o", "新", "--address", "auto"], "--engine ray"),
        (["watch", "没有的", "-o", "新"], "不存在"),
    ],
)
def test_wrong_use_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str) -> None:
    monkeypatch.chdir(tmp_path)
    code, err = run(*arguments)
    assert code == 2
    assert words in err


def test_progress_gives_rate_and_remaining_time() -> None:
    said: list[str] = []
    progress = Progress(1000, said.append)
    outcome = Outcome(Entry("a", "", "ok"), {}, 5000)
    progress.done(outcome, 100)
    time.sleep(0.05)
    progress.done(outcome, 400)
    line = progress.line()
    assert line.startswith("已完成 2 篇（40%），")
    assert "字/秒" in line
    assert "剩余约 0 秒" in line
    progress.done(Outcome(Entry("b", "", "failed", "x", "b 坏了"), {}, 0), 500)
    assert said == ["隔离：b 坏了"]


@pytest.mark.parametrize(("seconds", "words"), [(42.4, "42 秒"), (200, "3 分 20 秒"), (7500, "2 小时 5 分")])
def test_durations(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_a_file_has_arrived_when_it_no_longer_grows(tmp_path: Path) -> None:
    now = 0.0
    arrivals = Arrivals(str(tmp_path), 2.0, lambda: now)
    path = tmp_path / "甲.txt"
    found = []
    for now, text in [(0.0, "一"), (1.0, "一二"), (2.0, None), (3.0, None), (4.0, None), (5.0, "三二一"), (7.0, None)]:  # noqa: B007
        if text:
            path.write_text(text, "utf-8")
        found.append([Path(name).name for name in arrivals.settled()])
    assert found == [[], [], [], ["甲.txt"], [], [], ["甲.txt"]]


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 40
    while not (now := true()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert now


def has(folder: Path, name: str, words: str) -> bool:
    """Say whether a document with these words is in the data set, and its shard in the manifest."""
    try:
        manifest = (folder / "manifest.jsonl").read_text("utf-8")
        entered = all(path.stem.removeprefix("part-") in manifest for path in (folder / "documents").iterdir())
        return entered and any(Path(row["file"]).name == name and words in (row["text"] or "") for row in rows(folder))
    except (OSError, ValueError):
        return False  # looked while a shard was being replaced


def holds(folder: Path, number: int) -> bool:
    """Say whether the data set has so many documents, counted by rows."""
    try:
        return len(rows(folder)) == number
    except (OSError, ValueError):
        return False


def test_watch_takes_in_what_arrives(tmp_path: Path) -> None:
    source, folder = documents(tmp_path / "src", 3), tmp_path / "set"
    watching = ["watch", str(source), "-o", str(folder), "--every", "0.1", "--settle", "0.3"]
    first = program(*watching)
    until(lambda: has(folder, "渠道02.txt", "3条"))
    (source / "新.txt").write_text("2031年底前整治渠道6条。\n", "utf-8")
    until(lambda: has(folder, "新.txt", "6条"))
    (source / "渠道00.txt").write_text("2031年底前整治渠道66条。\n", "utf-8")
    until(lambda: has(folder, "渠道00.txt", "66条") and holds(folder, 4))  # the old rows go after
    os.kill(first.pid, signal.SIGINT)
    _, err = first.communicate(timeout=30)
    assert first.returncode == 0
    assert "已停止。" in err.decode()
    assert len(statuses(folder)) == 4

    (source / "渠道01.txt").unlink()
    (source / "又.txt").write_text("2031年底前整治渠道7条。\n", "utf-8")
    second = program(*watching)
    until(lambda: has(folder, "又.txt", "7条"))
    os.kill(second.pid, signal.SIGINT)
    _, err = second.communicate(timeout=30)
    assert "本次抽取 1，" in err.decode()
    assert len(statuses(folder)) == 5  # what left the folder stays
    code, words = run("bulk", "-o", str(folder), "--resume")
    assert (code, "zhengce watch" in words) == (2, True)


def test_archives_and_folders_give_the_same_rows(tmp_path: Path) -> None:
    import zipfile  # noqa: PLC0415

    source = documents(tmp_path / "src", 5)
    with zipfile.ZipFile(tmp_path / "集.zip", "w") as archive:
        for path in sorted(source.iterdir()):
            archive.write(path, path.name)
    build(tmp_path / "a", source)
    build(tmp_path / "b", tmp_path / "集.zip")
    assert len(shards(tmp_path / "b")) > 0
    assert [row["sha256"] for row in sorted(rows(tmp_path / "a"), key=str)] == [
        row["sha256"] for row in sorted(rows(tmp_path / "b"), key=str)
    ]


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_an_arrival_whose_name_looks_like_another_replaces_nothing(tmp_path: Path) -> None:
    names = [os.fsdecode(os.fsencode(tmp_path) + b"/" + raw + b".txt") for raw in ("方".encode(), "方".encode("gbk"))]
    with (
        opened(tmp_path / "set", Settings((str(tmp_path),), watched=True)) as dataset,
        closing(Foreman(LocalCrew(1, Options("rules")), Patience(60.0))) as foreman,
    ):
        made = identity(Options("rules"))
        dataset.begin()
        intake = Intake(Builder(dataset, foreman, made, Progress(0, quiet=True)))
        for name in names:
            Path(name).write_text("2031年底前整治渠道3条。", "utf-8")
            intake.take([name])
    assert len(statuses(tmp_path / "set")) == 2
