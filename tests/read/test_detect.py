"""The format is what the content says, whatever the file is called."""

import io
import zipfile

import pytest

from extractor.errors import FormatError
from extractor.read import read_bytes
from extractor.read.detect import detect_binary, detect_text


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return buffer.getvalue()


OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "pdf", "PDF"),
        (b"\n\n%PDF-1.4", "pdf", "PDF"),
        (archive("[Content_Types].xml", "word/document.xml"), "docx", "Word"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "xlsx", "Excel"),
        (archive("[Content_Types].xml", "ppt/presentation.xml"), "pptx", "PowerPoint"),
        (archive("OFD.xml", "Doc_0/Document.xml"), "ofd", "OFD"),
        (archive("mimetype", "content.xml"), "odt", "ODF"),
        (archive("mimetype", "META-INF/container.xml"), "epub", "EPUB"),
        (archive("a.txt", "b.txt"), "zip", "ZIP"),
        (archive("[Content_Types].xml", "word/document.xml")[:60], "zip", "ZIP"),
        (OLE + "WordDocument".encode("utf-16-le") + bytes(40), "doc", "Word 97-2003"),
        (OLE + "Workbook".encode("utf-16-le") + bytes(40), "xls", "Excel 97-2003"),
        (OLE + "EncryptedPackage".encode("utf-16-le") + bytes(40), "locked", "加密"),
        (OLE, "ole", "OLE"),
        (rb"{\rtf1\ansi ", "rtf", "RTF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image", "图片"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image", "图片"),
        (b"GIF89a\1\0\1\0", "image", "图片"),
        (b"BM\x46\0\0\0\0\0\0\0\x36\0", "image", "图片"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "image", "图片"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "media", "音频"),
        (b"\0\0\0\x18ftypmp42", "media", "视频"),
        (b"Rar!\x1a\x07\x01\0", "archive", "压缩包"),
        (b"\x1f\x8b\x08\0\0", "packed", "压缩包"),
        (b"\x7fELF\x02\x01", "program", "程序"),
        (b"SQLite format 3\0", "data", "数据"),
        (b"CAJ\0\0\0", "caj", "CAJ"),
        (b"Founder CEB 2.0", "ceb", "CEB"),
    ],
)
def test_binary_files_are_named(data: bytes, name: str, words: str) -> None:
    found = detect_binary(data)
    assert found is not None and found.name == name and words in found.title


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"Rar!\x1a\x07\x01\0", "压缩包"),
        (b"CAJ\0\0\0", "CAJ"),
        (b"\x7fELF\x02\x01", "程序"),
        (archive("content.xml"), "ODF"),
        (archive("ppt/slide.xml"), "PowerPoint"),
    ],
)
def test_what_has_no_reader_is_refused_by_its_name(data: bytes, words: str) -> None:
    with pytest.raises(FormatError) as raised:
        read_bytes(data, "通知.txt")
    message = str(raised.value)
    assert message.startswith("文件 通知.txt 实际是 ") and words in message
    assert "本版本尚不能读取；请" in message


@pytest.mark.parametrize(
    "text", ["BMW 厂区改造方案", "MZ 区规划", "PKU 合作办法", "ID3 号地块", "Rar 说明", "GIF 图说明"]
)
def test_texts_that_begin_like_a_signature_are_texts(text: str) -> None:
    assert detect_binary(text.encode()) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<!DOCTYPE html><p>x", "html"),
        ("\ufeff  <html><body>x</body></html>", "html"),
        ("<!-- saved from url --><HTML><BODY>x</BODY></HTML>", "html"),
        ('<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html xmlns="y"></html>', "html"),
        ("<div class=a>甲</div>", "html"),
        ("<p>甲<p>乙<p>丙", "html"),
        ("Warning: x\n<html><body>x</body></html>", "html"),
        ('<?xml version="1.0"?><rss><item>x</item></rss>', "xml"),
        ("MIME-Version: 1.0\nSubject: x\nContent-Type: multipart/related\n\n", "mht"),
        ("# 标题\n\n正文", "markdown"),
        ("| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |", "markdown"),
        ("- 甲\n- 乙\n\n**丙**：丁", "markdown"),
        ("一、总体要求\n1. 甲\n- 乙", "text"),
        ("# 号楼改造", "markdown"),
        ("#1 机组改造\n#2 机组改造", "text"),
        ("面积<100平方米的，p>0.05", "text"),
        ("<关于加快发展的决定>已经印发", "text"),
        ("****年**月**日", "text"),
    ],
)
def test_text_formats(text: str, name: str) -> None:
    assert detect_text(text) == name


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (archive("甲.txt", "乙.txt"), "ZIP"),
        (b"\x1f\x8b\x08\0\0", "gzip"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n", "邮件"),
    ],
)
def test_what_holds_documents_says_how_to_read_them(data: bytes, words: str) -> None:
    told = rf"包\.bin 是 .*{words}.*zhengce extract.*extractor\.pipeline\.extract_files"
    with pytest.raises(FormatError, match=told):
        read_bytes(data, "包.bin")


@pytest.mark.parametrize(
    ("text", "words"),
    [('<?xml version="1.0"?><data>1</data>', "XML"), ("MIME-Version: 1.0\nContent-Type: multipart/related\n", "MHT")],
)
def test_markup_that_is_no_page_is_refused(text: str, words: str) -> None:
    with pytest.raises(FormatError, match=words):
        read_bytes(text.encode(), "a.txt")
