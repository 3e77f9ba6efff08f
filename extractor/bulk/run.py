"""A bulk run: sources to shards, what is new in them through the workers, whole shards into the data set."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from extractor.bulk import sources
from extractor.bulk.crew import PATIENT, Crew, Foreman, Patience
from extractor.bulk.dataset import Dataset
from extractor.bulk.items import Entry, Item, Outcome
from extractor.bulk.manifest import Line, Made
from extractor.bulk.shards import Shard, cut
from extractor.bulk.worker import made_by, refuse
from extractor.errors import OptionError
from extractor.pipeline import Options, load_recogniser
from extractor.read import find


class Watcher(Protocol):
    """Told of every document: `kept` from an earlier run, `done` now; `consumed` bytes of all sources."""

    def kept(self, entry: Entry, consumed: int, stale: str = "") -> None:
        """Count a document that is already in the data set; `stale` says why it could not be read again."""

    def done(self, outcome: Outcome, consumed: int) -> None:
        """Count a document that was extracted."""


@dataclass(slots=True)
class _Open:
    """A shard in work: outcomes by key, in the order of its documents; None where it is not done yet."""

    name: str
    outcomes: dict[str, Outcome | None]
    missing: int = 0


@dataclass(slots=True)
class Builder:
    """Puts shards into a data set. With `retry` documents that failed are done again."""

    dataset: Dataset
    foreman: Foreman[Any]
    made: Made
    watcher: Watcher
    retry: bool = False
    _open: dict[int, _Open] = field(default_factory=dict)

    def build(self, shards: Iterable[Shard]) -> None:
        """Do what is new or changed in `shards`; each joins the data set when it is whole."""
        try:
            for item, found in self.foreman.run(self._tasks(shards)):
                outcome = found if isinstance(found, Outcome) else refuse(item, self.made, *found)
                shard = self._open.pop(id(item))
                shard.outcomes[item.key] = outcome
                shard.missing -= 1
                self.watcher.done(outcome, item.consumed)
                self._close(shard)
        except (KeyboardInterrupt, SystemExit):
            self._save()
            raise

    def _save(self) -> None:
        """Put what is done of documents that are new into the data set, so that going on need not do it again."""
        held = {one.key for one in self.dataset.manifest.entries()}
        for work in {id(work): work for work in self._open.values()}.values():
            done = [one for one in work.outcomes.values() if one and one.entry.key not in held]
            if done and not self.dataset.manifest.get(work.name):
                self.dataset.commit(work.name, self.made, done)

    def _tasks(self, shards: Iterable[Shard]) -> Iterator[Item]:
        """Yield the documents to extract, each behind the opening of its shard."""
        for shard in shards:
            line = self.dataset.manifest.get(shard.name)
            known = self._known(line)
            wanted = {item.key: item.sha256 for item in shard.items}
            if line and list(known.values()) == list(line.entries) and _same(line.entries, wanted):
                for entry, item in zip(line.entries, shard.items, strict=True):
                    self.watcher.kept(entry, item.consumed)
                continue
            unread = {item.key for item in shard.items if item.unread}
            same = {
                key: one
                for key, one in known.items()
                if wanted.get(key) == one.sha256 or (key in unread and one.status != "failed")
            }
            held = self.dataset.outcomes(line) if line and same else {}
            yield from self._begin(shard, {key: outcome for key, outcome in held.items() if key in same})

    def _known(self, line: Line | None) -> dict[str, Entry]:
        """Return the documents of a shard that need not be done again if they are what they were."""
        if line is None or line.made != self.made:
            return {}
        return {one.key: one for one in line.entries if not (self.retry and one.status == "failed")}

    def _begin(self, shard: Shard, kept: dict[str, Outcome]) -> Iterator[Item]:
        work = _Open(shard.name, {item.key: kept.get(item.key) for item in shard.items})
        for item in shard.items:
            if (old := kept.get(item.key)) is not None:
                self.watcher.kept(old.entry, item.consumed, item.error[1] if item.error else "")
            elif item.error:
                work.outcomes[item.key] = refused = refuse(item, self.made, *item.error)
                self.watcher.done(refused, item.consumed)
        tasks = [item for item in shard.items if work.outcomes[item.key] is None]
        work.missing = len(tasks)
        self._open.update(dict.fromkeys(map(id, tasks), work))  # the foreman gives back the very items
        self._close(work)
        yield from tasks

    def _close(self, work: _Open) -> None:
        if not work.missing:
            self.dataset.commit(work.name, self.made, [one for one in work.outcomes.values() if one])


@dataclass(frozen=True, slots=True)
class Plan:
    """How a run does its work."""

    options: Options
    patience: Patience = PATIENT
    retry: bool = False


def bulk(dataset: Dataset, crew: Crew[Any], plan: Plan, watcher: Watcher) -> None:
    """Bring a data set in line with its sources: do what is new, take out what is gone.

    Raises OptionError when a source names nothing, OutputError, ModelError; a bad document raises nothing.
    """
    settings = dataset.settings
    if settings.watched:
        raise OptionError(f"数据集“{dataset.folder}”由 zhengce watch 写入；接着做请用 zhengce watch")
    for source in settings.sources:
        _check(source)
    seen: set[str] = set()
    with closing(Foreman(crew, plan.patience)) as foreman:
        made = identity(plan.options)
        dataset.begin()
        _check_folders(dataset)
        foreman.proven = any(entry.status != "failed" for entry in dataset.manifest.entries())
        items = sources.items(settings.sources, text_column=settings.text_column, limits=plan.options.limits)
        Builder(dataset, foreman, made, watcher, plan.retry).build(_noted(cut(items, settings.size), seen))
    for shard in [shard for shard in dataset.manifest.shards() if shard not in seen]:
        dataset.remove(shard)


def identity(options: Options) -> Made:
    """Return what the workers make results with; the model is not kept in this process."""
    made = made_by(options)
    load_recogniser.cache_clear()
    return made


def _check(source: str) -> None:
    """Refuse a source that names nothing: a folder that is not mounted must not empty the data set."""
    first = next(find([source]), None)
    if first is None or not Path(first).exists():
        raise OptionError(
            f"来源“{source}”不存在或里面没有可读的文件，请检查路径；已有的数据集若不再要它，请加 --forget “{source}”"
        )


def _check_folders(dataset: Dataset) -> None:
    """Refuse to go on while a folder cannot be listed: its documents would pass for gone."""
    if not any(dataset.manifest.shards()):
        return
    closed = next((name for name in find(dataset.settings.sources) if Path(name).is_dir()), None)
    if closed:
        raise OptionError(
            f"不能列出文件夹“{closed}”里的文件，其中的文档会被当作已删除；请检查权限，再用 --resume 接着做"
        )


def _noted(shards: Iterable[Shard], seen: set[str]) -> Iterator[Shard]:
    for shard in shards:
        seen.add(shard.name)
        yield shard


def _same(entries: Iterable[Entry], wanted: dict[str, str]) -> bool:
    return [(one.key, one.sha256) for one in entries] == list(wanted.items())
