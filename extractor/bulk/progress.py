"""What a bulk run says of itself on standard error: how far, how fast, how long still."""

import sys
import time
from collections import Counter
from collections.abc import Callable

from extractor.bulk.items import Entry, Outcome
from extractor.export.cells import printable

EVERY, SELDOM = 0.5, 30.0
"""Seconds between two lines on a terminal, and in a file."""


class Progress:
    """Counts documents and prints a line now and then; `total` is the bytes of all sources, 0 when not known."""

    def __init__(self, total: int, say: Callable[[str], None] | None = None, *, quiet: bool = False) -> None:
        self.counts: Counter[str] = Counter()
        self._total, self._consumed, self._begun = total, 0, time.monotonic()
        self._drawn = sys.stderr.isatty()
        self._say, self._quiet = say or self._print, quiet
        self._next = self._begun + (EVERY if self._drawn else SELDOM)
        self._first: tuple[int, float] | None = None

    def kept(self, entry: Entry, consumed: int, stale: str = "") -> None:
        """Count a document that an earlier run did; complain where it is `stale`, not read again."""
        self.counts["kept"] += 1
        self.counts["failed"] += entry.status == "failed"
        self._complain("沿用以前的结果", stale)
        self._pass(consumed)

    def done(self, outcome: Outcome, consumed: int) -> None:
        """Count a document that this run did, and complain when it failed."""
        if self._first is None:
            self._first = (consumed, time.monotonic())
        self.counts["done"] += 1
        self.counts["failed"] += outcome.entry.status == "failed"
        self.counts["characters"] += outcome.characters
        self._complain("隔离", outcome.entry.message if outcome.entry.status == "failed" else "")
        self._pass(consumed)

    def summary(self) -> str:
        """Return the last line."""
        counts, seconds = self.counts, max(time.monotonic() - self._begun, 1e-9)
        self._clear()
        return (
            f"共 {counts['done'] + counts['kept']} 篇：本次抽取 {counts['done']}，此前已有 {counts['kept']}，"
            f"隔离 {counts['failed']}；用时 {duration(seconds)}，{counts['characters'] / seconds:,.0f} 字/秒"
        )

    def line(self) -> str:
        """Return where the run stands."""
        counts, now = self.counts, time.monotonic()
        seconds = max(now - self._begun, 1e-9)
        share = f"（{min(1.0, self._consumed / self._total):.0%}）" if self._total else ""
        parts = [
            f"已完成 {counts['done'] + counts['kept']} 篇{share}",
            f"{counts['done'] / seconds:.1f} 篇/秒",
            f"{counts['characters'] / seconds:,.0f} 字/秒",
        ]
        if (left := self._left(now)) is not None:
            parts.append(f"剩余约 {duration(left)}")
        if counts["failed"]:
            parts.append(f"隔离 {counts['failed']}")
        return "，".join(parts)

    def _left(self, now: float) -> float | None:
        """Return the seconds still to go, by the bytes of this run; what earlier runs did took no time."""
        if self._first is None or not self._total:
            return None
        passed, seconds = self._consumed - self._first[0], now - self._first[1]
        return (self._total - self._consumed) * seconds / passed if passed > 0 else None

    def _complain(self, what: str, message: str) -> None:
        if message and not self._quiet:
            self._clear()
            self._say(printable(f"{what}：{' '.join(message.split())}"))

    def _pass(self, consumed: int) -> None:
        self._consumed = max(self._consumed, consumed)
        if not self._quiet and time.monotonic() >= self._next:
            self._next = time.monotonic() + (EVERY if self._drawn else SELDOM)
            if self._drawn:
                sys.stderr.write(f"\r{self.line()}\x1b[K")
                sys.stderr.flush()
            else:
                self._say(self.line())

    def _clear(self) -> None:
        if self._drawn:
            sys.stderr.write("\r\x1b[K")

    @staticmethod
    def _print(line: str) -> None:
        sys.stderr.write(line + "\n")


def duration(seconds: float) -> str:
    """Return a length of time in words: 42 秒, 3 分 20 秒, 2 小时 5 分."""
    whole = round(seconds)
    hours, minutes = whole // 3600, whole % 3600 // 60
    if hours:
        return f"{hours} 小时 {minutes} 分"
    return f"{minutes} 分 {whole % 60} 秒" if minutes else f"{whole} 秒"
