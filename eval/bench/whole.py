"""The whole way, as a user runs it: time to the first record, characters per second by workers and by length."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import cycle
from pathlib import Path

from eval.bench.row import Row
from extractor.bulk.crew import Foreman, LocalCrew, Patience, Process
from extractor.bulk.items import Item, Outcome
from extractor.pipeline import Options

DOCUMENT = 4_000
"""Characters of a usual document."""
_FIRST = (
    "import resource, sys\n"
    "from extractor.pipeline import extract_text\n"
    "extract_text(sys.stdin.read(), recogniser=sys.argv[1])\n"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)\n"
)


def chain(texts: list[str], length: int) -> Iterator[str]:
    """Yield texts of so many characters without end, whole documents one after the other, the last one cut."""
    held = ""
    for text in cycle(texts):
        held += text.strip() + "\n\n"
        while len(held) >= length:
            yield held[:length]
            held = held[length:]


def start(text: str, recogniser: str) -> Row:
    """Measure from the start of Python to the first Result."""
    began = time.perf_counter()
    command = [sys.executable, "-c", _FIRST, recogniser]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    passed = time.perf_counter() - began
    return Row("start", f"to the first record, {len(text):,} characters", seconds=passed, memory=float(done.stdout))


def bulk(texts: list[str], length: int, workers: int, recogniser: str, seconds: float) -> Row:
    """Measure what workers do within so many seconds, their start left out; the last documents are waited for."""
    drawn = chain(texts, length)
    crew = _Counted(workers, Options(recogniser))
    with closing(Foreman(crew, Patience(600.0))) as foreman:
        list(foreman.run(iter([Item(f"warm{one}", next(drawn).encode()) for one in range(workers)])))
        began = time.perf_counter()
        done = [found for _, found in foreman.run(_until(drawn, began + seconds)) if isinstance(found, Outcome)]
        passed = time.perf_counter() - began
        memory = max(peak(worker.process.pid) for worker in crew.workers)
    what = f"{length:,} characters a document, {workers} worker{'s' * (workers > 1)}"
    rate = sum(one.characters for one in done) / passed
    return Row("whole", what, rate, memory=memory, note=f"{len(done)} documents")


class _Counted(LocalCrew):
    """Remembers its workers, whose memory is asked for while they live."""

    def __init__(self, size: int, options: Options) -> None:
        super().__init__(size, options)
        self.workers: list[Process] = []

    def hire(self) -> Process:
        self.workers.append(super().hire())
        return self.workers[-1]


def _until(texts: Iterator[str], end: float) -> Iterator[Item]:
    """Yield one document at least, and more until the moment `end`."""
    for number, text in enumerate(texts):
        yield Item(f"{number}", text.encode())
        if time.perf_counter() >= end:
            return


def peak(process: int | None) -> float:
    """Return a process's peak memory in MB, 0 where the system does not say."""
    try:
        status = Path(f"/proc/{process}/status").read_text("utf-8")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)
