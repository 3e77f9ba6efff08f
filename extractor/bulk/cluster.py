"""The same crew on a Ray cluster: actors hold the model, a dead node's documents go to another actor."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractor.bulk.crew import Reply, Sign
from extractor.bulk.files import library
from extractor.bulk.items import Item
from extractor.bulk.worker import Work, extract
from extractor.errors import ModelError, OptionError, ZhengceError
from extractor.isolate import THREAD_VARIABLES
from extractor.pipeline import Options


@dataclass(slots=True, eq=False)
class Seat:
    """An actor; `reply` is the reference of the answer under way, `fresh` until its beginning is told."""

    actor: Any
    ready: Any
    reply: Any = None
    fresh: bool = False


class RayCrew:
    """Actors of a Ray cluster; zhengce must be installed on its nodes.

    `size` None takes every core of the cluster, `address` None starts a cluster of this machine.
    Raises OptionError when ray is missing or the address does not answer.
    """

    def __init__(self, size: int | None, options: Options, address: str | None = None, work: Work = extract) -> None:
        self._ray, self._options, self._work = library("ray", "ray"), options, work
        if not self._ray.is_initialized():
            try:
                self._ray.init(address=address, log_to_driver=False, logging_level="ERROR")
            except ConnectionError as error:
                raise OptionError(
                    f"连不上 Ray 集群“{address}”（{error}）；请检查地址，或先运行 ray start --head"
                ) from None
        cores = int(self._ray.cluster_resources().get("CPU", 1))
        self.size = size or max(1, cores)
        self._threads = max(1, cores // self.size)

    def hire(self) -> Seat:
        """Place an actor; Ray starts it while the caller goes on."""
        environment = {"env_vars": dict.fromkeys(THREAD_VARIABLES, str(self._threads))}
        wanted = _actor(self._ray).options(num_cpus=self._threads, runtime_env=environment, max_restarts=0)
        actor = wanted.remote(self._options, self._work)
        return Seat(actor, actor.ready.remote())

    def send(self, worker: Seat, item: Item) -> None:
        """Give a document to an actor; `wait` tells when it is dead."""
        worker.reply, worker.fresh = worker.actor.work.remote(item), True

    def wait(self, workers: Sequence[Seat], seconds: float) -> list[tuple[Seat, Reply]]:
        """Return the replies that are there; that a document is begun is told once its actor lives."""
        marks = {self._mark(worker): worker for worker in workers}
        ready, _ = self._ray.wait(list(marks), num_returns=1, timeout=seconds)
        return [(marks[mark], self._receive(marks[mark], mark)) for mark in ready]

    def dismiss(self, worker: Seat) -> None:
        """Kill an actor."""
        self._ray.kill(worker.actor)

    @staticmethod
    def _mark(worker: Seat) -> Any:
        return worker.ready if worker.fresh else worker.reply

    def _receive(self, worker: Seat, mark: Any) -> Reply:
        try:
            value = self._ray.get(mark)
        except self._ray.exceptions.RayTaskError as error:
            if isinstance(error.cause, (OptionError, ModelError)):
                return error.cause
            return ZhengceError(f"Ray 上的任务出错：{error.cause}")
        except (self._ray.exceptions.RayError, OSError):
            return Sign.GONE
        if worker.fresh:
            worker.fresh = False
            return Sign.BEGUN
        reply: Reply = value
        return reply


@cache
def _actor(ray: Any) -> Any:
    class Actor:
        """Holds the options and, once it has worked, the model."""

        def __init__(self, options: Options, work: Work) -> None:
            self._options, self._work = options, work

        def ready(self) -> bool:
            return True

        def work(self, item: Item) -> Any:
            return self._work(item, self._options)

    return ray.remote(Actor)
