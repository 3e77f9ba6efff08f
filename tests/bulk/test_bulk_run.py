"""A bulk run: the same at any number of workers; changed sources, poison and retries touch only themselves."""

from pathlib import Path

import msgspec
import pytest
from bulkcases import build, counting, documents, hostile, rows, shards, statuses

from extractor.bulk import run, sources
from extractor.bulk.dataset import QUARANTINE, Settings, opened
from extractor.bulk.manifest import Made
from extractor.errors import OptionError, OutputError
from extractor.pipeline import extract_file


def test_every_document_is_there_once_whatever_the_workers(tmp_path: Path) -> None:
    source = documents(tmp_path / "src", 21)
    build(tmp_path / "one", source, workers=1)
    build(tmp_path / "two", source, workers=2)
    assert len(statuses(tmp_path / "one")) == 21
    assert shards(tmp_path / "one") == shards(tmp_path / "two")
    assert len(shards(tmp_path / "one")) > 4 * 2
    for path in (tmp_path / "one").rglob("part-*"):
        assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()


def test_rows_are_those_of_extraction(tmp_path: Path) -> None:
    source = documents(tmp_path / "src", 5)
    build(tmp_path / "set", source)
    results = [extract_file(str(path)) for path in sorted(source.iterdir())]
    wanted = {(r.source.path, m.id, m.text, *m.span) for r in results for p in r.documents for m in p.mentions}
    found = rows(tmp_path / "set", "mentions")
    assert {(row["file"], row["mention"], row["text"], row["start"], row["end"]) for row in found} == wanted
    assert len(rows(tmp_path / "set", "records")) == sum(len(p.records) for r in results for p in r.documents) > 0
    texts = {row["file"]: row["text"] for row in rows(tmp_path / "set")}
    assert all(texts[row["file"]][row["start"] : row["end"]] == row["text"] for row in found)


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_only_what_changed_is_done_again(tmp_path: Path, form: str) -> None:
    source, folder = documents(tmp_path / "src", 20), tmp_path / "set"
    build(folder, source, work=counting, form=form)
    (source / "渠道07.txt").write_text("临湖市渠道通知\n\n2031年底前整治渠道77条。\n", "utf-8")
    (source / "渠道03.txt").unlink()
    (source / "渠道05b.txt").write_text("临湖市渠道通知\n\n2032年底前整治渠道88条。\n", "utf-8")
    progress = build(folder, resume=True, work=counting)
    times = {log.stem: len(log.read_text()) for log in source.glob("*.log")}
    assert times.pop("渠道07") == 2
    assert progress.counts["done"] <= 2 + 4 * 4  # a boundary that went may join two shards
    assert sum(times.values()) + 2 <= 20 + progress.counts["done"]
    build(tmp_path / "fresh", source, form=form)
    assert shards(folder) == shards(tmp_path / "fresh")
    assert "渠道03.txt" not in statuses(folder)


def test_one_changed_document_costs_one_extraction(tmp_path: Path) -> None:
    source, folder = documents(tmp_path / "src", 20), tmp_path / "set"
    build(folder, source)
    (source / "渠道07.txt").write_text("临湖市渠道通知\n\n2031年底前整治渠道77条。\n", "utf-8")
    progress = build(folder, resume=True)
    assert (progress.counts["done"], progress.counts["kept"]) == (1, 19)
    assert any("77条" in row["text"] for row in rows(folder, "mentions"))
    build(tmp_path / "fresh", source)
    assert shards(folder) == shards(tmp_path / "fresh")


def test_a_new_model_does_everything_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, folder = documents(tmp_path / "src", 6), tmp_path / "set"
    build(folder, source)
    assert build(folder, resume=True).counts["done"] == 0
    monkeypatch.setattr(run, "identity", lambda _: Made("99", "rules", None))
    assert build(folder, resume=True).counts["done"] == 6


def test_poison_is_quarantined_and_the_rest_is_as_without_it(tmp_path: Path) -> None:
    """Two hostile and one corrupt among 40, and one whose worker dies of something else."""
    source, folder = documents(tmp_path / "src", 36), tmp_path / "set"
    (source / "渠道11a.txt").write_text("CRASH 整治渠道", "utf-8")
    (source / "渠道12a.txt").write_text("HANG 整治渠道", "utf-8")
    (source / "渠道13a.docx").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 4)
    (source / "渠道14a.txt").write_text("ONCE 2031年底前整治渠道9条。", "utf-8")
    progress = build(folder, source, work=hostile, seconds=1.5)
    found = statuses(folder)
    assert len(found) == 40
    assert {name for name, status in found.items() if status == "failed"} == {
        "渠道11a.txt",
        "渠道12a.txt",
        "渠道13a.docx",
    }
    assert progress.counts["failed"] == 3
    listed = [msgspec.json.decode(line) for line in (folder / QUARANTINE).read_bytes().splitlines()]
    codes = {Path(one["file"]).name: one["code"] for one in listed}
    assert codes["渠道11a.txt"] == "crashed"
    assert codes["渠道12a.txt"] == "timeout"
    assert all(one["message"] for one in listed)
    issues = {Path(row["file"]).name: row["code"] for row in rows(folder, "issues") if row["severity"] == "fatal"}
    assert issues == codes

    build(folder, retry=True)
    assert {name for name, status in statuses(folder).items() if status == "failed"} == {"渠道13a.docx"}
    build(tmp_path / "fresh", source)
    assert shards(folder) == shards(tmp_path / "fresh")


