"""A bulk run over many documents: how fast, in how much memory, and whether kill −9 or bad files lose anything.

    python -m eval.endurance FOLDER… [--times 10] [--workers 2] [--kills 5] [--bad 0.05] [--recogniser rules] [--once]

The texts (*.txt) of FOLDER, copied so many times, become a data set three times: undisturbed; killed at random
moments and resumed; and with a share of corrupt and hostile files among them. Every row about a document must be
the same in all of them and in all copies; with `--once` the undisturbed run takes one copy, against which all others
are held. Prints time, characters a second and peak memory (of the largest process), documents lost, with rows too
many, and different, and what was quarantined; exits with 1 when anything is amiss.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from math import inf
from pathlib import Path
from typing import NamedTuple

import click
from pyarrow import parquet

from eval.bench.whole import peak
from eval.fuzz.mutations import mutate
from extractor.bulk.tables import TABLES
from extractor.cli.parameters import RECOGNISER
from extractor.read import find

ZHENGCE = [sys.executable, "-c", "from extractor.cli.main import run; run()"]
HOSTILE = (
    b"",
    b"\x00" * 4096,
    b"PK\x03\x04" + b"\xff" * 999,
    b"%PDF-1.7\n" + b"\x00" * 99,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x",
)


class Ran(NamedTuple):
    """What a run took: seconds, and the peak memory in MB of its largest process."""

    seconds: float
    memory: float


@click.command()
@click.argument("folders", nargs=-1, required=True)
@click.option("--times", default=10)
@click.option("--workers", default=2)
@click.option("--kills", default=5)
@click.option("--bad", default=0.05, help="share of corrupt and hostile files; 0 leaves the third run out")
@click.option("--once", is_flag=True, help="one copy in the undisturbed run")
@click.option("--seed", default=1)
@RECOGNISER
def main(  # noqa: PLR0913, PLR0917 -- one parameter an option
    folders: tuple[str, ...], times: int, workers: int, kills: int, bad: float, once: bool, seed: int, recogniser: str
) -> None:
    """Run all, print, and exit."""
    chance = random.Random(seed)
    paths = [Path(name) for name in find(folders) if name.endswith(".txt")]
    command = ["--workers", str(workers), "--recogniser", recogniser]
    with tempfile.TemporaryDirectory() as room:
        base = Path(room)
        source = base / "source"
        size, files = copies(paths, source, times)
        first = [file for file in files if Path(file).parent.name == "00"] if once else files
        share = len(first) / len(files)
        began = source / "00" if once else source
        ran = run(["bulk", str(began), "-o", str(base / "whole"), *command])
        told(f"{len(first):,} files, undisturbed, {workers} workers, {recogniser}", size * share, ran)
        found = rows(base / "whole")
        whole = {Path(file).name: digests for file, digests in found.items()}
        faults = report("undisturbed", found, whole, first)
        pauses = [chance.uniform(2, max(3, ran.seconds / share / (kills + 1))) for _ in range(kills)]
        told(f"{len(files):,} files, killed", size, killed(base / "killed", source, command, pauses))
        faults += report(f"killed {kills} times", rows(base / "killed"), whole, files)
        if bad:
            spoil(source, files, bad, chance)
            run(["bulk", str(source), "-o", str(base / "spoilt"), *command])
            faults += report("with bad files", rows(base / "spoilt"), whole, files)
            click.echo(f"quarantined: {len((base / 'spoilt' / 'quarantine.jsonl').read_bytes().splitlines())}")
    sys.exit(bool(faults))


def told(what: str, size: float, ran: Ran) -> None:
    """Print what a run of so many characters took."""
    speed = size / ran.seconds
    click.echo(f"{what}: {size:,.0f} characters, {ran.seconds:.0f} s, {speed:,.0f} characters/s, {ran.memory:.0f} MB")


def copies(paths: list[Path], source: Path, times: int) -> tuple[int, list[str]]:
    """Copy the files so many times; return the characters of all and their names in the data set."""
    files = []
    for number in range(times):
        for at, path in enumerate(paths):
            target = source / f"{number:02}" / f"{at:04}-{path.name}"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
            files.append(str(target))
    return times * sum(len(path.read_text("utf-8")) for path in paths), files


def run(arguments: list[str], most: float = inf) -> Ran:
    """Run the command to its end, or kill it after `most` seconds; its exit code 1 says that documents failed."""
    began, memory = time.monotonic(), 0.0
    process = subprocess.Popen([*ZHENGCE, *arguments], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    while process.poll() is None and (passed := time.monotonic() - began) < most:
        memory = max([memory, *map(peak, _family(process.pid))])
        time.sleep(min(0.5, most - passed))
    if process.poll() is None:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    elif process.returncode not in (0, 1):
        raise click.ClickException(f"zhengce {' '.join(arguments)} ended with {process.returncode}")
    return Ran(time.monotonic() - began, memory)


def _family(process: int) -> Iterator[int]:
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def killed(dataset: Path, source: Path, command: list[str], pauses: list[float]) -> Ran:
    """Build a data set in a run that is killed after each pause, and resumed."""
    begin = ["bulk", str(source), "-o", str(dataset), *command]
    ran = []
    for seconds in [*pauses, inf]:
        ran.append(run(begin, seconds))
        begin = ["bulk", "-o", str(dataset), "--resume", *command] if (dataset / "run.json").exists() else begin
    return Ran(sum(one.seconds for one in ran), max(one.memory for one in ran))


def spoil(source: Path, files: list[str], share: float, chance: random.Random) -> None:
    """Put bad files between the good ones: mutated, truncated, empty, and other formats that only look so."""
    for number in range(round(share * len(files))):
        good = Path(files[chance.randrange(len(files))])
        data = HOSTILE[number % len(HOSTILE)] if number % 2 else b"PK\x03\x04" + mutate(good.read_bytes(), chance)
        (good.parent / f"{good.stem}-bad{number}.docx").write_bytes(data)


def rows(dataset: Path) -> dict[str, list[str]]:
    """Return by file the digests of its rows in every table, in their order, whatever folder it lies in; of files that
    failed, nothing.
    """
    found: dict[str, list[str]] = {}
    failed = set()
    for table in TABLES:
        for path in sorted((dataset / table).glob("part-*.parquet")):
            for row in parquet.read_table(path).to_pylist():
                content = repr((table, sorted(row.items()))).replace(str(Path(row["file"]).parent), "")
                digest = sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
                found.setdefault(row["file"], []).append(digest)
                if row.get("status") == "failed":
                    failed.add(row["file"])
    return {file: digests for file, digests in found.items() if file not in failed}


def report(name: str, found: dict[str, list[str]], whole: dict[str, list[str]], files: list[str]) -> int:
    """Print what is amiss with the documents of `files`, beside those of one name in `whole`; return how much."""
    lost = [file for file in files if file not in found]
    kept = [(found[file], whole[Path(file).name]) for file in files if file in found and Path(file).name in whole]
    doubled = sum(bool(Counter(own) - Counter(first)) for own, first in kept)
    other = sum(sorted(own) != sorted(first) for own, first in kept)
    click.echo(f"{name}: {len(lost)} lost or failed, {doubled} with rows too many, {other} different")
    return len(lost) + other


if __name__ == "__main__":
    main()
