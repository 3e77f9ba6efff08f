"""Ray against local on a real cluster of two nodes on this machine, one worker and then one node lost on the way."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bulkcases import begin, build, documents, hostile, shards, statuses

from extractor.bulk import crew
from extractor.bulk.crew import Patience
from extractor.bulk.dataset import opened
from extractor.bulk.items import Outcome
from extractor.bulk.progress import Progress
from extractor.bulk.run import Plan, bulk
from extractor.bulk.worker import Work, extract
from extractor.pipeline import Options

ray = pytest.importorskip("ray")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    from ray.cluster_utils import Cluster  # noqa: PLC0415

    node = {"num_cpus": 1, "object_store_memory": 100_000_000}
    made = Cluster(initialize_head=True, head_node_args={**node, "include_dashboard": False})
    made.add_node(**node)
    environment = {"env_vars": {"PYTHONPATH": str(Path(__file__).parent)}}
    ray.init(address=made.address, log_to_driver=False, logging_level="ERROR", runtime_env=environment)
    yield made
    ray.shutdown()
    made.shutdown()


class Losing(Progress):
    """Takes a node away after so many documents."""

    def __init__(self, cluster: Any, after: int) -> None:
        super().__init__(0, quiet=True)
        self._cluster, self._after = cluster, after

    def done(self, outcome: Outcome, consumed: int) -> None:
        super().done(outcome, consumed)
        if self.counts["done"] == self._after:
            (worker,) = self._cluster.worker_nodes
            self._cluster.remove_node(worker, allow_graceful=False)


def on_ray(folder: Path, source: Path, progress: Progress, work: Work = extract, seconds: float = 60.0) -> None:
    from extractor.bulk.cluster import RayCrew  # noqa: PLC0415

    plan = Plan(Options(), Patience(seconds, 0))
    with opened(folder, begin(source)) as dataset:
        bulk(dataset, RayCrew(2, plan.options, work=work), plan, progress)


@pytest.mark.usefixtures("cluster")
def test_results_are_those_of_local_processes(tmp_path: Path) -> None:
    source = documents(tmp_path / "src", 20).resolve()
    (source / "渠道11a.txt").write_text("CRASH 整治渠道", "utf-8")
    (source / "渠道12a.txt").write_text("HANG 整治渠道", "utf-8")
    (source / "渠道13a.txt").write_text("ONCE 2031年底前整治渠道9条。", "utf-8")
    on_ray(tmp_path / "ray", source, Progress(0, quiet=True), hostile, 5.0)
    assert (source / "渠道13a.tmp").exists()  # a worker was lost over it, and it was done all the same
    build(tmp_path / "local", source, work=hostile, seconds=5.0)
    assert sum(status == "failed" for status in statuses(tmp_path / "ray").values()) == 2
    assert shards(tmp_path / "ray") == shards(tmp_path / "local")


def test_a_lost_node_costs_no_document(tmp_path: Path, cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "START", 8.0)
    source = documents(tmp_path / "src", 30)
    on_ray(tmp_path / "ray", source, Losing(cluster, 10))
    build(tmp_path / "local", source)
    assert shards(tmp_path / "ray") == shards(tmp_path / "local")