def test_without_retry_the_quarantined_are_left_alone(tmp_path: Path) -> None:
    source, folder = documents(tmp_path / "src", 4), tmp_path / "set"
    (source / "空.txt").write_bytes(b"")
    assert build(folder, source).counts["failed"] == 1
    assert build(folder, resume=True).counts["done"] == 0
    assert build(folder, retry=True).counts["done"] == 1


def test_a_data_set_is_not_overwritten(tmp_path: Path) -> None:
    source = documents(tmp_path / "src", 2)
    build(tmp_path / "set", source)
    with pytest.raises(OptionError, match="--resume"):
        build(tmp_path / "set", source)
    with pytest.raises(OptionError, match="已有别的文件"):
        build(source, source)


@pytest.mark.parametrize("gone", ["folder", "empty"])
def test_a_source_that_vanished_does_not_empty_the_data_set(tmp_path: Path, gone: str) -> None:
    source, folder = documents(tmp_path / "src", 3), tmp_path / "set"
    build(folder, source)
    source.rename(tmp_path / "away")
    if gone == "empty":
        source.mkdir()
    with pytest.raises(OptionError, match="src"):
        build(folder, resume=True)
    assert len(statuses(folder)) == 3


def test_a_folder_that_cannot_be_listed_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, folder = documents(tmp_path / "src", 9), tmp_path / "set"
    build(folder, source)
    (source / "锁").mkdir()
    closed = [str(source / "渠道00.txt"), str(source / "锁")]
    for module in (run, sources):
        monkeypatch.setattr(module, "find", lambda _: iter(closed))
    before = statuses(folder)
    with pytest.raises(OptionError, match="锁"):
        build(folder, resume=True)
    assert statuses(folder) == before
    build(tmp_path / "new", source)
    assert list(statuses(tmp_path / "new").values()) == ["ok", "failed"]


def test_nothing_is_begun_before_the_sources_are_there(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="没有"):
        build(tmp_path / "set", Path("没有"))
    build(tmp_path / "set", documents(tmp_path / "src", 2))
    with pytest.raises(OptionError, match="打错"):
        build(tmp_path / "set", Path("打错"), resume=True)
    build(tmp_path / "set", resume=True)
    assert len(statuses(tmp_path / "set")) == 2


def test_the_column_may_change_and_the_format_may_not(tmp_path: Path) -> None:
    texts, folder = Path("文.jsonl"), tmp_path / "set"
    texts.write_bytes(msgspec.json.encode({"正文": "2031年底前整治渠道3条。"}) + b"\n")
    build(folder, texts, form="jsonl")
    assert list(statuses(folder).values()) == ["failed"]
    with opened(folder, Settings(text_column="正文"), resume=True) as dataset:
        assert (dataset.settings.text_column, dataset.settings.format) == ("正文", "jsonl")
    with pytest.raises(OptionError, match="不能改成 parquet"):
        build(folder, texts, form="parquet", resume=True)


def test_one_process_at_a_time(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    with opened(tmp_path / "set", Settings(("x",))), pytest.raises(OutputError, match="另一个进程"):
        build(tmp_path / "set", documents(tmp_path / "src", 1), resume=True)


def test_texts_of_a_table_keep_their_columns(tmp_path: Path) -> None:
    texts = Path("文.jsonl")
    lines = [{"text": f"2031年底前整治渠道{one}条。", "编号": f"甲{one}"} for one in range(9)]
    texts.write_bytes(b"".join(msgspec.json.encode(line) + b"\n" for line in [*lines, {"编号": "无"}]))
    build(tmp_path / "set", texts)
    found = rows(tmp_path / "set")
    assert sum(row["status"] == "failed" for row in found) == 1
    assert {row["fields"] for row in found if row["status"] == "ok"} == {f'{{"编号":"甲{one}"}}' for one in range(9)}
    assert {row["fields"] for row in rows(tmp_path / "set", "records")} <= {row["fields"] for row in found}
    assert any("整治渠道8条" in row["target"] for row in rows(tmp_path / "set", "records"))
