"""What must not cost a document: names that read alike, other folders, other spellings, damage, stops half-way."""

import os
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec
import pytest
from bulkcases import begin, build, counting, documents, rows, shards, statuses

from extractor.bulk.crew import Foreman, LocalCrew, Patience
from extractor.bulk.dataset import MANIFEST, QUARANTINE, Settings, opened
from extractor.bulk.items import Outcome
from extractor.bulk.progress import Progress
from extractor.bulk.run import Builder, Plan, bulk, identity
from extractor.bulk.sources import items
from extractor.bulk.watch import Intake
from extractor.bulk.worker import extract
from extractor.errors import OptionError
from extractor.pipeline import Options
from extractor.read import DEFAULT_LIMITS, Limits

RULES = Options("rules")


@contextmanager
def intake(folder: Path, source: Path, *, retry: bool = False, limits: Limits = DEFAULT_LIMITS) -> Iterator[Intake]:
    """Give what `zhengce watch` puts files in with."""
    with (
        opened(folder, Settings((str(source),), watched=True), resume=folder.exists()) as dataset,
        closing(Foreman(LocalCrew(1, RULES), Patience(60.0))) as foreman,
    ):
        made = identity(RULES)
        dataset.begin()
        yield Intake(Builder(dataset, foreman, made, Progress(0, quiet=True)), limits, retry=retry)


def files(source: Path) -> list[str]:
    return [str(path) for path in sorted(source.iterdir())]


def test_two_documents_of_one_name_are_two(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "集.zip", "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        for name, text in (("甲.txt", "一"), ("甲.txt", "二"), ("甲.txt#2", "三")):
            archive.writestr(name, text)
    found = list(items([str(tmp_path)]))
    assert len({item.key for item in found}) == len(found) == 3


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_two_archives_that_read_alike_are_two(tmp_path: Path) -> None:
    for raw in ("集".encode("gbk"), "集".encode()):
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + raw + b".zip"))
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("甲.txt", "整治渠道1条。")
    assert len({item.key for item in items([str(tmp_path)])}) == 2


def test_relative_sources_count_from_where_they_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("甲", "乙"):
        (tmp_path / place).mkdir()
        documents(tmp_path / place / "src", 2)
    monkeypatch.chdir(tmp_path / "甲")
    build(tmp_path / "set", Path("src"))
    monkeypatch.chdir(tmp_path / "乙")
    with pytest.raises(OptionError, match=r"相对路径.*甲"):
        build(tmp_path / "set", resume=True)
    monkeypatch.chdir(tmp_path / "甲")
    build(tmp_path / "set", resume=True)
    assert len(statuses(tmp_path / "set")) == 2


def test_a_source_spelled_otherwise_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = documents(tmp_path / "src", 2)
    monkeypatch.chdir(tmp_path)
    build(tmp_path / "set", source)
    build(tmp_path / "set", tmp_path / "src", resume=True)
    with opened(tmp_path / "set", None, resume=True) as dataset:
        assert dataset.settings.sources == ("src",)
    assert len(statuses(tmp_path / "set")) == 2


def test_a_source_can_be_forgotten(tmp_path: Path) -> None:
    documents(tmp_path / "src", 2)
    folder, (first, second) = tmp_path / "set", files(tmp_path / "src")
    build(folder, Path(first), Path(second))
    Path(second).unlink()
    with pytest.raises(OptionError, match="--forget"):
        build(folder, resume=True)
    with pytest.raises(OptionError, match="没有的"), opened(folder, Settings(forget=("没有的",)), resume=True):
        pass
    with pytest.raises(OptionError, match="仅有"), opened(folder, Settings(forget=(first, second)), resume=True):
        pass
    with opened(folder, Settings(forget=(second,)), resume=True) as dataset:
        bulk(dataset, LocalCrew(1, RULES), Plan(RULES, Patience(60.0)), Progress(0, quiet=True))
    assert list(statuses(folder)) == [Path(first).name]


