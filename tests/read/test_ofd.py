"""OFD files, built here by hand: lines, paragraphs, templates, places, and what is refused."""

import zipfile
from io import BytesIO

import pytest

from extractor.errors import EmptyError, FormatError, LimitError
from extractor.read import Limits, read_bytes
from extractor.types import Document

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE = 5.0
LEFT, WIDTH = 30.0, 150.0
FULL = "县里把三十处老旧水站改成供水点并连通管网每天派人巡查"[:26]


def text(content: str, x: float, y: float, size: float = SIZE, more: str = "") -> str:
    steps = f'DeltaX="g {len(content) - 1} {size}"' if len(content) > 1 else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} 200 {size}" Font="1" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size}" {steps}>{content}</ofd:TextCode></ofd:TextObject>'
    )


def page(*objects: str, template: str = "") -> str:
    call = f'<ofd:Template TemplateID="{template}"/>' if template else ""
    return (
        f'<?xml version="1.0"?><ofd:Page {NS}>{call}<ofd:Content><ofd:Layer ID="9"><ofd:PageBlock>'
        f"{''.join(objects)}</ofd:PageBlock></ofd:Layer></ofd:Content></ofd:Page>"
    )


def ofd(*pages: str, templates: tuple[str, ...] = (), root: str = "Doc_0/Document.xml", head: str = "") -> bytes:
    common = "".join(f'<ofd:TemplatePage ID="t{at}" BaseLoc="Tpls/{at}.xml"/>' for at in range(len(templates)))
    listed = "".join(f'<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages)))
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "OFD.xml", f"{head}<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>{root}</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        )
        archive.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {NS}><ofd:CommonData>{common}</ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        )
        for at, content in enumerate(templates):
            archive.writestr(f"Doc_0/Tpls/{at}.xml", content)
        for at, content in enumerate(pages):
            archive.writestr(f"Doc_0/Pages/Page_{at}/Content.xml", content)
    return buffer.getvalue()


def blocks(document: Document, kind: str = "text") -> list[str]:
    return [block.span.of(document.text) for block in document.blocks if block.kind == kind]


def test_lines_are_joined_to_paragraphs_by_where_they_stand() -> None:
    document = read_bytes(
        ofd(
            page(
                text("第二行接着第一行写完。", LEFT, 60),
                text(FULL, LEFT + 2 * SIZE, 50),
                text("一、总体安排", LEFT + 2 * SIZE, 40),
                text("短行另起", LEFT, 70),
            )
        ),
        "a.txt",
    )
    assert blocks(document) == ["一、总体安排", FULL + "第二行接着第一行写完。", "短行另起"]
    assert document.source.media_type == "application/ofd"


@pytest.mark.parametrize(
    ("objects", "expected"),
    [
        ([text("后", 60, 40), text("前", 55, 40)], ["前后"]),
        ([text("左栏", 30, 40), text("右栏", 120, 40)], ["左栏 右栏"]),
        ([text("加粗", 30, 40), text("加粗", 30, 40)], ["加粗"]),
        ([text("看得见", 30, 40), text("看不见", 30, 50, more='Visible="false"')], ["看得见"]),
        ([text("正文", 30, 40), text("水印", 30, 80, more='CTM="0.7 0.7 -0.7 0.7 0 0"')], ["正文"]),
        ([text("放大", 30, 40, size=1.0, more='CTM="5 0 0 5 0 0"')], ["放大"]),
        ([text("人人有责", 30, 40), text("人人有责", 30.15, 40)], ["人人有责"]),
        ([text("人人有责", 30.03, 40), text("人人有责", 30, 40.17), text("人人有责", 30.2, 40.1)], ["人人有责"]),
        ([text("iiiiii", 30, 40, size=0.6), text("x=11", 30, 50, size=0.6)], ["iiiiii", "x=11"]),
    ],
)
def test_objects_of_a_line(objects: list[str], expected: list[str]) -> None:
    assert blocks(read_bytes(ofd(page(*objects)))) == expected


def test_a_place_is_a_page_and_a_box_in_points() -> None:
    document = read_bytes(ofd(page(text("首页", 30, 40)), page(text("次页", 50.8, 25.4))))
    place = document.blocks[1].place
    assert (place.page, place.paragraph) == (2, 2)
    assert place.box is not None
    assert place.box[0] == pytest.approx(144.0)
    assert place.box[1] == pytest.approx(72.0, abs=0.1)
    assert place.box[2] - place.box[0] == pytest.approx(2 * SIZE * 72 / 25.4, abs=0.1)


def test_a_paragraph_goes_on_over_a_page_number() -> None:
    first = page(text(FULL, LEFT, 240), text(FULL, LEFT, 250), text("— 1 —", 100, 280))
    document = read_bytes(ofd(first, page(text("到第二页才写完。", LEFT, 30), text("— 2 —", 100, 280))))
    assert blocks(document) == [FULL + FULL + "到第二页才写完。"]
    assert blocks(document, "noise") == ["— 1 —", "— 2 —"]


