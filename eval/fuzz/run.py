"""Mutated files of a format: reading them ends in a Document or a ReadError, in time, and leaves no file behind.

    python -m eval.fuzz docx [-n 150] [--seed 1] [--seconds 20] [--keep FOLDER]

A format is one more function in `eval/fuzz/seeds.py`. Each file is made from the seed and its number alone,
so that `--only NUMBER` repeats one. It is read as a document, its members too where it is a container, and its
rows where it is a table. Prints how many ended how; exits with 1 for a crash, a hang, or a file left in the
temporary folder. `--without-office` leaves old Word files to antiword, which is many times as fast as LibreOffice.
"""

import argparse
import multiprocessing
import os
import random
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from eval.fuzz.mutations import mutate, repack
from eval.fuzz.seeds import SEEDS
from eval.fuzz.ways import SECONDS, read_every_way
from extractor.read import convert

BAD = ("crash", "hang", "killed")
START_SECONDS = 60
VARIETY = 40
"""So many whole files are made, and mutated again and again."""


class Outcome(NamedTuple):
    """How one file ended: `document`, the code of an error that the user is told, or one of BAD; `detail` says more."""

    number: int
    kind: str
    detail: str


def main() -> int:
    """Run and print; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("format", choices=sorted(SEEDS))
    parser.add_argument("-n", "--number", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="time for one file")
    parser.add_argument("--only", type=int, help="repeat the file of this number")
    parser.add_argument("--keep", type=Path, help="folder for the files that crash or hang")
    parser.add_argument("--without-office", action="store_true", help="do not use LibreOffice")
    chosen = parser.parse_args()
    numbers = range(chosen.number) if chosen.only is None else [chosen.only]
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        outcomes = list(run(chosen.format, numbers, chosen.seed, chosen.seconds, folder, chosen.without_office))
        left = sorted(path.name for path in Path(folder).iterdir())
    counts = dict(Counter(one.kind for one in outcomes))
    sys.stdout.write(f"{chosen.format}: {len(outcomes)} files, seed {chosen.seed} {counts}\n")
    bad = [one for one in outcomes if one.kind in BAD]
    for one in bad:
        sys.stdout.write(f"--- file {one.number}: {one.kind}\n{one.detail}\n")
        if chosen.keep:
            chosen.keep.mkdir(parents=True, exist_ok=True)
            (chosen.keep / f"{chosen.format}-{one.number}").write_bytes(make(chosen.format, chosen.seed, one.number))
    if left:
        sys.stdout.write(f"files left behind: {' '.join(left)}\n")
    return 1 if bad or left else 0


def make(name: str, seed: int, number: int) -> bytes:
    """Return the mutated file of that number."""
    return mutate(_whole(name, f"{name} {seed} {number % VARIETY}"), random.Random(f"{name} {seed} {number}"))


@lru_cache(VARIETY)
def _whole(name: str, chance: str) -> bytes:
    return repack(SEEDS[name](random.Random(chance)))


def run(  # noqa: PLR0913, PLR0917 -- one parameter an option
    name: str, numbers: range | list[int], seed: int, seconds: float, folder: str, bare: bool = False
) -> Iterator[Outcome]:
    """Yield the outcome of each file, read in a worker process that is replaced when it hangs or dies.

    `folder` is the worker's temporary folder; `bare` is a machine without LibreOffice.
    """
    worker = _Worker(folder, bare, seconds)
    try:
        for number in numbers:
            outcome = worker.read(make(name, seed, number), number)
            if outcome.kind in ("hang", "killed"):
                worker.end()
                worker = _Worker(folder, bare, seconds)
            yield outcome
    finally:
        worker.end()


class _Worker:
    def __init__(self, folder: str, bare: bool, seconds: float) -> None:
        self._seconds = seconds
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, folder, bare, seconds), daemon=True)
        self._process.start()
        theirs.close()
        if not self._pipe.poll(START_SECONDS):
            raise RuntimeError("the worker did not start")
        self._pipe.recv()

    def read(self, data: bytes, number: int) -> Outcome:
        self._pipe.send_bytes(data)
        try:
            if not self._pipe.poll(self._seconds):
                return Outcome(number, "hang", f"more than {self._seconds:g} s")
            kind, detail = self._pipe.recv()
        except EOFError:
            self._process.join()
            return Outcome(number, "killed", f"exit code {self._process.exitcode}")
        return Outcome(number, kind, detail)

    def end(self) -> None:
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection, folder: str, bare: bool, seconds: float) -> None:
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    if bare:
        convert.office = lambda: None
    pipe.send("ready")
    while True:
        try:
            data = pipe.recv_bytes()
        except EOFError:
            return
        pipe.send(outcome(data, seconds))


def outcome(data: bytes, seconds: float = SECONDS) -> tuple[str, str]:
    """Return how reading ends, and more on a crash."""
    try:
        return read_every_way(data, seconds)
    except Exception:
        return "crash", traceback.format_exc()
