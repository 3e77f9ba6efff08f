"""Extraction in processes of its own: a crash or a hang costs the document that caused it, no other."""

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, NoReturn, TypeVar

from extractor import pipeline
from extractor.errors import ZhengceError
from extractor.pipeline import Options
from extractor.types import Result

J = TypeVar("J")
Work = Callable[[J, Options], Result]
"""What is done with a job, in the worker: a function of a module."""
Fail = Callable[[J, Options, str, str], Result]
"""The failed Result of a job, made by the parent: job, options, code (`crashed`, `timeout`) and cause in Chinese."""

PER_WORKER = 2
"""Jobs in hand for each worker: what bounds memory."""
START = 120.0
"""Seconds that a process may take to start; a job's own time begins when it is warm."""
GRACE = 2.0
"""Seconds that a process has to end by itself."""
THREAD_VARIABLES = ("ZHENGCE_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_MIB = 1024 * 1024


@dataclass(slots=True)
class _Task(Generic[J]):
    job: J
    result: Result | None = None


@dataclass(slots=True, eq=False)
class _Worker(Generic[J]):
    """A process, this side of its pipe, what it has in hand, and when (monotonic) its patience ends."""

    process: BaseProcess
    pipe: Connection
    end: float
    task: _Task[J] | None = None
    warm: bool = False

    def dismiss(self) -> None:
        self.pipe.close()
        end(self.process)


@dataclass(slots=True)
class Pool(Generic[J]):
    """Warm workers, each replaced when its job kills it or takes more than `seconds` (0: no limit).

    Workers × threads = cores. `options.limits.max_memory` bounds the memory of a worker whose time is limited.
    """

    work: Work[J]
    fail: Fail[J]
    options: Options
    workers: int = 1
    seconds: float = 0
    _crew: list[_Worker[J]] = field(default_factory=list)

    def run(self, jobs: Iterable[J]) -> Generator[Result]:
        """Yield the result of every job, in order.

        Raises the first ZhengceError of `work`, and one when the processes do not even start.
        """
        source, window = iter(jobs), self.workers * PER_WORKER
        order: deque[_Task[J]] = deque()
        waiting: deque[_Task[J]] = deque()
        try:
            while True:
                for job in _take(source, window - len(order)):
                    order.append(_Task(job))
                    waiting.append(order[-1])
                if not order:
                    return
                self._hire(len(waiting))
                self._give(waiting)
                self._listen()
                while order and order[0].result is not None:
                    yield order.popleft().result  # type: ignore[misc]
        finally:
            for worker in self._crew:
                worker.dismiss()
            self._crew.clear()

    def _hire(self, waiting: int) -> None:
        idle = sum(worker.task is None for worker in self._crew)
        for _ in range(min(waiting - idle, self.workers - len(self._crew))):
            with pinned(max(1, cores() // self.workers)):
                self._crew.append(_start(self.work, self.options, self._memory))

    @property
    def _memory(self) -> int:
        return self.options.limits.max_memory if self.seconds else 0

    def _give(self, waiting: deque[_Task[J]]) -> None:
        for worker in self._crew:
            if waiting and worker.warm and worker.task is None:
                worker.task = waiting.popleft()
                worker.end = time.monotonic() + self.seconds if self.seconds else float("inf")
                with suppress(OSError):  # a dead process is noticed where its answer is awaited
                    worker.pipe.send(worker.task.job)

    def _listen(self) -> None:
        """Wait for the first answers; what is dead or late by then fails."""
        awaited = [worker for worker in self._crew if worker.task or not worker.warm]
        patience = min((worker.end for worker in awaited), default=0.0) - time.monotonic()
        ready = wait([worker.pipe for worker in awaited], None if patience == float("inf") else max(0.0, patience))
        for worker in awaited:
            if worker.pipe in ready:
                self._hear(worker)
            elif worker.end <= time.monotonic():
                self._lose(worker, "timeout", f"超过 {self.seconds:g} 秒，已停止；可加大 --max-seconds 后重试")

    def _hear(self, worker: _Worker[J]) -> None:
        try:
            reply = worker.pipe.recv()
        except (EOFError, OSError):
            more = "加大 --max-memory" if self._memory else "减少 --workers"
            cause = f"的进程意外退出（可能是内存不足），该文件未抽取；请拆成几个文件，或{more}"
            self._lose(worker, "crashed", cause)
            return
        if isinstance(reply, Exception):
            raise reply
        if worker.task is None:
            worker.warm = True
        else:
            worker.task.result, worker.task = reply, None

    def _lose(self, worker: _Worker[J], code: str, cause: str) -> None:
        worker.dismiss()
        self._crew.remove(worker)
        if worker.task is None:
            raise ZhengceError("工作进程不能启动；请检查内存和安装是否完整")
        worker.task.result = self.fail(worker.task.job, self.options, code, cause)


def end(process: BaseProcess) -> None:
    """End a process at once; one that `ends_clean` has a moment to end the converter that it runs, and to clear up."""
    process.terminate()
    process.join(GRACE)
    process.kill()
    process.join()


def ends_clean(*signals: signal.Signals) -> None:
    """Let these signals end this process in silence, by way of every `finally`; a second one changes nothing."""

    def leave(*_: object) -> NoReturn:
        for one in signals:
            signal.signal(one, signal.SIG_IGN)
        raise SystemExit

    for one in signals:
        signal.signal(one, leave)


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def pinned(threads: int) -> Iterator[None]:
    """Give processes that start in the block so many threads each, where the user says nothing else.

    Libraries look at these variables when they are imported.
    """
    unset = [name for name in THREAD_VARIABLES if name not in os.environ]
    os.environ.update(dict.fromkeys(unset, str(threads)))
    try:
        yield
    finally:
        for name in unset:
            del os.environ[name]


def _take(source: Iterator[J], count: int) -> Iterator[J]:
    for _, job in zip(range(count), source, strict=False):
        yield job


def _start(work: Work[J], options: Options, memory: int) -> _Worker[J]:
    """Start a process afresh, the same on every system."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, work, options, memory), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours, time.monotonic() + START)


def _serve(pipe: Connection, work: Work[J], options: Options, memory: int) -> None:
    """Answer each job with its result, or with the error that ends the run; end with the parent."""
    ends_clean(signal.SIGINT, signal.SIGTERM)  # the parent tells the user of Ctrl-C
    with suppress(ZhengceError):  # the first job says what is wrong
        pipeline.load_recogniser(options.recogniser)
    if memory:
        _bound(memory)
    with suppress(EOFError, OSError):
        pipe.send(True)
        while True:
            job = pipe.recv()
            try:
                reply: Result | Exception = work(job, options)
            except Exception as error:
                reply = error
            pipe.send(reply)


def _bound(memory: int) -> None:
    """Give this process at most so many MiB, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 (not on every system)

        resource.setrlimit(resource.RLIMIT_AS, (memory * _MIB, memory * _MIB))
