"""Docx: the text as Word shows it, in reading order, and where it stands."""

import pytest
from docxfile import docx, level, lines, lists, p, read, run
from invariants import check

from extractor.read import read_bytes
from extractor.types import Document

BOX = "<w:txbxContent>{}</w:txbxContent>"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("建成") + run("驿站"), "建成驿站"),
        ("<w:r><w:t>建成</w:t><w:tab/><w:t>驿站</w:t></w:r>", "建成\t驿站"),
        ("<w:r><w:t>建成</w:t><w:br/><w:t>驿站</w:t></w:r>", "建成\n驿站"),
        ('<w:r><w:t>建成</w:t><w:br w:type="page"/><w:t>驿站</w:t></w:r>', "建成驿站"),
        ("<w:r><w:t>3</w:t><w:noBreakHyphen/><w:t>5个</w:t></w:r>", "3-5个"),
        ("<w:r><w:t>驿\n  站</w:t></w:r>", "驿   站"),
        (run("建成") + run("草稿", "<w:vanish/>") + run("驿站"), "建成驿站"),
        (run("建成") + run("两座", '<w:vanish w:val="0"/>'), "建成两座"),
        ("<w:hyperlink>" + run("县水务局") + "</w:hyperlink>", "县水务局"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + run("年底前") + "</w:sdtContent></w:sdt>", "年底前"),
        ("<w:smartTag>" + run("沙溪镇") + "</w:smartTag>", "沙溪镇"),
        ('<w:fldSimple w:instr="DATE">' + run("2031年") + "</w:fldSimple>", "2031年"),
        ("<w:r><w:instrText>PAGEREF x</w:instrText></w:r>" + run("甲"), "甲"),
        ("<w:r><w:ruby><w:rt>" + run("pin") + "</w:rt><w:rubyBase>" + run("拼") + "</w:rubyBase></w:ruby></w:r>", "拼"),
        ("<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>", "x=2"),
        # tracked changes: as accepted
        (run("建成") + "<w:ins>" + run("两座") + "</w:ins>" + run("驿站"), "建成两座驿站"),
        (run("建成") + "<w:del><w:r><w:delText>三座</w:delText></w:r></w:del>" + run("驿站"), "建成驿站"),
        (run("甲") + "<w:moveFrom>" + run("旧") + "</w:moveFrom><w:moveTo>" + run("新") + "</w:moveTo>", "甲新"),
        ("<w:ins><w:del>" + run("去") + "</w:del></w:ins>" + run("留"), "留"),
    ],
)
def test_runs(content: str, text: str) -> None:
    document = read(p(content))
    assert document.text == text
    check(document)


DELETED_MARK = "<w:rPr><w:del/></w:rPr>"


def test_a_deleted_paragraph_mark_joins_paragraphs() -> None:
    body = p("到2031年，", more=DELETED_MARK) + p("建成驿站。") + p("末段，", more=DELETED_MARK)
    assert read(body).text == "到2031年，建成驿站。\n末段，"


def test_a_deleted_paragraph_takes_no_number() -> None:
    gone = p("<w:del>" + run("旧条目") + "</w:del>", number="1 0", more=DELETED_MARK)
    body = p("甲", number="1 0") + gone + p("乙", number="1 0")
    assert lines(read(body, numbering=lists(level(0, "chineseCounting", "%1、")))) == ["一、甲", "二、乙"]


def places(document: Document) -> list[int | None]:
    return [block.place.paragraph for block in document.blocks]


def test_paragraphs_and_their_numbers() -> None:
    document = read(p("标题") + p("") + p("<w:r><w:t>第一行</w:t><w:br/><w:t>第二行</w:t></w:r>") + p("　　末段"))
    assert document.text == "标题\n\n第一行\n第二行\n　　末段"
    assert places(document) == [1, 2, 2, 3]
    check(document)


def test_source() -> None:
    source = read(p("甲")).source
    assert source.media_type == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert source.encoding is None