def test_what_bulk_made_is_not_watched_into(tmp_path: Path) -> None:
    source, folder = documents(tmp_path / "src", 2), tmp_path / "set"
    build(folder, source)
    with pytest.raises(OptionError, match="zhengce bulk"), intake(folder, source):
        pass


def test_a_stop_while_files_are_taken_in_again_loses_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents(tmp_path / "src", 3)
    with intake(tmp_path / "set", tmp_path / "src") as first:
        first.take(files(tmp_path / "src"))
    changed = tmp_path / "src" / "渠道01.txt"
    changed.write_text("2031年底前整治渠道66条。", "utf-8")
    monkeypatch.setattr(Builder, "build", stopped)
    with pytest.raises(KeyboardInterrupt), intake(tmp_path / "set", tmp_path / "src") as second:
        second.take([str(changed)])
    assert len(statuses(tmp_path / "set")) == 3
    monkeypatch.undo()
    with pytest.raises(KeyboardInterrupt), intake(tmp_path / "set", tmp_path / "src") as third:
        monkeypatch.setattr(Intake, "_leave", stopped)
        third.take([str(changed)])
    monkeypatch.undo()
    with intake(tmp_path / "set", tmp_path / "src"):
        assert len(statuses(tmp_path / "set")) == 3
    assert [row["text"] for row in rows(tmp_path / "set") if "66" in row["text"]] == [changed.read_text("utf-8")]


def stopped(*_: object) -> None:
    """Stop as Ctrl-C does."""
    raise KeyboardInterrupt


