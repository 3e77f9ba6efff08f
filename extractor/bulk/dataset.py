"""A data set on the disk, whole at any moment.

DATASET/run.json                    how it was begun: sources, format, size of shards
DATASET/manifest.jsonl              what is done (extractor.bulk.manifest)
DATASET/quarantine.jsonl            documents that failed, with their errors
DATASET/documents/part-<id>.parquet and so mentions, records, issues

A shard's files are written under other names and renamed, then its line joins the manifest, then the files it
replaces go. So a kill at any moment leaves at most files that no line names, and the next run removes those.
A shard has the name of its first document: where documents came in front of it, its old one goes at the end of the run.
"""

import contextlib
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

import msgspec

from extractor.bulk.files import FORMS, ends_with, library, store
from extractor.bulk.items import Entry, Outcome, Rows
from extractor.bulk.manifest import Line, Made, Manifest
from extractor.bulk.shards import SIZE
from extractor.bulk.tables import TABLES
from extractor.errors import OptionError, OutputError
from extractor.export import sink
from extractor.read.reader import display

RUN, MANIFEST, QUARANTINE, LOCK = "run.json", "manifest.jsonl", "quarantine.jsonl", ".lock"


class Settings(msgspec.Struct, frozen=True):
    """How a data set was begun, or what is asked of one ("": what it has, for a new one what `_NEW` says).

    A `watched` one keeps what has left its sources. Sources that are no full paths count from the folder `cwd` alone.
    `forget` are sources to leave out from now on.
    """

    sources: tuple[str, ...] = ()
    format: str = ""
    size: int = SIZE
    text_column: str = ""
    watched: bool = False
    cwd: str = ""
    forget: tuple[str, ...] = ()


_NEW = {"format": "parquet", "text_column": "text"}


class Dataset:
    """A data set in the hand of this process alone. Nothing of it is on the disk, or changes there, before `begin`."""

    manifest: Manifest

    def __init__(self, folder: Path, settings: Settings, lock: IO[bytes] | None) -> None:
        self.folder, self.settings = folder, settings
        self._lock = lock
        self._form = FORMS[settings.format]
        self._begun = False

    def begin(self) -> None:
        """Keep the settings and open the tables. Raises OptionError when a library is missing, OutputError."""
        if self._form.needs:
            library(self._form.needs, "data")
        if self.settings != _settings(self.folder):
            store(self.folder / RUN, msgspec.json.encode(self.settings) + b"\n")
        for table in TABLES:
            sink.folder(self.folder / table)
        self.manifest = Manifest(self.folder / MANIFEST)
        self._sweep()
        self._begun = True

    def commit(self, shard: str, made: Made, outcomes: Sequence[Outcome]) -> None:
        """Write the rows of a shard and put it in force."""
        rows: Rows = {table: [row for one in outcomes for row in one.rows[table]] for table in TABLES}
        digest = sha256(msgspec.json.encode(rows)).hexdigest()[:32]
        old = self.manifest.get(shard)
        for table in TABLES:
            store(self._path(table, digest), self._form.write(table, rows[table]))
        self.manifest.add(Line(shard, digest, made, tuple(one.entry for one in outcomes)))
        if old and old.id != digest:
            self._drop(old.id)

    def outcomes(self, line: Line) -> dict[str, Outcome]:
        """Return what a shard holds by document, nothing where a file of it is spoilt."""
        found: dict[str, Rows] = defaultdict(lambda: {table: [] for table in TABLES})
        try:
            for table in TABLES:
                for row in self._form.read(self._path(table, line.id)):
                    found[row["file"]][table].append(row)
        except (OSError, ValueError, msgspec.MsgspecError):
            return {}
        return {one.key: Outcome(one, found[one.key], 0) for one in line.entries if one.key in found}

    def remove(self, shard: str) -> None:
        """Take a shard and its files away."""
        line = self.manifest.get(shard)
        self.manifest.remove(shard)
        if line:
            self._drop(line.id)

    def list_failed(self) -> None:
        """Write the list of failed documents anew."""
        failed = self.manifest.entries("failed")
        store(self.folder / QUARANTINE, b"".join(msgspec.json.encode(_complaint(one)) + b"\n" for one in failed))

    def close(self) -> None:
        """Write the list of failed documents anew and let go of the data set."""
        if self._begun:
            self.list_failed()
            self.manifest.close()
        if self._lock:
            self._lock.close()

    def _path(self, table: str, shard_id: str | None) -> Path:
        return self.folder / table / f"part-{shard_id}{self._form.suffix}"

    def _drop(self, shard_id: str | None) -> None:
        """Remove the files of a shard that is no longer in force, unless another one has the same rows."""
        for table in TABLES if shard_id not in self.manifest.ids() else ():
            self._path(table, shard_id).unlink(missing_ok=True)

    def _sweep(self) -> None:
        """Take a shard whose files are gone or cut out of force; remove what no shard names."""
        for shard in list(self.manifest.shards()):
            line = self.manifest.get(shard)
            if line and not all(ends_with(self._path(table, line.id), self._form.end) for table in TABLES):
                self.manifest.remove(shard)
        names = {f"part-{one}{self._form.suffix}" for one in self.manifest.ids()}
        for table in TABLES:
            for path in (self.folder / table).iterdir():
                if path.name not in names and path.name.startswith(("part-", ".zhengce-")):
                    path.unlink()


