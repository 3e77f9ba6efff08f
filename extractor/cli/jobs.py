"""Many documents, some processes, results in the order of the documents."""

import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extractor import pipeline
from extractor.errors import ZhengceError
from extractor.pipeline import Options
from extractor.read import digest_file
from extractor.types import Issue, Result

STDIN = "-"
PER_WORKER = 2
"""Documents in hand for each worker: what bounds memory."""

Work = Callable[[str, Options], Result]


def extract_one(path: str, options: Options) -> Result:
    """Extract one path; whatever goes wrong with it becomes a failed result."""
    try:
        if path == STDIN:
            data = sys.stdin.buffer.read(options.limits.max_bytes + 1)
            return pipeline.extract_bytes(data, path, options)
        return pipeline.extract_file(path, options)
    except ZhengceError:
        raise
    except Exception as error:
        if options.debug:
            raise
        cause = f"处理 {path} 时出错（{type(error).__name__}），该文件未抽取；加 --debug 可显示调用栈"
        return _failed(path, options, "internal", cause)


@dataclass(frozen=True, slots=True)
class Batch:
    """How to work through documents; `work` runs in the workers, so it is a function of a module."""

    options: Options
    workers: int = 1
    work: Work = extract_one

    def run(self, paths: Iterable[str]) -> Generator[Result]:
        """Yield the result of every path in order, a failed one for a document that kills its process.

        `-` is standard input. Raises what is no document's fault: OptionError, ModelError.
        """
        if self.workers == 1:
            for path in paths:
                yield self.work(path, self.options)
            return
        queue = deque(paths)
        while queue:
            with _pool(self.workers) as pool:
                yield from self._drain(pool, queue)

    def _drain(self, pool: ProcessPoolExecutor, queue: deque[str]) -> Iterator[Result]:
        """Work through the queue; when a process dies, settle the documents in hand and stop."""
        pending: deque[tuple[str, Future[Result]]] = deque()
        try:
            while queue or pending:
                while queue and len(pending) < PER_WORKER * self.workers:
                    pending.append((queue[0], self._submit(pool, queue[0])))
                    queue.popleft()
                result = pending[0][1].result()
                pending.popleft()
                yield result
        except BrokenProcessPool:
            yield from self._settle(pending)

    def _submit(self, pool: ProcessPoolExecutor, path: str) -> "Future[Result]":
        if path != STDIN:
            return pool.submit(self.work, path, self.options)
        read: Future[Result] = Future()
        read.set_result(self.work(path, self.options))
        return read

    def _settle(self, pending: deque[tuple[str, "Future[Result]"]]) -> Iterator[Result]:
        """Yield what was done before the pool broke; try the others again, one at a time."""
        while pending:
            with _pool(1) as pool:
                alive = True
                while pending and alive:
                    path, future = pending.popleft()
                    again = future if _is_done(future) else pool.submit(self.work, path, self.options)
                    alive = _survives(again)
                    yield again.result() if alive else self._crashed(path)

    def _crashed(self, path: str) -> Result:
        cause = f"处理 {path} 的进程意外退出（可能是内存不足），该文件未抽取；请拆成几个文件再试"
        return _failed(path, self.options, "crashed", cause)


def _is_done(future: "Future[Result]") -> bool:
    return future.done() and not isinstance(future.exception(), BrokenProcessPool)


def _survives(future: "Future[Result]") -> bool:
    """Wait for a result and say whether the process lived to give one (or an error of its own)."""
    return not isinstance(future.exception(), BrokenProcessPool)


def _failed(path: str, options: Options, code: str, cause: str) -> Result:
    recogniser = pipeline.load_recogniser(options.recogniser)
    issue = Issue("read", code, cause, severity="fatal")
    return pipeline.failed(path, issue, recogniser, digest_file(Path(path), options.limits))


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Give a pool whose processes start afresh (the same on every system) and end with the block."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start() -> None:
    """Let Ctrl-C end a worker at once and in silence; the parent tells the user."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
