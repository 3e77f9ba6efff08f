"""PDFs that cannot be read as text, or not at all: locked, scanned, without codes, damaged, too large."""

import io
import random
import sys

import pytest
from invariants import check, kept, noise
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from eval.roundtrip.press import HEIGHT, LEFT, WIDTH, Press, number_pages
from extractor.errors import EmptyError, FormatError, LimitError, ReadError
from extractor.pipeline import extract_bytes
from extractor.read import Limits, read_bytes
from extractor.read.pdf import ocr
from extractor.read.pdf.engine import api, pdfium

TEXT = "市水务局负责改造老旧供水管网一百公里。"


def page(text: str = TEXT) -> bytes:
    press = Press(number_pages)
    press.paragraph(text)
    return press.close()


def scan(data: bytes, stamp: str = "") -> bytes:
    """Return a file whose pages are pictures of those given."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT))
    with pdfium.PdfDocument(data) as file:
        for sheet in file:
            canvas.drawImage(ImageReader(sheet.render(scale=2).to_pil()), 0, 0, WIDTH, HEIGHT)
            canvas.setFont("STSong-Light", 8)
            canvas.drawString(480, 20, stamp)
            canvas.showPage()
    canvas.save()
    return stream.getvalue()


def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_available", lambda: False)


@pytest.mark.parametrize("stamp", ["", "扫描全能王 创建"])
def test_a_scan_names_the_extra(monkeypatch: pytest.MonkeyPatch, stamp: str) -> None:
    without_ocr(monkeypatch)
    document = read_bytes(scan(page(), stamp), "扫描.pdf")
    check(document)
    assert kept(document) == []
    assert noise(document) == ([stamp] if stamp else [])
    (issue,) = document.issues
    assert (issue.code, issue.severity) == ("scanned", "partial")
    assert "第 1 页是扫描图片" in issue.message
    assert "pip install 'zhengce[ocr]'" in issue.message
    assert extract_bytes(scan(page(), stamp), "扫描.pdf").status == "partial"


def test_a_scan_is_read_with_ocr() -> None:
    pytest.importorskip("rapidocr")
    document = read_bytes(scan(page(), "扫描全能王 创建"), "扫描.pdf")
    check(document)
    assert kept(document) == [TEXT]
    (block,) = (block for block in document.blocks if block.kind == "text")
    left, top, _, bottom = block.place.box or (0, 0, 0, 0)
    assert block.place.page == 1
    assert left == pytest.approx(LEFT + 31, abs=6)
    assert 95 < top < bottom < 130
    (issue,) = document.issues
    assert (issue.code, issue.severity) == ("ocr", "note")
    assert "平均置信度 0.9" in issue.message or "平均置信度 1.0" in issue.message


def test_scanned_pages_among_others(monkeypatch: pytest.MonkeyPatch) -> None:
    without_ocr(monkeypatch)
    with pdfium.PdfDocument(page()) as file, pdfium.PdfDocument(scan(page())) as scanned:
        file.import_pages(scanned)
        stream = io.BytesIO()
        file.save(stream)
    document = read_bytes(stream.getvalue(), "混合.pdf")
    assert kept(document) == [TEXT]
    assert [(issue.code, "第 2 页" in issue.message) for issue in document.issues] == [("scanned", True)]


def test_a_picture_beside_text_is_noted() -> None:
    press = Press()
    press.paragraph("附图：全市水系分布。")
    press.canvas.drawImage(ImageReader(Image.new("RGB", (80, 80), "green")), 100, 100, 400, 500)
    document = read_bytes(press.close(), "图.pdf")
    assert kept(document) == ["附图：全市水系分布。"]
    assert [(issue.code, issue.severity) for issue in document.issues] == [("picture", "note")]


def test_letters_without_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    without_ocr(monkeypatch)
    document = read_bytes(page("\ue000\ue001\ue002\ue003" * 5), "乱.pdf")
    assert kept(document) == []
    (issue,) = document.issues
    assert (issue.code, issue.severity) == ("font", "partial")
    assert "第 1 页的字体没有文字编码" in issue.message


@pytest.mark.parametrize("password", ["密", "abc"])
def test_a_locked_file_is_named(password: str) -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption(password, canPrint=0))
    canvas.drawString(100, 700, "secret")
    canvas.save()
    with pytest.raises(FormatError, match=r"密件\.pdf 是加密的 PDF，需要密码；请先去掉密码"):
        read_bytes(stream.getvalue(), "密件.pdf")


def test_a_form_without_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfium.PdfDocument, "get_formtype", lambda file: api.FORMTYPE_XFA_FULL)
    with pytest.raises(FormatError, match=r"表\.pdf 是 XFA 动态表单.*请用 Adobe Reader"):
        read_bytes(page("Please wait... Adobe Reader"), "表.pdf")
    assert kept(read_bytes(page(), "表.pdf")) == [TEXT]


def test_blank_pages_are_empty() -> None:
    blank = Press()
    blank.turn()
    with pytest.raises(EmptyError, match=r"白\.pdf 没有文字也没有图片（1 页空白）"):
        read_bytes(blank.close(), "白.pdf")


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n%%EOF", page()[:300]])
def test_a_damaged_file_is_named(data: bytes) -> None:
    with pytest.raises(FormatError, match=r"坏\.pdf 是损坏或不完整的 PDF"):
        read_bytes(data, "坏.pdf")


def test_limits() -> None:
    press = Press()
    for _ in range(3):
        press.paragraph(TEXT)
        press.turn()
    data = press.close()
    read_bytes(data, "长.pdf", Limits(max_pages=3, max_characters=100))
    with pytest.raises(LimitError, match=r"长\.pdf 有 3 页，超过上限 2 页"):
        read_bytes(data, "长.pdf", Limits(max_pages=2))
    with pytest.raises(LimitError, match=r"长\.pdf 超过字数上限 30 字（到第 2 页）"):
        read_bytes(data, "长.pdf", Limits(max_characters=30))


def test_a_page_that_takes_too_long_says_so() -> None:
    document = read_bytes(page(), "慢.pdf", Limits(max_page_seconds=0))
    assert kept(document) == [TEXT]
    assert [(issue.code, issue.severity) for issue in document.issues] == [("page", "partial")]


def test_the_library_is_named_when_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("extractor.read.pdf.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("extractor.read.pdf.document", raising=False)
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(FormatError, match=r"件\.pdf.*需要 pypdfium2；请先安装：pip install pypdfium2"):
        read_bytes(page(), "件.pdf")


@pytest.mark.parametrize("seed", range(40))
def test_altered_files_are_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(page())
    for _ in range(chance.randint(1, 30)):
        at = chance.randrange(20, len(data))
        data[at : at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
    try:
        check(read_bytes(bytes(data), "改.pdf"))
    except ReadError as error:
        assert "改.pdf" in str(error)
