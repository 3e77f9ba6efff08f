"""kill −9 in the midst of a run, again and again; and what each step of a shard's birth leaves behind."""

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from bulkcases import begin, build, documents, program, shards, statuses

from extractor.bulk import dataset
from extractor.bulk.dataset import MANIFEST, opened
from extractor.bulk.files import store
from extractor.bulk.items import Entry
from extractor.bulk.manifest import Line, Made, Manifest


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
def test_nothing_is_lost_or_doubled_after_kills(tmp_path: Path) -> None:
    """Three kills, each soon after a shard was finished; then the run is left in peace."""
    source, folder = documents(tmp_path / "src", 40), tmp_path / "set"
    chance = random.Random(8)
    build(tmp_path / "whole", source)
    with opened(folder, begin(source)) as dataset:
        dataset.begin()
    for _ in range(3):
        before = (folder / MANIFEST).stat().st_size
        run = program("bulk", "-o", str(folder), "--workers", "2", "--resume")
        deadline = time.monotonic() + 60
        while (folder / MANIFEST).stat().st_size == before and run.poll() is None and time.monotonic() < deadline:
            time.sleep(0.002)
        time.sleep(chance.uniform(0.0, 0.04))
        os.kill(run.pid, signal.SIGKILL)
        run.communicate()
        assert len(set(done(folder))) == len(list(done(folder)))
    build(folder, resume=True)
    assert len(statuses(folder)) == 40
    assert shards(folder) == shards(tmp_path / "whole")


def done(folder: Path) -> Iterator[str]:
    with closing(Manifest(folder / MANIFEST)) as manifest:
        yield from (one.key for one in manifest.entries())


class Killed(BaseException):
    """Stands in for kill −9: nothing catches it on its way."""


@pytest.mark.parametrize("step", (1, 2, 4, 5, 8))
def test_a_kill_between_two_files_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Two shards of four files each: before every one of them the run ends."""
    source, folder = documents(tmp_path / "src", 8), tmp_path / "set"
    written = 0

    def kill(path: Path, data: bytes) -> None:
        nonlocal written
        if path.name.startswith("part-"):
            written += 1
            if written == step:
                raise Killed
        store(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(dataset, "store", kill)
        with pytest.raises(Killed):
            build(folder, source, workers=1)
    build(folder, resume=True, workers=1)
    build(tmp_path / "whole", source, workers=1)
    assert shards(folder) == shards(tmp_path / "whole")


def test_a_line_cut_short_is_done_again(tmp_path: Path) -> None:
    source, folder = documents(tmp_path / "src", 8), tmp_path / "set"
    build(folder, source)
    whole, path = shards(folder), folder / MANIFEST
    path.write_bytes(path.read_bytes()[:-20])
    (folder / "records" / ".zhengce-0123.tmp").write_bytes(b"half")
    progress = build(folder, resume=True)
    assert 0 < progress.counts["done"] < 8
    assert shards(folder) == whole


def test_a_shard_whose_file_is_gone_is_done_again(tmp_path: Path) -> None:
    source, folder = documents(tmp_path / "src", 8), tmp_path / "set"
    build(folder, source)
    whole = shards(folder)
    next((folder / "mentions").iterdir()).unlink()
    assert 0 < build(folder, resume=True).counts["done"] < 8
    assert shards(folder) == whole


def test_the_manifest_keeps_the_last_word(tmp_path: Path) -> None:
    manifest = Manifest(tmp_path / "m")
    made = Made("1", "rules")
    manifest.add(Line("a", "1", made, (Entry("a", "x", "ok"),)))
    manifest.add(Line("b", "2", made))
    manifest.add(Line("a", "3", made, (Entry("a", "y", "failed", "crashed", "坏"),)))
    manifest.remove("b")
    manifest.close()
    again = Manifest(tmp_path / "m")
    assert (list(again.shards()), again.ids(), again.get("b")) == (["a"], {"3"}, None)
    assert list(again.entries("failed")) == [Entry("a", "y", "failed", "crashed", "坏")]
    again.close()
