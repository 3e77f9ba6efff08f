"""Workers that may die or hang, and the loop that gives them documents.

The loop knows nothing of processes: a Crew hires, sends to, waits for and dismisses workers, here or on a cluster.
"""

import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, Protocol, TypeVar

from extractor.bulk.items import Item, Outcome
from extractor.bulk.worker import Work, extract, serve
from extractor.errors import ZhengceError
from extractor.isolate import cores, end, pinned
from extractor.pipeline import Options

TRIES = 2
"""A document that a worker dies over is tried again once: the worker may have died of something else."""
HOPELESS = 10
"""So many deaths before the first success mean that no worker works at all."""
START = 120.0
"""Seconds for a worker to start in; a document's own time begins when the worker takes it up."""

W = TypeVar("W")


class Sign(Enum):
    """What a worker says besides an Outcome: it took its document up, or it died."""

    BEGUN = "begun"
    GONE = "gone"


Reply = Outcome | ZhengceError | Sign
Found = Outcome | tuple[str, str]
"""What became of a document, or the code and message of what befell it."""


class Crew(Protocol[W]):
    """Workers of some kind; each has one document in hand at most."""

    size: int

    def hire(self) -> W:
        """Return a new worker."""

    def send(self, worker: W, item: Item) -> None:
        """Give a document to a worker; to a dead one without error."""

    def wait(self, workers: Sequence[W], seconds: float) -> list[tuple[W, Reply]]:
        """Return the replies that come within so many seconds; return at the first."""

    def dismiss(self, worker: W) -> None:
        """End a worker at once, whatever it does."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a document may take: `base` seconds and one more for each `rate` bytes (0: none)."""

    base: float = 120.0
    rate: int = 2000

    def of(self, item: Item) -> float:
        """Return the seconds for one document."""
        return self.base + (item.weight / self.rate if self.rate else 0)


PATIENT = Patience()


@dataclass(slots=True)
class _Hand(Generic[W]):
    """A document in a worker's hand until `end` (monotonic seconds), for the so-manieth time."""

    worker: W
    item: Item
    end: float
    tries: int
    begun: bool = False


class Foreman(Generic[W]):
    """Gives documents to a crew. It holds as many as there are workers, so memory does not grow with the input."""

    def __init__(self, crew: Crew[W], patience: Patience) -> None:
        self._crew, self._patience = crew, patience
        self._idle: list[W] = [crew.hire() for _ in range(crew.size)]
        self._busy: list[_Hand[W]] = []
        self._again: deque[tuple[Item, int]] = deque()
        self._done = self._lost = 0
        self.proven = False
        """Set where documents were done before: then many deaths are the documents' fault."""

    def run(self, items: Iterator[Item]) -> Iterator[tuple[Item, Found]]:
        """Yield each item with what became of it, as they come.

        Raises what ends a run: a worker's OptionError or ModelError, ZhengceError when no worker lives.
        """
        while True:
            self._give(items)
            if not self._busy:
                return
            patience = min(hand.end for hand in self._busy) - time.monotonic()
            workers = [hand.worker for hand in self._busy]
            for worker, reply in self._crew.wait(workers, max(0.0, patience)):
                yield from self._take(worker, reply)
            for hand in [hand for hand in self._busy if hand.end <= time.monotonic()]:
                yield from self._interrupt(hand)

    def close(self) -> None:
        """Dismiss everyone."""
        for worker in (*self._idle, *(hand.worker for hand in self._busy)):
            self._crew.dismiss(worker)
        self._idle, self._busy = [], []

    def _give(self, items: Iterator[Item]) -> None:
        while self._idle:
            item, tries = self._again.popleft() if self._again else (next(items, None), 1)
            if item is None:
                return
            worker = self._idle.pop()
            self._crew.send(worker, item)
            self._busy.append(_Hand(worker, item, time.monotonic() + START, tries))

    def _take(self, worker: W, reply: Reply) -> Iterator[tuple[Item, Found]]:
        hand = next(hand for hand in self._busy if hand.worker is worker)
        if isinstance(reply, ZhengceError):
            raise reply
        if reply is Sign.BEGUN:
            hand.begun, hand.end = True, time.monotonic() + self._patience.of(hand.item)
            return
        if reply is Sign.GONE:
            self._replace(hand)
            yield from self._mourn(hand)
            return
        self._busy.remove(hand)
        self._idle.append(worker)
        self._done += 1
        yield hand.item, reply

    def _interrupt(self, hand: _Hand[W]) -> Iterator[tuple[Item, Found]]:
        """End what takes too long; a worker that never began (its node is gone) leaves its document to the others."""
        if hand.begun:
            self._replace(hand)
            seconds = f"{self._patience.of(hand.item):g}"
            yield hand.item, ("timeout", f"处理 {hand.item.key} 超过 {seconds} 秒，已停止；可加大 --timeout 后重试")
            return
        self._busy.remove(hand)
        self._crew.dismiss(hand.worker)
        self._again.append((hand.item, hand.tries))
        if not (self._busy or self._idle):
            raise ZhengceError(f"{START:g} 秒内没有一个工作进程能启动；请检查机器或集群的资源，再用 --resume 接着做")

    def _mourn(self, hand: _Hand[W]) -> Iterator[tuple[Item, Found]]:
        self._lost += 1
        if not (self._done or self.proven) and self._lost >= HOPELESS:
            raise ZhengceError(f"工作进程接连退出 {self._lost} 次，一篇也没有做成；请检查内存和安装是否完整")
        if hand.tries < TRIES:
            self._again.append((hand.item, hand.tries + 1))
        else:
            cause = "的进程两次意外退出（可能是内存不足），未抽取；可减少 --workers 后用 --retry 重做"
            yield hand.item, ("crashed", f"处理 {hand.item.key} {cause}")

    def _replace(self, hand: _Hand[W]) -> None:
        self._busy.remove(hand)
        self._crew.dismiss(hand.worker)
        self._idle.append(self._crew.hire())


@dataclass(frozen=True, slots=True, eq=False)
class Process:
    """A worker process and this side of its pipe."""

    process: BaseProcess
    pipe: Connection


class LocalCrew:
    """Processes of this machine, started afresh; workers × threads = cores."""

    def __init__(self, size: int, options: Options, work: Work = extract) -> None:
        self.size = size
        self._options, self._work = options, work
        self._threads = max(1, cores() // size)

    def hire(self) -> Process:
        """Start a process."""
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, self._options, self._work, Sign.BEGUN), daemon=True)
        with pinned(self._threads):
            process.start()
        theirs.close()
        return Process(process, ours)

    def send(self, worker: Process, item: Item) -> None:
        """Give a document to a process; `wait` tells when it is dead."""
        with suppress(BrokenPipeError, ConnectionResetError):
            worker.pipe.send(item)

    def wait(self, workers: Sequence[Process], seconds: float) -> list[tuple[Process, Reply]]:
        """Return the replies that are there; a closed pipe is a dead process."""
        ready = wait([worker.pipe for worker in workers], seconds)
        return [(worker, _receive(worker.pipe)) for worker in workers if worker.pipe in ready]

    def dismiss(self, worker: Process) -> None:
        """End a process and wait for its end."""
        worker.pipe.close()
        end(worker.process)


def _receive(pipe: Connection) -> Reply:
    try:
        reply: Reply = pipe.recv()
    except (EOFError, OSError):
        return Sign.GONE
    return reply