def open_dataset(folder: Path, settings: Settings | None, *, resume: bool = False) -> Dataset:
    """Take a data set in hand, new or with `resume` one that exists; sources join those it was begun with.

    Raises OptionError for one that exists, or exists not, against the caller's word; OutputError for one in use.
    """
    chosen = _agree(folder, _settings(folder), settings or Settings(), resume)
    sink.folder(folder)
    return Dataset(folder, chosen, _lock(folder))


def _agree(folder: Path, known: Settings | None, wanted: Settings, resume: bool) -> Settings:
    """Return the settings in force of those that a data set has and those that are asked for."""
    if wanted.format and wanted.format not in FORMS:
        raise OptionError(f"没有名为“{wanted.format}”的数据集格式，可选：{'、'.join(FORMS)}")
    if known is None:
        if not wanted.sources or wanted.forget:
            raise OptionError(f"“{folder}”不是数据集；请给出来源，如 zhengce bulk 文件夹 -o {folder}")
        if sink.is_folder(folder) and any(path.name != LOCK for path in folder.iterdir()):
            raise OptionError(f"文件夹“{folder}”里已有别的文件；请给数据集一个新的位置")
        chosen = {name: getattr(wanted, name) or new for name, new in _NEW.items()}
        return msgspec.structs.replace(wanted, cwd=_here(), **chosen)
    if not resume:
        raise OptionError(f"数据集“{folder}”已经存在；接着做请加 --resume，重新做请换一个位置")
    if wanted.format not in {"", known.format}:
        raise OptionError(f"数据集“{folder}”的格式是 {known.format}，不能改成 {wanted.format}；请换一个位置重新做")
    if wanted.watched and not known.watched:
        raise OptionError(f"数据集“{folder}”由 zhengce bulk 写入，不能再用 zhengce watch；请换一个位置")
    if known.cwd not in {"", _here()} and Path(known.cwd).is_dir() and not all(map(os.path.isabs, known.sources)):
        raise OptionError(f"数据集“{folder}”的来源是相对路径，从“{known.cwd}”算起；请到那个文件夹里运行")
    column = wanted.text_column or known.text_column
    return msgspec.structs.replace(known, sources=_sources(folder, known, wanted), text_column=column, cwd=_here())


def _sources(folder: Path, known: Settings, wanted: Settings) -> tuple[str, ...]:
    """Return the sources of a data set with those that join, one spelling each, without those to forget."""
    forgotten = set(map(os.path.realpath, wanted.forget))
    strange = next(iter(forgotten.difference(map(os.path.realpath, known.sources))), None)
    if strange:
        raise OptionError(f"“{strange}”不是数据集“{folder}”的来源，来源有：{'、'.join(known.sources)}")
    joined = {os.path.realpath(source): source for source in (*wanted.sources, *reversed(known.sources))}
    ordered = dict.fromkeys(joined[os.path.realpath(source)] for source in (*known.sources, *wanted.sources))
    left = tuple(source for source in ordered if os.path.realpath(source) not in forgotten)
    if not left:
        raise OptionError(f"“{'、'.join(wanted.forget)}”是数据集“{folder}”仅有的来源；不要了请直接删去数据集")
    return left


def _here() -> str:
    return display(Path.cwd())


@contextlib.contextmanager
def opened(folder: Path, settings: Settings | None, *, resume: bool = False) -> Iterator[Dataset]:
    """Give an open data set and close it. Raises as `open_dataset` does."""
    dataset = open_dataset(folder, settings, resume=resume)
    try:
        yield dataset
    finally:
        dataset.close()


def _settings(folder: Path) -> Settings | None:
    try:
        return msgspec.json.decode((folder / RUN).read_bytes(), type=Settings)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError) as error:
        raise OptionError(f"读不懂“{folder / RUN}”（{error}）；请换一个位置重新做") from None


def _lock(folder: Path) -> IO[bytes] | None:
    """Hold the data set for this process; the system lets go of it when the process ends, however it ends."""
    try:
        import fcntl  # noqa: PLC0415 (not on every system; there two runs at once are the user's care)
    except ImportError:
        return None
    try:
        lock = (folder / LOCK).open("ab")
    except OSError as error:
        raise sink.refused(folder / LOCK, error) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise OutputError(f"数据集“{folder}”正由另一个进程写入；请等它结束，或换一个位置") from None
    except OSError as error:
        lock.close()
        raise OutputError(f"“{folder}”所在的磁盘不能加锁（{error.strerror}）；请把数据集放在本机磁盘上") from None
    return lock


def _complaint(entry: Entry) -> dict[str, Any]:
    return {"file": entry.key, "sha256": entry.sha256, "code": entry.code, "message": entry.message}
