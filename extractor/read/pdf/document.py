"""PDF: text with page and box. What cannot be read is said: locked, damaged, scanned, fonts without a code."""

import threading
from collections.abc import Iterator
from statistics import fmean

from extractor.errors import EmptyError, FormatError, LimitError
from extractor.lang.fold import fold
from extractor.read.content import Content, Raw, within
from extractor.read.pdf import ocr
from extractor.read.pdf.columns import Placed
from extractor.read.pdf.engine import api, pdfium
from extractor.read.pdf.furniture import Face, furniture
from extractor.read.pdf.lines import Line
from extractor.read.pdf.phrases import phrases
from extractor.read.pdf.pieces import join, pieces
from extractor.read.pdf.sheet import Sheet, late_issues, named, read_sheet
from extractor.types import Issue

MEDIA_TYPE = "application/pdf"
SCAN = 0.3
SURE = 0.9
LITTLE = 200
_LOCK = threading.Lock()  # PDFium is not made for threads


def read(raw: Raw) -> Content:
    """Read a PDF. Raises FormatError (locked, damaged, dynamic form), EmptyError, LimitError."""
    with _LOCK, _open(raw) as file:
        sheets = list(_sheets(file, raw))
        if file.get_formtype() == api.FORMTYPE_XFA_FULL and _is_dynamic(sheets):
            raise FormatError(
                f"文件 {raw.path} 是 XFA 动态表单，正文不在页面上；请用 Adobe Reader 打印成普通 PDF 再读取"
            )
        sheets, issues = _recognised(file, sheets)
    issues += late_issues(sheets)
    text, blocks = join(pieces(sheets, _left_out(sheets)))
    if not blocks and not issues:
        raise EmptyError(f"文件 {raw.path} 没有文字也没有图片（{len(sheets)} 页空白）；请确认文件是否选错")
    plain = fold(text)
    return Content(text, plain, within(blocks, raw), MEDIA_TYPE, None, tuple(issues))


def _open(raw: Raw) -> pdfium.PdfDocument:
    handle = api.FPDF_LoadMemDocument64(raw.data, len(raw.data), None)  # raw.data must outlive the file
    if not handle:
        if api.FPDF_GetLastError() in (api.FPDF_ERR_PASSWORD, api.FPDF_ERR_SECURITY):
            raise FormatError(f"文件 {raw.path} 是加密的 PDF，需要密码；请先去掉密码（另存为不加密的 PDF）再读取")
        raise FormatError(f"文件 {raw.path} 是损坏或不完整的 PDF，不能打开；请重新下载，或用阅读器另存后再读取")
    file = pdfium.PdfDocument(handle)
    if len(file) > raw.limits.max_pages:
        pages = len(file)
        file.close()
        raise LimitError(
            f"文件 {raw.path} 有 {pages} 页，超过上限 {raw.limits.max_pages} 页；请拆成几个文件，或加大 --max-pages"
        )
    return file


def _sheets(file: pdfium.PdfDocument, raw: Raw) -> Iterator[Sheet]:
    left = raw.limits.max_characters
    for number in range(1, len(file) + 1):
        try:
            page = file[number - 1]
            sheet = read_sheet(page, number, left + 1, raw.limits.max_page_seconds)
            page.close()
        except pdfium.PdfiumError:
            sheet = Sheet(number, (0.0, 0.0), (), late=True)
        left -= sum(len(line.text) for line in sheet.lines)
        if left < 0:
            raise LimitError(
                f"文件 {raw.path} 超过字数上限 {raw.limits.max_characters} 字（到第 {number} 页）；"
                "请拆成几个文件，或加大 --max-characters"
            )
        yield sheet


def _left_out(sheets: list[Sheet]) -> set[Line]:
    return furniture([Face(sheet.lines, sheet.size[1]) for sheet in sheets])


def _is_dynamic(sheets: list[Sheet]) -> bool:
    lines = [fold(line.text) for sheet in sheets for line in sheet.lines]
    return len(sheets) == 1 and (not lines or any(phrases().dynamic.search(line) for line in lines))


def _recognised(file: pdfium.PdfDocument, sheets: list[Sheet]) -> tuple[list[Sheet], list[Issue]]:
    """Read the pages without text from their pictures, where the package for it is there."""
    left_out = _left_out(sheets)
    blank = [sheet for sheet in sheets if sheet.broken or _is_scan(sheet, left_out)]
    if not blank:
        return sheets, _pictures(sheets)
    if not ocr.is_available():
        return [_unbroken(sheet) for sheet in sheets], _unread(blank)
    done = {}
    scores: list[float] = []
    for sheet in blank:
        page = file[sheet.number - 1]
        done[sheet.number], found = ocr.read_picture(page, sheet)
        page.close()
        scores += found
    sure = fmean(scores) if scores else 0.0
    message = f"{_names(blank)}没有可用的文字层，已用 OCR 识别，平均置信度 {sure:.2f}；数字和机构名请对照原件核对"
    issue = Issue("read", "ocr", message, severity="note" if sure >= SURE else "partial")
    return [done.get(sheet.number, sheet) for sheet in sheets], [issue]


def _is_scan(sheet: Sheet, left_out: set[Line]) -> bool:
    return sheet.picture >= SCAN and all(isinstance(item, Placed) and item.line in left_out for item in sheet.items)


def _unbroken(sheet: Sheet) -> Sheet:
    """Return a page without the characters that mean nothing."""
    return sheet._replace(items=()) if sheet.broken else sheet


def _unread(blank: list[Sheet]) -> list[Issue]:
    scanned, broken = [s for s in blank if not s.broken], [s for s in blank if s.broken]
    issues = []
    advice = f"请安装 OCR 扩展后重试：{ocr.INSTALL}"
    if scanned:
        issues.append(Issue("read", "scanned", f"{_names(scanned)}是扫描图片，没有文字，未能读取；{advice}"))
    if broken:
        message = f"{_names(broken)}的字体没有文字编码（只有私用区或替代字符），读不出文字；{advice}"
        issues.append(Issue("read", "font", message))
    return issues


def _pictures(sheets: list[Sheet]) -> list[Issue]:
    """Note pages whose large picture may hold text besides the text that was read."""
    large = [sheet for sheet in sheets if sheet.picture >= SCAN]
    pictures = [sheet for sheet in large if sum(len(line.text) for line in sheet.lines) < LITTLE]
    message = f"{_names(pictures)}有大幅图片，图中的文字没有读取；需要时请对图片另做文字识别"
    return [Issue("read", "picture", message, severity="note")] if pictures else []


def _names(sheets: list[Sheet]) -> str:
    return named([sheet.number for sheet in sheets])