def test_shards_of_the_same_rows_keep_their_files(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    for name in ("空", "白"):
        (tmp_path / "src" / f"{name}.txt").write_bytes(b"")
    for retry in (False, True):
        with intake(tmp_path / "set", tmp_path / "src", retry=retry) as one:
            one.take(files(tmp_path / "src"))
        assert len(statuses(tmp_path / "set")) == 2


def test_a_stop_doubles_no_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents(tmp_path / "src", 3)
    with intake(tmp_path / "set", tmp_path / "src") as first:
        first.take(files(tmp_path / "src"))
    for path in (tmp_path / "src").iterdir():
        path.write_text("2031年底前整治渠道66条。", "utf-8")
    monkeypatch.setattr(Progress, "done", stopped)
    with pytest.raises(KeyboardInterrupt), intake(tmp_path / "set", tmp_path / "src") as second:
        second.take(files(tmp_path / "src"))
    assert len(statuses(tmp_path / "set")) == 3


def test_a_file_that_goes_before_its_turn_leaves_its_rows(tmp_path: Path) -> None:
    documents(tmp_path / "src", 2)
    with intake(tmp_path / "set", tmp_path / "src") as one:
        names = files(tmp_path / "src")
        one.take(names)
        Path(names[0]).unlink()
        one.take(names)
    assert list(statuses(tmp_path / "set").values()) == ["ok", "ok"]


def test_what_failed_is_listed_while_a_folder_is_watched(tmp_path: Path) -> None:
    documents(tmp_path / "src", 1)
    (tmp_path / "src" / "空.txt").write_bytes(b"")
    with intake(tmp_path / "set", tmp_path / "src") as one:
        one.take(files(tmp_path / "src"))
        assert "空.txt" in (tmp_path / "set" / QUARANTINE).read_text("utf-8")


def test_a_file_that_cannot_be_read_today_keeps_its_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, folder = documents(tmp_path / "src", 3), tmp_path / "set"
    build(folder, source)

    monkeypatch.setattr("extractor.bulk.sources._read", unreadable)
    said: list[str] = []
    with opened(folder, None, resume=True) as dataset:
        bulk(dataset, LocalCrew(1, Options()), Plan(Options(), Patience(60.0)), Progress(0, said.append))
    assert [line[:7] for line in said] == ["沿用以前的结果"]
    assert list(statuses(folder).values()) == ["ok"] * 3


@pytest.mark.parametrize("limits", [Limits(max_bytes=10), Limits(max_characters=2)])
def test_a_lower_limit_takes_no_rows(tmp_path: Path, limits: Limits) -> None:
    source, folder = documents(tmp_path / "src", 3), tmp_path / "set"
    (tmp_path / "文.jsonl").write_text('{"text": "2031年底前整治渠道6条。"}\n' * 2, "utf-8")
    build(folder, source, Path("文.jsonl"), options=RULES)
    before = shards(folder)
    progress = build(folder, resume=True, options=Options("rules", limits=limits))
    assert (progress.counts["kept"], progress.counts["failed"]) == (5, 0)
    assert shards(folder) == before
    with intake(tmp_path / "seen", source) as one:
        one.take(files(source))
    with intake(tmp_path / "seen", source, limits=limits) as two:
        two.take(files(source))
    assert set(statuses(tmp_path / "seen").values()) == {"ok"}


def test_what_was_over_the_limit_is_done_when_it_is_raised(tmp_path: Path) -> None:
    source, folder = documents(tmp_path / "src", 3), tmp_path / "set"
    build(folder, source, options=Options("rules", limits=Limits(max_bytes=10)))
    assert set(statuses(folder).values()) == {"failed"}
    build(folder, resume=True, options=RULES)
    assert set(statuses(folder).values()) == {"ok"}


def unreadable(path: Path, *_: object) -> bytes:
    """Read as if one file were locked."""
    if path.name == "渠道01.txt":
        raise PermissionError(13, "Permission denied", str(path))
    return path.read_bytes()


def test_linked_folders_are_searched_and_circles_end(tmp_path: Path) -> None:
    documents(tmp_path / "away", 2)
    source = documents(tmp_path / "src", 1)
    try:
        (tmp_path / "src" / "年报").symlink_to(tmp_path / "away", target_is_directory=True)
        (tmp_path / "src" / "圈").symlink_to(tmp_path / "src", target_is_directory=True)
    except OSError:
        pytest.skip("no links here")
    assert len(list(items([str(source)]))) == 1 + 2


@pytest.mark.parametrize("damage", ["part", "manifest"])
def test_a_damaged_data_set_is_made_good(tmp_path: Path, damage: str) -> None:
    source, folder = documents(tmp_path / "src", 9), tmp_path / "set"
    build(folder, source)
    for path in (folder / "documents").iterdir() if damage == "part" else [folder / MANIFEST]:
        data = path.read_bytes()
        path.write_bytes(data[:50] if damage == "part" else data[: len(data) // 2] + b"\0" * 80 + b"\n")
    for path in sorted((tmp_path / "src").iterdir())[::2]:
        path.write_text(path.read_text("utf-8") + "另建渠道1条。\n", "utf-8")
    build(folder, resume=True)
    assert list(statuses(folder).values()) == ["ok"] * 9


def test_a_stop_keeps_what_is_done(tmp_path: Path) -> None:
    source, folder = documents(tmp_path / "src", 3), tmp_path / "set"

    class Stop(Progress):
        def done(self, outcome: Outcome, consumed: int) -> None:
            super().done(outcome, consumed)
            if self.counts["done"] == 2:
                raise KeyboardInterrupt

    settings = msgspec.structs.replace(begin(source), size=64)
    with pytest.raises(KeyboardInterrupt), opened(folder, settings) as dataset:
        bulk(dataset, LocalCrew(1, RULES, counting), Plan(RULES, Patience(60.0, 0)), Stop(0, quiet=True))
    assert len(statuses(folder)) == 2
    with opened(folder, None, resume=True) as dataset:
        bulk(dataset, LocalCrew(1, RULES, counting), Plan(RULES, Patience(60.0, 0)), Progress(0, quiet=True))
    assert len(statuses(folder)) == 3
    assert all(path.read_text() == "1" for path in (tmp_path / "src").glob("*.log"))


def test_an_empty_table_has_no_group_of_rows(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    build(tmp_path / "set", documents(tmp_path / "src", 2), options=RULES, work=extract)
    for part in (tmp_path / "set" / "issues").iterdir():
        assert parquet.ParquetFile(part).num_row_groups == 0
        assert parquet.read_table(part).num_rows == 0