def test_a_template_counts_once() -> None:
    template = page(text("某县人民政府办公室", LEFT, 20))
    pages = [page(text(f"第{name}项工作要求。", LEFT, 60), template="t0") for name in "甲乙"]
    document = read_bytes(ofd(*pages, templates=(template,)))
    assert blocks(document) == ["某县人民政府办公室", "第甲项工作要求。", "第乙项工作要求。"]
    assert blocks(document, "noise") == ["某县人民政府办公室"]


def test_repeated_headers_are_noise() -> None:
    pages = [page(text("内部资料注意保存", LEFT, 10), text(f"第{name}节内容", LEFT, 60)) for name in "甲乙丙"]
    assert blocks(read_bytes(ofd(*pages))) == ["第甲节内容", "第乙节内容", "第丙节内容"]


@pytest.mark.parametrize("root", ["Doc_0/Document.xml", "/Doc_0/Document.xml"])
def test_locations_may_be_rooted(root: str) -> None:
    assert blocks(read_bytes(ofd(page(text("读到了", 30, 40)), root=root))) == ["读到了"]


def path(data: str, boundary: str, more: str = "") -> str:
    written = f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject ID="7" Boundary="{boundary}" {more}>{written}</ofd:PathObject>'


ACROSS = "M 0 0 L 100 0 M 0 10 L 100 10 M 0 20 L 100 20"
DOWN = "M 0 0 L 0 20 M 50 0 L 50 20 M 100 0 L 100 20"
FLAT, UPRIGHT = "M 0 0 L 100 0 L 100 0.2 L 0 0.2 C", "M 0 0 L 0.2 0 L 0.2 20 L 0 20 C"
FILLED = 'Stroke="false" Fill="true"'
RULES = {
    "strokes": path(f"{ACROSS} {DOWN}", "30 60 100 20"),
    "boxes": "".join(
        path("S 0 0 L 50 0 L 50 10 L 0 10 C", f"{left} {top} 50 10") for left in (30, 80) for top in (60, 70)
    ),
    "scaled": path("M 0 0 L 10 0 L 10 2 L 0 2 C M 0 1 L 10 1 M 5 0 L 5 2", "30 60 100 20", 'CTM="10 0 0 10 0 0"'),
    "filled": "".join(
        [path(FLAT, f"30 {top} 100 0.2", FILLED) for top in (60, 70, 80)]
        + [path(UPRIGHT, f"{left} 60 0.2 20", FILLED) for left in (30, 80, 130)]
    ),
}


@pytest.mark.parametrize("rules", RULES.values(), ids=RULES)
def test_a_ruled_table_has_its_cells(rules: str) -> None:
    cells = [text("任务", 32, 62), text("牵头单位", 82, 62), text("修好老桥", 32, 72), text("县交通局", 82, 72)]
    document = read_bytes(ofd(page(text("分工如下：", LEFT, 50), *cells, rules)))
    assert [(block.span.of(document.text), block.place.row, block.place.column) for block in document.blocks] == [
        ("分工如下：", None, None),
        ("任务", 1, 1),
        ("牵头单位", 1, 2),
        ("修好老桥", 2, 1),
        ("县交通局", 2, 2),
    ]


def test_a_page_with_other_strokes_has_no_table() -> None:
    hidden = path("M 0 0 L 50 0 L 50 10 L 0 10 C M 25 0 L 25 10", "30 60 50 10", 'Visible="false"')
    odd = path("M 0 0 Q 1 2 L 5 B x C S", "30 60 50 10") + path("", "a b") + path("L 1", "")
    assert blocks(read_bytes(ofd(page(text("老桥", 32, 62), text("新路", 57, 62), hidden, odd)))) == ["老桥 新路"]


def test_a_missing_page_costs_only_itself() -> None:
    data = BytesIO(ofd(page(text("还在", 30, 40)), "<broken"))
    document = read_bytes(data.getvalue())
    assert blocks(document) == ["还在"]
    assert [issue.code for issue in document.issues] == ["damaged"]


def test_a_scan_says_so() -> None:
    picture = page('<ofd:ImageObject ID="3" ResourceID="4" Boundary="0 0 210 297"/>')
    with pytest.raises(EmptyError, match="扫描件"):
        read_bytes(ofd(picture))
    document = read_bytes(ofd(page(text("第一页有字", 30, 40)), picture))
    assert [(issue.code, issue.severity) for issue in document.issues] == [("scanned", "partial")]
    assert "第 2 页" in document.issues[0].message


def test_entities_are_refused() -> None:
    head = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    with pytest.raises(FormatError, match="DOCTYPE"):
        read_bytes(ofd(page(text("字", 30, 40)), head=head))


def test_limits() -> None:
    long = ofd(page(text(FULL, 30, 40)), page(text(FULL, 30, 40)))
    with pytest.raises(LimitError, match="字数上限 30 字（到第 2 页）"):
        read_bytes(long, "a.ofd", Limits(max_characters=30))
    pages = [page(text(f"{name}页。", 30, 40)) for name in "甲乙丙"]
    assert len(blocks(read_bytes(ofd(*pages), "a.ofd", Limits(max_pages=3)))) == 3
    with pytest.raises(LimitError, match="页数上限 2"):
        read_bytes(ofd(*pages), "a.ofd", Limits(max_pages=2))
    with pytest.raises(FormatError):
        read_bytes(ofd(root="Nowhere.xml"))
