"""Docx files that are damaged or hostile: bounded, said, and never more than a ReadError."""

import time
import zipfile
from io import BytesIO

import pytest
from docxfile import archive, docx, lines, p, part, read, run

from extractor.errors import EmptyError, FormatError, LimitError
from extractor.read import Limits, read_bytes

MAIN = "word/document.xml"


def test_expansion_is_bounded() -> None:
    bomb = docx(p("甲") + "<w:p/>" * 4_000_000)
    assert len(bomb) < 200_000
    with pytest.raises(LimitError, match=r"word/document\.xml 解压后超过上限.*压缩比 200"):
        read_bytes(bomb, "炸弹.docx")
    with pytest.raises(LimitError, match="共 1 MiB"):
        read(p("甲" * 2_000_000), Limits(max_expanded=2**20))


def test_every_part_counts_towards_the_limit() -> None:
    body, notes = p("甲" * 1000), f'<w:footnote w:id="1">{p("乙" * 1000)}</w:footnote>'
    size = len((body + notes).encode())
    with pytest.raises(LimitError):
        read(body, Limits(max_expanded=size), footnotes=notes)


def test_blank_paragraphs_count_too() -> None:
    with pytest.raises(LimitError, match="超过上限 10 段"):
        read(p("甲") + "<w:p/>" * 10, Limits(max_blocks=10))


ENTITY = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    "doctype", [ENTITY, '<!DOCTYPE x [<!ENTITY a "aaaa">]>', '<!DOCTYPE x SYSTEM "http://x/y.dtd">']
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(doctype: str, encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}' + part("document", f"<w:body>{p('&a;')}</w:body>")
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr(MAIN, xml.encode(encoding))
    with pytest.raises(FormatError, match="DOCTYPE"):
        read_bytes(stream.getvalue(), "a.docx")


def test_a_part_outside_the_file_is_not_read() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
    outside = f'<Relationship Id="a" Type="{kind}" Target="file:///etc/passwd" TargetMode="External"/>'
    above = f'<Relationship Id="b" Type="{kind}" Target="../../../../etc/passwd"/>'
    relations = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{outside}{above}'
    body = part("document", f"<w:body>{p('甲')}</w:body>")
    document = read_bytes(archive({MAIN: body, "word/_rels/document.xml.rels": f"{relations}</Relationships>"}))
    assert (document.text, document.issues) == ("甲", ())


def test_nesting_without_end() -> None:
    deep = "<w:sdt>" * 5000 + p("深处") + "</w:sdt>" * 5000
    document = read(p("甲") + deep + p("乙"))
    assert lines(document)[0] == "甲"
    assert [issue.code for issue in document.issues] == ["damaged"]
    tables = "<w:tbl><w:tr><w:tc>" * 60 + p("深处") + "</w:tc></w:tr></w:tbl>" * 60
    assert lines(read(tables)) == ["深处"]


def test_xml_that_breaks_off_gives_what_stands_before() -> None:
    xml = part("document", f"<w:body>{p('第一段')}{p('第二段')}{p('第三段')}</w:body>")
    document = read_bytes(archive({MAIN: xml[: xml.index("第三段")]}))
    assert lines(document)[:2] == ["第一段", "第二段"]
    (issue,) = document.issues
    assert (issue.code, issue.severity) == ("damaged", "partial")
    assert "word/document.xml 已损坏" in issue.message


def test_a_damaged_side_part_costs_only_itself() -> None:
    document = read(p("甲", number="1 0"), numbering="<w:abstractNum")
    assert document.text == "甲"
    assert "word/numbering.xml" in document.issues[0].message


@pytest.mark.parametrize(
    "members",
    [{"word/styles.xml": "<a/>"}, {MAIN: ""}, {MAIN: "不是标记"}, {MAIN: '<?xml version="1.0" encoding="x"?><a/>'}],
)
def test_no_main_part(members: dict[str, str]) -> None:
    with pytest.raises(FormatError, match=r"文件 a\.docx 实际是 Word 文档（docx），已损坏.*另存"):
        read_bytes(archive(members), "a.docx")


def test_a_cut_file_is_damaged() -> None:
    data = docx(p("甲" * 300))
    with pytest.raises(FormatError, match="已损坏"):
        read_bytes(data[: len(data) - 40], "a.docx")


def test_a_broken_checksum_is_damaged() -> None:
    data = bytearray(docx(p("甲乙丙丁戊己庚辛" * 30)))
    at = data.index(MAIN.encode()) + len(MAIN) + 60
    data[at] ^= 0xFF
    with pytest.raises(FormatError, match="已损坏"):
        read_bytes(bytes(data), "a.docx")


def test_a_file_of_pictures_is_empty() -> None:
    with pytest.raises(EmptyError, match="OCR"):
        read(p("<w:r><w:drawing/></w:r>"))


def test_text_in_another_format_is_said() -> None:
    document = read(p("甲") + "<w:altChunk/>")
    assert [(issue.code, issue.severity) for issue in document.issues] == [("embedded", "partial")]


def test_long_patterns_of_numbers_do_not_multiply() -> None:
    pattern = f'<w:lvl w:ilvl="0"><w:lvlText w:val="{"%1" * 100_000}"/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{pattern}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    body = "".join(p("甲", number="1 0") for _ in range(2000))
    assert len(read(body, numbering=numbering).text) < 400_000


def test_the_time_grows_with_the_size() -> None:
    began = time.perf_counter()
    read("".join(p(run("建成") + run("驿站")) for _ in range(20_000)))
    assert time.perf_counter() - began < 20
