"""Workbooks whose marks are written in another way than Excel's, so that no count of them by bytes is fooled."""

import time
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from extractor.errors import FormatError, LimitError
from extractor.read import Limits, read_bytes

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROWS = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>修好老桥。</t></is></c></row></sheetData>'
SHEET = f'<worksheet xmlns="{MAIN}">{ROWS}{{}}</worksheet>'
FAR = "A1:XFD1048576"
MERGED = f'<mergeCells><mergeCell ref="{FAR}"/></mergeCells>'
COMMENTS = f'<comments xmlns="{MAIN}"><authors><author>甲</author></authors><commentList>{{}}</commentList></comments>'
RELATED = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="c1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="/xl/comments1.xml"/>'
    "</Relationships>"
)


def xlsx(sheet: bytes, name: str = "xl/worksheets/sheet1.xml", more: dict[str, str] | None = None) -> bytes:
    """Return a workbook with a sheet as written, in a part of that name, and more parts."""
    stream, changed = BytesIO(), BytesIO()
    Workbook().save(stream)
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(changed, "w") as target:
        for part in source.namelist():
            data = source.read(part).replace(b"xl/worksheets/sheet1.xml", name.encode())
            if part != "xl/worksheets/sheet1.xml":
                target.writestr(part, data)
        target.writestr(name, sheet)
        for part, content in (more or {}).items():
            target.writestr(part, content)
    return changed.getvalue()


def test_a_sheet_in_utf_16_is_read_and_measured() -> None:
    declaration = '<?xml version="1.0" encoding="UTF-16"?>'
    assert read_bytes(xlsx((declaration + SHEET.format("")).encode("utf-16"))).text == "修好老桥。"
    with pytest.raises(LimitError, match="--max-cells"):
        read_bytes(xlsx((declaration + SHEET.format(MERGED)).encode("utf-16")))
    small = SHEET.format(MERGED.replace(FAR, "A3:Z50"))
    with pytest.raises(LimitError, match="100 个单元格"):
        read_bytes(xlsx(small.encode("utf-16")), "a.xlsx", Limits(max_cells=100))


def test_entities_in_utf_16_are_refused() -> None:
    sheet = '<!DOCTYPE a [<!ENTITY b "乙">]>' + SHEET.format("")
    with pytest.raises(FormatError, match="DOCTYPE"):
        read_bytes(xlsx(sheet.encode("utf-16")))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-7", "cp037"])
def test_other_encodings_are_damage(encoding: str) -> None:
    sheet = SHEET.format(MERGED).encode(encoding, "xmlcharrefreplace")
    if encoding == "utf-7":
        sheet = b'<?xml version="1.0" encoding="UTF-7"?>' + sheet
    with pytest.raises(FormatError, match="已损坏"):
        read_bytes(xlsx(sheet))


@pytest.mark.parametrize(
    "merged",
    [
        f'<a-b:mergeCells xmlns:a-b="{MAIN}"><a-b:mergeCell ref="{FAR}"/></a-b:mergeCells>',
        f'<表:mergeCells xmlns:表="{MAIN}"><表:mergeCell ref="{FAR}"/></表:mergeCells>',
        f'<mergeCells><mergeCell xmlns:a=" ref=\'A1\' " ref="{FAR}"/></mergeCells>',
        '<mergeCells><mergeCell ref="$A$1:$XFD$1048576"/><mergeCell ref = "A1048576:XFD1"/></mergeCells>',
        f'<hyperlinks><hyperlink ref="{FAR}" location="b &gt; c > d"/></hyperlinks>',
    ],
    ids=["dashed prefix", "other prefix", "reference in a value", "backwards", "link"],
)
def test_vast_areas_are_seen_however_they_are_written(merged: str) -> None:
    with pytest.raises(LimitError, match="--max-cells"):
        read_bytes(xlsx(SHEET.format(merged).encode()))


def test_the_area_of_a_comment_is_seen() -> None:
    related = {"xl/worksheets/_rels/sheet1.xml.rels": RELATED}
    comment = '<comment ref="{}" authorId="0"><text><t>注</t></text></comment>'
    one = {**related, "xl/comments1.xml": COMMENTS.format(comment.format("A1"))}
    assert read_bytes(xlsx(SHEET.format("").encode(), more=one)).text == "修好老桥。"
    with pytest.raises(LimitError, match="--max-cells"):
        read_bytes(
            xlsx(SHEET.format("").encode(), more={**one, "xl/comments1.xml": COMMENTS.format(comment.format(FAR))})
        )


@pytest.mark.parametrize("name", ["xl/sheet1.xml", "xl/worksheets/sheet1.bin", "one.dat"])
def test_a_sheet_of_another_name_is_measured(name: str) -> None:
    assert read_bytes(xlsx(SHEET.format("").encode(), name)).text == "修好老桥。"
    with pytest.raises(LimitError, match="--max-cells"):
        read_bytes(xlsx(SHEET.format(MERGED).encode(), name))


def test_links_of_single_cells_are_no_cells() -> None:
    links = '<hyperlink ref="A1" location="b"/>' * 50
    data = xlsx(SHEET.format(f"<hyperlinks>{links}</hyperlinks>").encode())
    assert read_bytes(data, "a.xlsx", Limits(max_cells=1)).text == "修好老桥。"


def test_marks_that_never_end_cost_little() -> None:
    began = time.process_time()
    with pytest.raises(FormatError):
        read_bytes(xlsx(SHEET.format("<mergeCell " + "a='' " * 200_000 + "<" * 200_000).encode()))
    assert time.process_time() - began < 3
