"""Containers: every file in them is a document of its own; nothing is lost, nothing escapes, nothing explodes."""

import bz2
import gzip
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from extractor.cli.jobs import Batch
from extractor.pipeline import Options
from extractor.read import Job, Limits, Member, expand

TEXT = "各乡镇年底前修好村口的老桥。\n".encode()
OTHER = "由水利站负责清理河道。\n".encode("gb18030")


def zipped(*members: tuple[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(*members: tuple[str, bytes], mode: str = "w") -> bytes:
    buffer = BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, BytesIO(data))
    return buffer.getvalue()


def mailed(*attached: tuple[str, bytes]) -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "报送材料", "a@example.org"
    mail.set_content("请查收。请于本月底前报送名单。\n")
    mail.add_alternative("<p>请查收。</p><p>请于本月底前报送名单。</p>", subtype="html")
    for name, data in attached:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def page(*, nested: bool = False) -> bytes:
    saved = EmailMessage()
    saved["From"], saved["Subject"] = "<Saved by a browser>", "page"
    saved.set_content("<html><body><p>年底前改造十处路口。</p></body></html>", subtype="html", charset="gb2312")
    saved.add_related(b"\x89PNG\r\n", maintype="image", subtype="png", filename="logo.png")
    return zipped(("a.mht", saved.as_bytes())) if nested else saved.as_bytes()


def expanded(folder: Path, data: bytes, name: str = "a.bin", limits: Limits | None = None) -> list[Job]:
    (folder / name).write_bytes(data)
    return list(expand([str(folder / name)], limits or Limits()))


def names(folder: Path, jobs: list[Job]) -> list[str]:
    return [(job.name if isinstance(job, Member) else job).removeprefix(f"{folder}/") for job in jobs]


def codes(jobs: list[Job]) -> list[str]:
    return [job.code for job in jobs if isinstance(job, Member)]


FILES = (("甲/一.txt", TEXT), ("乙.txt", OTHER))


@pytest.mark.parametrize(
    "data",
    [
        zipped(*FILES),
        tarred(*FILES),
        tarred(*FILES, mode="w:gz"),
        tarred(*FILES, mode="w:bz2"),
        tarred(*FILES, mode="w:xz"),
    ],
    ids=["zip", "tar", "gz", "bz2", "xz"],
)
def test_an_archive_is_its_files_whatever_its_name(data: bytes, tmp_path: Path) -> None:
    jobs = expanded(tmp_path, data, "报表.docx")
    assert names(tmp_path, jobs) == ["报表.docx!/甲/一.txt", "报表.docx!/乙.txt"]
    assert [job.data for job in jobs if isinstance(job, Member)] == [TEXT, OTHER]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_compressed_file_is_one_member(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    assert expanded(tmp_path, pack(TEXT), "通知.txt.gz") == [Member(f"{tmp_path}/通知.txt.gz!/通知.txt", TEXT)]


def test_what_is_no_container_stays_a_path(tmp_path: Path) -> None:
    word = zipped(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>"))
    assert expanded(tmp_path, word, "a.zip") == [f"{tmp_path}/a.zip"]
    assert expanded(tmp_path, TEXT, "b.zip") == [f"{tmp_path}/b.zip"]
    assert list(expand(["-", "/nowhere/c.zip", str(tmp_path)])) == ["-", "/nowhere/c.zip", str(tmp_path)]


def test_a_mail_is_its_body_and_its_attachments(tmp_path: Path) -> None:
    jobs = expanded(tmp_path, mailed(("附件.txt", TEXT), ("包.zip", zipped(("内.txt", OTHER)))), "信.txt")
    assert names(tmp_path, jobs) == ["信.txt!/body.html", "信.txt!/附件.txt", "信.txt!/包.zip!/内.txt"]
    assert not any(codes(jobs))


def test_a_mail_in_a_mail(tmp_path: Path) -> None:
    outer = EmailMessage()
    outer["Subject"] = "转发"
    outer.set_content("转发如下。")
    inner = EmailMessage()
    inner["Subject"], inner["From"] = "原件", "b@example.org"
    inner.set_content("请于三月底前完成验收。")
    outer.add_attachment(inner)
    jobs = expanded(tmp_path, outer.as_bytes(), "a.eml")
    assert names(tmp_path, jobs) == ["a.eml!/body.txt", "a.eml!/part2.eml!/body.txt"]


@pytest.mark.parametrize("nested", [False, True])
def test_a_saved_page_is_read_as_a_page(nested: bool, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(page(nested=nested))
    (result,) = Batch(Options()).run([str(tmp_path / "a")])
    assert result.status == "ok"
    assert result.source.media_type == "text/html"
    assert result.text == "年底前改造十处路口。"


def test_zip_names_in_gbk_are_readable(tmp_path: Path) -> None:
    data = zipped(("AABBCC.txt", TEXT)).replace(b"AABBCC", "方案书".encode("gbk"))
    assert names(tmp_path, expanded(tmp_path, data)) == ["a.bin!/方案书.txt"]


def test_names_that_stand_twice_stay_apart(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("a.txt", TEXT), ("a.txt", OTHER))
    assert names(tmp_path, expanded(tmp_path, data)) == ["a.bin!/a.txt", "a.bin!/a.txt#2"]


@pytest.mark.parametrize("name", ["../a.txt", "x/../../a.txt", "/etc/a.txt", "C:\\a.txt", "..\\a.txt"])
def test_paths_that_escape_are_refused(name: str, tmp_path: Path) -> None:
    for data in (zipped((name, TEXT), ("b.txt", OTHER)), tarred((name, TEXT), ("b.txt", OTHER))):
        jobs = expanded(tmp_path, data)
        assert codes(jobs) == ["unsafe", ""]
        assert [job.data for job in jobs if isinstance(job, Member)] == [b"", OTHER]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_links_and_devices_are_refused(kind: bytes, tmp_path: Path) -> None:
    buffer = BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        info = tarfile.TarInfo("a.txt")
        info.type, info.linkname = kind, "/etc/hostname"
        archive.addfile(info)
    assert codes(expanded(tmp_path, buffer.getvalue())) == ["unsafe"]


def test_links_in_a_zip_are_refused(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("a.txt")
    info.external_attr = 0o120777 << 16
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, "/etc/hostname")
    assert codes(expanded(tmp_path, buffer.getvalue())) == ["unsafe"]


def test_nesting_has_a_limit(tmp_path: Path) -> None:
    data = TEXT
    for _ in range(4):
        data = zipped(("a.txt" if data is TEXT else "b.zip", data))
    jobs = expanded(tmp_path, data)
    assert codes(jobs) == ["limit"]
    assert names(tmp_path, jobs) == ["a.bin!/b.zip!/b.zip!/b.zip"]
    deeper = expanded(tmp_path, data, limits=Limits(max_depth=4))
    assert deeper == [Member(f"{tmp_path}/a.bin!/b.zip!/b.zip!/b.zip!/a.txt", TEXT)]


@pytest.mark.parametrize(
    ("limits", "data"),
    [
        (Limits(max_ratio=2), zipped(("a.txt", bytes(40_000_000)), ("b.txt", TEXT))),
        (Limits(max_archive_expanded=1000), zipped(("a.txt", bytes(2000)), ("b.txt", TEXT))),
        (Limits(max_archive_expanded=1000), zipped(("c.zip", zipped(("a.txt", bytes(2000)))))),
        (Limits(max_archive_expanded=9000), tarred(("a.png", bytes(90_000)), ("b.txt", TEXT), mode="w:gz")),
        (Limits(max_archive=100), zipped(("a.txt", TEXT), ("b.txt", TEXT))),
        (Limits(max_members=0), zipped(("a.txt", TEXT))),
    ],
    ids=["ratio", "bytes", "nested bytes", "skipped bytes", "size", "members"],
)
def test_what_passes_a_limit_is_said_once_under_the_containers_name(
    limits: Limits, data: bytes, tmp_path: Path
) -> None:
    *_, last = expanded(tmp_path, data, limits=limits)
    assert isinstance(last, Member)
    assert (last.name, last.data, last.code) == (f"{tmp_path}/a.bin", b"", "limit")
    assert "--max-" in last.message


def test_a_file_over_the_limit_is_refused_alone(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(("a.txt", TEXT * 9), ("b.txt", TEXT)))
    results = list(Batch(Options(limits=Limits(max_bytes=100))).run([str(tmp_path / "a.zip")]))
    assert [result.status for result in results] == ["failed", "ok"]


def test_a_damaged_archive_gives_what_it_still_has(tmp_path: Path) -> None:
    data = zipped(("a.txt", TEXT), ("b.txt", OTHER))
    broken = data.replace(data[data.index(b"a.txt") + 5 :][:8], b"\xff" * 8, 1)
    assert codes(expanded(tmp_path, broken)) == ["format", ""]
    assert codes(expanded(tmp_path, data[:60])) == ["format"]
    packed = tarred(("a.txt", TEXT), ("b.txt", bytes(range(256)) * 400), mode="w:gz")
    assert codes(expanded(tmp_path, packed[: len(packed) // 2]))[-1] == "format"


def test_a_tar_cut_inside_a_header_does_not_end_in_silence(tmp_path: Path) -> None:
    whole = tarred(("a.txt", TEXT), ("b.txt", OTHER))
    second = whole.index(b"b.txt")
    assert codes(expanded(tmp_path, whole[: second + 100])) == ["", "format"]


def test_a_tar_header_with_an_absurd_number_is_damage(tmp_path: Path) -> None:
    buffer = BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name in ("a.txt", "桥" * 40 + ".txt"):
            info = tarfile.TarInfo(name)
            info.size = len(TEXT)
            archive.addfile(info, BytesIO(TEXT))
    data = buffer.getvalue()
    length = data.index(b" path=") - 3
    assert data[length : length + 3].isdigit()
    absurd = data[:length] + b"9" * 30 + data[length + 3 :]
    assert codes(expanded(tmp_path, absurd)) == ["", "format"]


def test_a_locked_member_says_so(tmp_path: Path) -> None:
    data = bytearray(zipped(("a.txt", TEXT)))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    (job,) = expanded(tmp_path, bytes(data))
    assert isinstance(job, Member)
    assert job.code == "format"
    assert "密码" in job.message


def test_what_is_no_document_is_left_out_as_in_a_folder(tmp_path: Path) -> None:
    data = zipped(("a.png", b"x"), ("__MACOSX/a.txt", TEXT), (".git/b.txt", TEXT), ("c.txt", TEXT))
    assert names(tmp_path, expanded(tmp_path, data)) == ["a.bin!/c.txt"]
    (job,) = expanded(tmp_path, zipped(("a.png", b"x")))
    assert isinstance(job, Member)
    assert (job.name, job.code) == (f"{tmp_path}/a.bin", "empty")


def test_every_member_has_a_result_in_order(tmp_path: Path) -> None:
    data = zipped(("一.txt", TEXT), ("坏.pdf", b"\x00\x01\x02\x03" * 9), ("二.txt", OTHER), ("../三.txt", TEXT))
    (tmp_path / "包.zip").write_bytes(data)
    (tmp_path / "单.txt").write_bytes(TEXT)
    results = list(Batch(Options()).run([str(tmp_path / "包.zip"), str(tmp_path / "单.txt")]))
    assert [result.status for result in results] == ["ok", "failed", "ok", "failed", "ok"]
    assert results[0].source.path == f"{tmp_path}/包.zip!/一.txt"
    assert results[2].text == OTHER.decode("gb18030")
    assert results[3].issues[0].code == "unsafe"


@pytest.mark.parametrize("name", ["a.pdf", "a.txt", "a.docx", "a.html", "a"])
def test_a_wrong_suffix_changes_nothing(name: str, tmp_path: Path) -> None:
    kinds = {"text/html": "<html><body><p>年底前改造十处路口。</p></body></html>".encode(), "text/plain": TEXT}
    for media_type, data in kinds.items():
        (tmp_path / name).write_bytes(data)
        (result,) = Batch(Options()).run([str(tmp_path / name)])
        assert result.source.media_type == media_type
