"""Archives, JSON Lines and Parquet as streams of documents; shards that stay where they are."""

import io
import os
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.bulk.items import Item
from extractor.bulk.shards import cut
from extractor.bulk.sources import items
from extractor.bulk.worker import extract
from extractor.pipeline import Options
from extractor.read import Limits
from extractor.read.rows import Row

FILES = {"一/甲.txt": "整治渠道1条。", "乙.txt": "整治渠道2条。", ".藏.txt": "x", "__MACOSX/乙.txt": "x", "图.png": "x"}
KEPT = [("一/甲.txt", "整治渠道1条。"), ("乙.txt", "整治渠道2条。")]


def read(*paths: Path, **more: str) -> list[tuple[str, str]]:
    return [(item.key, item.data.decode()) for item in items(map(str, paths), **more)]


@pytest.mark.parametrize("name", ["集.zip", "集.tar", "集.tar.gz", "集.tgz"])
def test_archives(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.endswith("zip"):
        with zipfile.ZipFile(path, "w") as archive:
            for member, text in FILES.items():
                archive.writestr(member, text)
    else:
        with tarfile.open(path, "w:gz" if "gz" in name else "w") as tar:
            for member, text in FILES.items():
                info = tarfile.TarInfo(member)
                info.size = len(text.encode())
                tar.addfile(info, io.BytesIO(text.encode()))
    assert read(path) == [(f"{path}!/{member}", text) for member, text in KEPT]


def test_members_of_one_name_are_all_kept(tmp_path: Path) -> None:
    path = tmp_path / "集.zip"
    with zipfile.ZipFile(path, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("甲.txt", "一")
        archive.writestr("甲.txt", "二")
    assert [key.rpartition("!/")[2] for key, _ in read(path)] == ["甲.txt", "甲.txt#2"]


def test_a_broken_archive_costs_its_own_rest_alone(tmp_path: Path) -> None:
    path = tmp_path / "集.tar"
    with tarfile.open(path, "w") as tar:
        for name in ("a.txt", "b.txt"):
            info = tarfile.TarInfo(name)
            info.size = 4000
            tar.addfile(info, io.BytesIO(b"1" * 4000))
    path.write_bytes(path.read_bytes()[:6000])
    (tmp_path / "丙.txt").write_text("整治渠道3条。", "utf-8")
    found = list(items([str(tmp_path)]))
    assert [item.key.removeprefix(f"{tmp_path}/") for item in found if not item.error] == ["丙.txt", "集.tar!/a.txt"]
    assert f"{path}!/b.txt" in [item.key for item in found if item.error]


def test_no_member_is_read_beyond_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "集.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("大.txt", b"0" * 1_000_000)
    (item,) = items([str(path)], limits=Limits(max_bytes=100))
    assert (item.data, item.error and item.error[0]) == (b"", "limit")


def rows(path: Path, column: str = "text") -> list[tuple[str, str, str]]:
    found = [item.row for item in items([str(path)], text_column=column) if item.row]
    return [(row.name.rpartition("#")[2], row.text, row.code) for row in found]


def test_lines_of_json(tmp_path: Path) -> None:
    path = tmp_path / "文.jsonl"
    path.write_bytes('{"text": "一", "body": "甲"}\n\n{"body": "二"}\n坏\n[1]\n{"text": "五", "id": 7}'.encode())
    codes = [("3", "", "empty"), ("4", "", "format"), ("5", "", "format")]
    assert rows(path) == [("1", "一", ""), *codes, ("6", "五", "")]
    assert rows(path, "body")[1] == ("3", "二", "")
    (item,) = items([str(path)], text_column="正文")
    assert item.error is not None
    assert "正文" in item.error[1]


def test_rows_of_parquet(tmp_path: Path) -> None:
    pa, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "文.parquet"
    parquet.write_table(pa.table({"正文": ["一", None, "三"], "n": [1, 2, 3]}), path)
    assert rows(path, "正文") == [("1", "一", ""), ("2", "", "empty"), ("3", "三", "")]
    assert [item.row.fields for item in items([str(path)], text_column="正文") if item.row] == [
        {"n": "1"},
        {"n": "2"},
        {"n": "3"},
    ]
    path.write_bytes(b"PAR1 no")
    assert [item.error and item.error[0] for item in items([str(path)])] == ["unreadable"]


def test_sources_are_a_stream(tmp_path: Path) -> None:
    """No document is read before it is wanted."""
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(name)
    found: Iterator[Item] = items([str(tmp_path)])
    assert next(found).data == b"a"
    (tmp_path / "b.txt").write_text("later")
    assert next(found).data == b"later"


def test_a_document_more_moves_no_other_boundary() -> None:
    names = [f"文{number:04}" for number in range(400)]
    before = {shard.name: [one.key for one in shard.items] for shard in cut((Item(n, b"") for n in names), 16)}
    after = {
        shard.name: [one.key for one in shard.items]
        for shard in cut((Item(n, b"") for n in sorted([*names, "文0200a"])), 16)
    }
    assert 10 < len(before) < 60
    assert sum(before.get(name) != keys for name, keys in after.items()) <= 2


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_documents_of_one_printable_name_keep_a_key_each(tmp_path: Path) -> None:
    for raw in ("方".encode("gbk"), "方".encode()):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + raw + b".txt")).write_text("整治渠道1条。", "utf-8")
    assert len({item.key for item in items([str(tmp_path)])}) == 2


def test_names_of_a_tar_in_gbk(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w", encoding="gbk", format=tarfile.GNU_FORMAT) as archive:
        for name in ("方案.txt", "意见.txt"):
            data = f"2031年底前整治渠道3条（{name}）。".encode()
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    assert [item.key.rpartition("!/")[2] for item in items([str(path)])] == ["方案.txt", "意见.txt"]


def test_large_documents_make_short_shards() -> None:
    large = (Item(f"{number}", b"0" * 5_000_000) for number in range(6))
    assert max(len(shard.items) for shard in cut(large, 64)) <= 2


def test_no_shard_is_longer_than_four_times_the_average() -> None:
    assert max(len(shard.items) for shard in cut((Item(f"n{one}", b"") for one in range(3000)), 8)) <= 32


def test_the_hash_is_of_the_content() -> None:
    assert Item("a", b"1").sha256 != Item("a", b"2").sha256 == Item("b", b"2").sha256
    assert Item("a", b"", Row("a", "一", {"n": "1"})).sha256 != Item("a", b"", Row("a", "一", {"n": "2"})).sha256
    assert Item("a", b"", error=("x", "y")).sha256 == ""


def test_half_an_emoji_costs_no_row(tmp_path: Path) -> None:
    path = tmp_path / "文.jsonl"
    path.write_text('{"text": "一"}\n{"text": "\\ud83d二", "注\\ud83d": "\\ude00"}\n{"text": "三"}\n')
    found = list(items([str(path)]))
    assert [item.row and (item.row.text, item.row.code) for item in found] == [("一", ""), ("\ud83d二", ""), ("三", "")]
    assert len({item.sha256 for item in found}) == 3
    assert {extract(item, Options("rules")).entry.status for item in found} == {"ok"}
