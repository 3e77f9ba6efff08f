"""Small documents, data sets as comparable values, and stand-ins for extraction that crash, hang or count."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import msgspec

from extractor.bulk.crew import LocalCrew, Patience
from extractor.bulk.dataset import Settings, opened
from extractor.bulk.files import FORMS
from extractor.bulk.items import Item, Outcome
from extractor.bulk.progress import Progress
from extractor.bulk.run import Plan, bulk
from extractor.bulk.tables import TABLES
from extractor.bulk.worker import Work, extract
from extractor.pipeline import Options

ROOT = Path(__file__).parents[2]
PROGRAM = "from extractor.cli.main import run; run()"
TEXT = """临湖市第{number}号渠道整治方案

一、主要目标
到20{year}年底，整治渠道{number}条，受益面积达到{number}.5万亩。（市水利局负责）
"""


def documents(folder: Path, number: int = 20) -> Path:
    """Write so many documents of our own; return the folder as seen from its parent."""
    folder.mkdir(exist_ok=True)
    for one in range(number):
        (folder / f"渠道{one:02}.txt").write_text(TEXT.format(number=one + 1, year=20 + one % 10), "utf-8")
    return Path(folder.name)


def begin(*sources: Path, form: str = "parquet") -> Settings:
    """Return settings with small shards."""
    return Settings(tuple(map(str, sources)), form, 4)


def build(folder: Path, *sources: Path, workers: int = 2, work: Work = extract, **more: Any) -> Progress:
    """Run into a data set in this process."""
    wanted = more.pop("options", Options())
    settings = begin(*sources, form=more.pop("form", "parquet")) if sources else None
    plan = Plan(wanted, Patience(more.pop("seconds", 60.0), 0), more.pop("retry", False))
    progress = Progress(0, quiet=True)
    with opened(folder, settings, resume=more.pop("resume", False) or plan.retry) as dataset:
        bulk(dataset, LocalCrew(workers, wanted, work), plan, progress)
    assert not more
    return progress


def shards(folder: Path) -> list[str]:
    """Return the data set's files: a name holds the hash of its shard's rows."""
    return sorted(str(path.relative_to(folder)) for table in TABLES for path in (folder / table).iterdir())


def rows(folder: Path, table: str = "documents") -> list[dict[str, Any]]:
    """Return all rows of a table in a fixed order."""
    found = [
        row
        for path in (folder / table).iterdir()
        for form in FORMS.values()
        if path.suffix == form.suffix
        for row in form.read(path)
    ]
    return sorted(found, key=msgspec.json.encode)


def statuses(folder: Path) -> dict[str, str]:
    """Return file name → status; fails where a document is there twice."""
    found = [(Path(row["file"]).name, row["status"]) for row in rows(folder)]
    assert len(found) == len({name for name, _ in found})
    return dict(found)


def program(*arguments: str, root: Path = ROOT) -> "subprocess.Popen[bytes]":
    """Start the command as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(root)},
    )


def hostile(item: Item, options: Options) -> Outcome:
    """Extract, but crash or hang over documents whose text says so, and crash once where a mark is left."""
    if b"CRASH" in item.data:
        os._exit(9)
    if b"HANG" in item.data:
        time.sleep(600)
    if b"ONCE" in item.data:
        mark = Path(item.key).with_suffix(".tmp")
        if not mark.exists():
            mark.touch()
            os._exit(9)
    return extract(item, options)


def counting(item: Item, options: Options) -> Outcome:
    """Extract and leave a mark beside the document for each time."""
    with Path(item.key).with_suffix(".log").open("a") as log:
        log.write("1")
    return extract(item, options)
