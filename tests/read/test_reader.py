"""Bytes and files to documents: limits, empty and unreadable sources, names of files."""

import os
from pathlib import Path

import pytest

from extractor.errors import EmptyError, LimitError, ReadError, UnreadableError
from extractor.read import DEFAULT_LIMITS, Limits, digest_file, read_bytes, read_file, read_text
from extractor.read.content import Content, Raw
from extractor.read.reader import READERS


@pytest.mark.parametrize(
    "data", [b"", b" \n\t\r\n", "　\u00a0\u200b\n".encode(), b"\xef\xbb\xbf", "\ufeff \n".encode("utf-16-le"), b"\x1a"]
)
def test_nothing_visible_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyError, match=r"文件 空\.txt .*请确认文件是否选错"):
        read_bytes(data, "空.txt")


def test_the_size_limit() -> None:
    assert DEFAULT_LIMITS.max_bytes == 64 * 1024 * 1024
    read_bytes("一二".encode(), "a.txt", Limits(max_bytes=6))
    with pytest.raises(LimitError, match=r"文件 a\.txt 超过大小上限 .*5 ?字节.*拆成几个文件"):
        read_bytes("一二".encode(), "a.txt", Limits(max_bytes=5))


def test_the_limit_of_characters() -> None:
    read_bytes("建成驿站。".encode(), "a.txt", Limits(max_characters=5))
    with pytest.raises(LimitError, match=r"文件 a\.txt 有 5 字，超过上限 4 字.*拆成几个文件"):
        read_bytes("建成驿站。".encode(), "a.txt", Limits(max_characters=4))


@pytest.mark.parametrize("pattern", ["{}", "# 题\n{}", "<p>{}</p>"])
def test_the_limit_of_blocks(pattern: str) -> None:
    separator = "<br>" if pattern.startswith("<") else "\n"
    data = pattern.format(separator.join("第一段话。" for _ in range(12))).encode()
    read_bytes(data, "a.txt", Limits(max_blocks=20))
    with pytest.raises(LimitError, match="超过上限 10 段"):
        read_bytes(data, "a.txt", Limits(max_blocks=10))


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "实施方案.dat"
    path.write_bytes("到2030年建成。".encode("gb18030"))
    document = read_file(path)
    assert (document.text, document.source.path, document.source.encoding) == ("到2030年建成。", str(path), "gb18030")


def test_a_file_over_the_limit_is_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as stream:
        stream.truncate(1 << 40)
    with pytest.raises(LimitError, match="64 MiB"):
        read_file(path)


def test_missing_directory_and_device(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"找不到文件 .*无\.txt；请检查路径"):
        read_file(tmp_path / "无.txt")
    with pytest.raises(UnreadableError, match="是文件夹，不是文件"):
        read_file(tmp_path)
    with pytest.raises(UnreadableError, match="不是普通文件"):
        read_file(Path(os.devnull))
    with pytest.raises(UnreadableError, match="不能读取"):
        read_file(tmp_path / ("长" * 2000))
    with pytest.raises(UnreadableError, match="不能读取"):
        read_file(Path("a\0b"))


def test_a_forbidden_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "密.txt"
    path.write_text("内容", "utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableError, match=r"没有权限读取 .*密\.txt；请检查文件权限"):
        read_file(path)


def test_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    if os.fork() == 0:
        path.write_bytes("到2030年建成。".encode())
        os._exit(0)
    assert read_file(path).text == "到2030年建成。"
    os.wait()


def test_a_name_in_another_encoding_can_be_written(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "通知.txt".encode("gb18030")))
    path.write_text("内容", "utf-8")
    name = read_file(path).source.path
    assert name.endswith("通知.txt")
    assert name.encode("utf-8")


def test_every_error_names_the_source_and_is_a_read_error() -> None:
    for data in (b"", b"\x89PNG\r\n\x1a\n", b"\0\1\2\3" * 99):
        with pytest.raises(ReadError, match="<stdin>"):
            read_bytes(data)


def test_a_text_that_is_decoded_already() -> None:
    text = "# 一、总体要求\n到2030年建成。"
    document, same = read_text(text, "甲"), read_bytes(text.encode())
    assert (document.text, document.plain, document.source.path) == (text, same.plain, "甲")
    assert document.source.sha256 == same.source.sha256
    assert [block.span.of(text) for block in document.blocks] == ["# 一、总体要求", "到2030年建成。"]
    with pytest.raises(EmptyError, match="甲 没有可见的文字"):
        read_text(" \n", "甲")


def test_a_later_reader_plugs_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(raw: Raw) -> Content:
        return Content(raw.path, raw.path, (), "application/pdf")

    monkeypatch.setitem(READERS, "pdf", read)
    document = read_bytes(b"%PDF-1.7 ...", "a.pdf")
    assert (document.text, document.source.media_type, document.source.encoding) == ("a.pdf", "application/pdf", None)


def test_the_digest_of_a_file_reads_no_more_than_the_limit(tmp_path: Path) -> None:
    small, huge = tmp_path / "小.txt", tmp_path / "大.txt"
    small.write_bytes("一二".encode())
    with huge.open("wb") as stream:
        stream.truncate(1 << 40)
    assert digest_file(small) == read_bytes("一二".encode()).source.sha256
    assert digest_file(huge) == digest_file(tmp_path) == digest_file(tmp_path / "无.txt") == ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_read_for_its_digest(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert digest_file(tmp_path / "pipe") == ""