def test_headers_footers_and_comments_are_kept_out() -> None:
    section = '<w:sectPr><w:headerReference w:type="default"/></w:sectPr>'
    document = read(
        p("正文") + section, header1=p("内部资料"), comments=f'<w:comment w:id="0">{p("改一下")}</w:comment>'
    )
    assert document.text == "正文"


@pytest.mark.parametrize(
    "shape",
    [
        "<w:r><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></w:r>",
        "<w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>",
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
        "<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        '<w:r><mc:AlternateContent><mc:Choice Requires="wpc"><w:drawing/></mc:Choice>'
        "<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    ],
)
def test_text_boxes_stand_once_behind_their_paragraph(shape: str) -> None:
    box = BOX.format(p("框内一") + p("框内二"))
    document = read(p(run("前") + shape.format(box=box) + run("后")) + p("末"))
    assert document.text == "前后\n框内一\n框内二\n末"


NOTE = '<w:{kind} w:id="{id}">{text}</w:{kind}>'


def test_notes_stand_behind_the_paragraph_that_refers_to_them() -> None:
    first = run("甲") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("乙")
    second = run("丙") + '<w:r><w:endnoteReference w:id="1"/><w:footnoteReference w:id="2"/></w:r>'
    notes = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    notes += NOTE.format(kind="footnote", id=2, text=p("口径为常住人口。"))
    ends = NOTE.format(kind="endnote", id=1, text=p("数据截至上年。"))
    document = read(p(first) + p(second), footnotes=notes, endnotes=ends)
    assert lines(document) == ["甲乙", "口径为常住人口。", "丙", "数据截至上年。"]


def test_a_note_that_refers_to_itself_stands_once() -> None:
    reference = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    note = NOTE.format(kind="footnote", id=1, text=p(run("注") + reference))
    assert lines(read(p(run("甲") + reference), footnotes=note)) == ["甲", "注"]


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="3"><w:name w:val="小题"/><w:basedOn w:val="2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="环"><w:name w:val="环"/><w:basedOn w:val="环"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="t1"><w:name w:val="toc 1"/></w:style>'
)
BODY = '<w:outlineLvl w:val="9"/>'


@pytest.mark.parametrize(
    ("body", "levels"),
    [
        (p("甲", "1") + p("乙", "2") + p("丙", "3") + p("丁", "1"), [1, 2, 2, 1]),
        (p("甲") + p("乙", "环") + p("丙", "没有"), [None, None, None]),
        (p("甲", more='<w:outlineLvl w:val="2"/>') + p("乙", "1", more=BODY) + p("丙", "2"), [3, None, 2]),
        # a title: the only heading of the outermost level, in one line or more
        (p("题目", "1") + p("甲", "2") + p("乙", "2"), [None, 2, 2]),
        (p("题目上", "1") + p("") + p("题目下", "1") + p("甲", "2"), [None, None, 2]),
        (p("题目", "1") + p("正文"), [None, None]),
        (p("甲", "1") + p("正文") + p("乙", "1"), [1, None, 1]),
    ],
)
def test_heading_levels(body: str, levels: list[int | None]) -> None:
    assert [block.level for block in read(body, styles=STYLES).blocks] == levels


@pytest.mark.parametrize(
    "contents",
    [
        p("一、总体要求<w:tab/>1".replace("<w:tab/>", "　"), "t1"),
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('一、总体要求　1')}</w:sdtContent></w:sdt>",
    ],
)
def test_tables_of_contents_are_noise(contents: str) -> None:
    document = read(contents + p("一、总体要求"), styles=STYLES)
    assert [block.kind for block in document.blocks] == ["noise", "text"]


def test_lines_of_a_web_page_are_noise() -> None:
    document = read(p("正文甲") + p("【打印】【关闭】"))
    assert [block.kind for block in document.blocks] == ["text", "noise"]


def test_a_main_part_of_another_name_and_the_strict_namespace() -> None:
    parts = docx(p("甲"), main="word/document2.xml")
    assert read_bytes(parts, "a.txt").text == "甲"
    strict = p("乙").replace("<w:p>", '<w:p xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main">')
    assert read(strict).text == "乙"
