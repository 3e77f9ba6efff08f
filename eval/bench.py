"""End to end: characters per second by workers and by length, time to the first record, memory; beside jionlp.

    python -m eval.bench FOLDER… [--recogniser rules] [--seconds 45] [--longest 1000000] [--out FILE]

The documents of FOLDER are chained to texts of 1 k to 1 M characters, extracted through the workers of a bulk run,
each measurement for its share of `--seconds` and one text at least. Prints a line for each; cost that grows faster
than the text shows as falling characters per second. jionlp (its time and money extractors; it has no commitments)
is timed on the same documents if installed.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from itertools import cycle
from pathlib import Path
from typing import Any

from extractor.bulk.crew import Foreman, LocalCrew, Patience, Process, cores
from extractor.bulk.items import Item, Outcome
from extractor.pipeline import Options, extract_file
from extractor.read import find

LENGTHS = (1_000, 10_000, 100_000, 1_000_000)
_FIRST = (
    "import resource, sys, time; began = time.perf_counter()\n"
    "from extractor.pipeline import Options, extract_text\n"
    "extract_text(sys.stdin.read(), recogniser=sys.argv[1])\n"
    "print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)\n"
)
Row = dict[str, Any]


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--recogniser", default="rules")
    parser.add_argument("--seconds", type=float, default=45.0)
    parser.add_argument("--longest", type=int, default=LENGTHS[-1], help="characters of the longest text")
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    texts = [result.text for path in find(chosen.paths) if (result := extract_file(path, Options("rules"))).text]
    counts = sorted({1, 2, cores()})
    share = chosen.seconds / (len(LENGTHS) + len(counts) + 1)
    lengths = [length for length in LENGTHS if length <= chosen.longest]
    table = []
    for row in _measure(texts, counts, lengths, chosen.recogniser, share):
        print("  ".join(f"{key} {_word(value)}" for key, value in row.items()), flush=True)
        table.append(row)
    if chosen.out:
        chosen.out.write_text(json.dumps(table, indent=1), "utf-8")


def _measure(texts: list[str], counts: list[int], lengths: list[int], recogniser: str, share: float) -> Iterator[Row]:
    yield _start(texts[0], recogniser)
    for workers in counts:
        yield _bulk(chain(texts, 4_000), 4_000, workers, recogniser, share)
    for length in lengths:
        yield _bulk(chain(texts, length), length, 1, recogniser, share)
    yield from _jionlp(chain(texts, 1_000), share)


def _word(value: object) -> str:
    return f"{value:,.2f}" if isinstance(value, float) else str(value)


def chain(texts: list[str], length: int) -> Iterator[str]:
    """Yield texts of so many characters without end, whole documents one after the other, the last one cut."""
    held = ""
    for text in cycle(texts):
        held += text.strip() + "\n\n"
        while len(held) >= length:
            yield held[:length]
            held = held[length:]


def _start(text: str, recogniser: str) -> Row:
    """Return the seconds from the start of Python to the first Result, and the peak memory in MB."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _FIRST, recogniser], input=text.encode(), capture_output=True, check=True
    )
    inner, memory = map(float, done.stdout.split())
    return {"what": "first record", "seconds": time.perf_counter() - began, "import + extract": inner, "MB": memory}


class _Counted(LocalCrew):
    """Remembers its workers, whose memory is asked for while they live."""

    def __init__(self, size: int, options: Options) -> None:
        super().__init__(size, options)
        self.workers: list[Process] = []

    def hire(self) -> Process:
        self.workers.append(super().hire())
        return self.workers[-1]


def _bulk(texts: Iterator[str], length: int, workers: int, recogniser: str, seconds: float) -> Row:
    """Return what workers do within so many seconds, their start left out; the last documents are waited for."""
    crew = _Counted(workers, Options(recogniser))
    with closing(Foreman(crew, Patience(600.0))) as foreman:
        list(foreman.run(iter([Item(f"warm{one}", next(texts).encode()) for one in range(workers)])))
        began = time.perf_counter()
        done = [found for _, found in foreman.run(_until(texts, began + seconds)) if isinstance(found, Outcome)]
        passed = time.perf_counter() - began
        memory = max(_peak(worker.process.pid) for worker in crew.workers)
    characters = sum(one.characters for one in done)
    return {
        "what": f"{length:,} characters, {workers} workers",
        "documents": len(done),
        "characters/s": characters / passed,
        "MB": memory,
    }


def _until(texts: Iterator[str], end: float) -> Iterator[Item]:
    """Yield one document at least, and more until the moment `end`."""
    for number, text in enumerate(texts):
        yield Item(f"{number}", text.encode())
        if time.perf_counter() >= end:
            return


def _peak(process: int | None) -> float:
    """Return a process's peak memory in MB, 0 where the system does not say."""
    try:
        status = Path(f"/proc/{process}/status").read_text("utf-8")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


def _jionlp(texts: Iterator[str], seconds: float) -> list[Row]:
    """Time jionlp's extractors that come nearest, sentence parsing included, if it is installed."""
    try:
        jio = import_module("jionlp")
    except ImportError:
        return [{"what": "jionlp", "characters/s": "not installed: pip install jionlp"}]
    jobs = [getattr(jio.ner, name)() for name in ("TimeExtractor", "MoneyExtractor") if hasattr(jio.ner, name)]
    for job in jobs:
        job(next(texts)[:200])
    began, characters = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        text = next(texts)
        for job in jobs:
            job(text)
        characters += len(text)
    rate = characters / (time.perf_counter() - began)
    return [{"what": "jionlp time + money, 1,000 characters, 1 process", "characters/s": rate}]


if __name__ == "__main__":
    main()
