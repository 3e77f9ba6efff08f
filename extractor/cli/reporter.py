"""What a batch says on standard error: complaints, progress, a last line."""

import sys
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol

import click

from extractor.export.cells import printable
from extractor.types import Issue, Result

LONG = 5
"""So many files make a progress bar worth while."""

_SLOTS = {"deadlines": "有时限", "agencies": "有责任主体", "metrics": "有指标"}


class _Bar(Protocol):
    def advance(self, task_id: Any) -> None: ...


class Reporter:
    """Counts results as they pass and complains about those that are not whole."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def watch(self, results: Iterable[Result], total: int, *, quiet: bool) -> Generator[Result]:
        """Pass results on; draw a progress bar unless `quiet`, too short, or no one sees it."""
        drawn = not quiet and total >= LONG and sys.stderr.isatty()
        with _progress() if drawn else nullcontext() as bar:
            task = bar.add_task("抽取", total=total) if bar else None
            for result in results:
                self._count(result)
                yield result
                if bar and task is not None:
                    bar.advance(task)

    def _count(self, result: Result) -> None:
        self.counts[result.status] += 1
        for record in (record for policy in result.documents for record in policy.records):
            self.counts["records"] += 1
            self.counts.update(slot for slot in _SLOTS if getattr(record, slot))
        for line in complaints(result):
            click.echo(line, err=True)

    def summary(self) -> str:
        """Return the last line: files by status, and records."""
        counts = self.counts
        files = counts["ok"] + counts["partial"] + counts["failed"]
        slots = "，".join(f"{name} {counts[slot]}" for slot, name in _SLOTS.items())
        return (
            f"共 {files} 个文件：完成 {counts['ok']}，部分完成 {counts['partial']}，"
            f"失败 {counts['failed']}；记录 {counts['records']} 条（{slots}）"
        )


def complaints(result: Result) -> Iterator[str]:
    """Yield one line for a failed or partial result: file and first cause."""
    if result.status == "ok":
        return
    worst = "fatal" if result.status == "failed" else "partial"
    issues = [issue for issue in result.issues if issue.severity == worst]
    name = "失败" if result.status == "failed" else "部分完成"
    more = f"（另有 {len(issues) - 1} 个问题）" if len(issues) > 1 else ""
    yield printable(f"{name}：{_cause(result.source.path, issues)}{more}")


def _cause(path: str, issues: list[Issue]) -> str:
    message = " ".join(issues[0].message.split()) if issues else "原因不明"
    return message if path in message else f"{path}：{message}"


def _progress() -> AbstractContextManager[Any]:
    from rich.console import Console  # noqa: PLC0415 (slow to import, seldom needed)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("剩余"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
    )
