"""New files of a folder into a data set as they arrive; the folder is looked through again and again."""

import os
import stat
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from extractor.bulk import sources
from extractor.bulk.items import Item
from extractor.bulk.run import Builder
from extractor.bulk.shards import Shard
from extractor.read import DEFAULT_LIMITS, Limits, find
from extractor.read.reader import display

Look = tuple[int, ...]
"""Size in bytes, times of change of content and entry in nanoseconds, and number of a file."""


class Arrivals:
    """Tells which files of a folder are new or changed and no longer being written."""

    def __init__(self, folder: str, settle: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder, self._settle, self._clock = folder, settle, clock
        self._since: dict[str, tuple[Look, float]] = {}
        self._taken: dict[str, Look] = {}

    def settled(self) -> list[str]:
        """Return the files that kept size and time for `settle` seconds, each once as long as it stays so."""
        now, before = self._clock(), self._since
        looks = {name: look for name in find([self._folder]) if (look := _look(name))}
        self._since = {
            name: before[name] if name in before and before[name][0] == look else (look, now)
            for name, look in looks.items()
        }
        self._taken = {name: look for name, look in self._taken.items() if looks.get(name) == look}
        found = [
            name for name, (_, since) in self._since.items() if now - since >= self._settle and name not in self._taken
        ]
        self._taken.update((name, looks[name]) for name in found)
        return found


class Intake:
    """Puts arrived files into a data set. It holds the name and shard of every document of the data set."""

    def __init__(self, builder: Builder, limits: Limits = DEFAULT_LIMITS, *, retry: bool = False) -> None:
        self._builder, self._dataset, self._limits = builder, builder.dataset, limits
        self._numbers = count(1)
        self._homes: dict[str, tuple[str, str]] = {}
        for shard in self._dataset.manifest.shards():
            line = self._dataset.manifest.get(shard)
            self._leave({one.key for one in line.entries if one.key in self._homes} if line else set())
            for one in line.entries if line else ():
                stale = (line and line.made != builder.made) or (retry and one.status == "failed")
                self._homes[one.key] = (shard, "stale" if stale else one.sha256)

    def take(self, names: list[str]) -> None:
        """Extract what is new or changed in these files and put it into the data set, shard by shard."""
        settings = self._dataset.settings
        batch: list[Item] = []
        gone: set[str] = set()
        for item in sources.items(_there(names, gone), text_column=settings.text_column, limits=self._limits):
            gone -= {item.key, item.key.rpartition("#")[0]}
            known = self._homes.get(item.key, ("", ""))[1]
            if not known or (known != item.sha256 and not item.unread):
                batch.append(item)
            if len(batch) >= settings.size:
                self._put(batch)
                batch = []
        if batch:
            self._put(batch)
        self._leave(gone)  # an archive that could not be opened before
        self._dataset.list_failed()

    def _put(self, items: list[Item]) -> None:
        """Add a shard, then take what it replaces out of others. A kill in between is mended at the next start."""
        name = next(name for number in self._numbers if not self._dataset.manifest.get(name := f"watch-{number:06}"))
        self._builder.build([Shard(tuple(items), name)])
        self._leave({item.key for item in items})
        self._homes.update((item.key, (name, item.sha256)) for item in items)

    def _leave(self, keys: set[str]) -> None:
        """Take the earlier rows of documents out of the shards that have them."""
        homes: dict[str, set[str]] = {}
        for key in keys:
            home, _ = self._homes.pop(key, ("", ""))
            homes.setdefault(home, set()).add(key)
        for home, left in homes.items():
            line = self._dataset.manifest.get(home)
            if line is None or line.made is None:
                continue
            others = [one for key, one in self._dataset.outcomes(line).items() if key not in left]
            if others:
                self._dataset.commit(home, line.made, others)
            else:
                self._dataset.remove(home)


def _there(names: list[str], met: set[str]) -> Iterator[str]:
    """Yield the files that are still there when their turn comes, and note what they are called."""
    for name in names:
        if _look(name):
            met.add(display(Path(name)))
            yield name


def watch(arrivals: Arrivals, intake: Intake, pause: Callable[[], bool]) -> None:
    """Take in what arrives, until `pause`, which waits between two looks, returns False."""
    while True:
        if names := arrivals.settled():
            intake.take(names)
        if not pause():
            return


def every(seconds: float) -> Callable[[], bool]:
    """Return a pause of so many seconds that never ends a watch."""

    def pause() -> bool:
        time.sleep(seconds)
        return True

    return pause


def _look(name: str) -> Look | None:
    try:
        state = os.stat(name)  # noqa: PTH116 (a name may be no path at all)
    except (OSError, ValueError):
        return None
    if stat.S_ISDIR(state.st_mode):  # a folder that cannot be listed, now
        return None
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino
