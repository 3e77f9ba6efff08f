"""OFD files that cost more than they hold, or say less than they have: templates, paths, turned and vertical text."""

import time
import zipfile
from io import BytesIO

import pytest
from test_ofd import FULL, LEFT, RULES, SIZE, blocks, ofd, page, path, text

from extractor.errors import EmptyError, FormatError, LimitError
from extractor.read import Limits, ofd_objects, ofd_rules, read_bytes
from extractor.types import Document

VERTICAL = "研究研究决定人人有责"
TURNS = {"right": "0 1 -1 0 0 0", "over": "-1 0 0 -1 0 0", "left": "0 -1 1 0 0 0"}


def turned(content: str, x: float, y: float, turn: str) -> str:
    """Return text that stands at a place of an upright A4 page, on the page after it is turned."""
    x, y = {"right": (210 - y, x), "over": (210 - x, 297 - y), "left": (y, 297 - x)}[turn]
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} 9 9" Size="{SIZE}" CTM="{TURNS[turn]}">'
        f'<ofd:TextCode X="0" Y="0" DeltaX="g {len(content) - 1} {SIZE}">{content}</ofd:TextCode></ofd:TextObject>'
    )


def timed(data: bytes) -> float:
    began = time.process_time()
    read_bytes(data)
    return time.process_time() - began


def test_a_template_that_is_called_often_is_laid_out_once() -> None:
    template = page(*(text(FULL, LEFT, 20 + 6 * at) for at in range(30)))
    once, often = (
        page(text("正文。", LEFT, 220)).replace(
            "<ofd:Content>", '<ofd:Template TemplateID="t0"/>' * calls + "<ofd:Content>"
        )
        for calls in (1, 300)
    )
    seconds = timed(ofd(once, once, templates=(template,)))
    assert timed(ofd(often, often, templates=(template,))) < 5 * seconds + 0.5
    document = read_bytes(ofd(often, often, templates=(template,)))
    assert blocks(document)[1:] == ["正文。", "正文。"]
    assert "".join(blocks(document, "noise")) == blocks(document)[0] == FULL * 30


def test_lines_of_a_template_that_was_read_before_count_too() -> None:
    template = page(text(FULL, LEFT, 20))
    data = ofd(*[page(text("甲", LEFT, 60), template="t0")] * 3, templates=(template,))
    assert read_bytes(data, "a.ofd", Limits(max_characters=86)).text
    with pytest.raises(LimitError, match="字数上限 80 字（到第 3 页）"):
        read_bytes(data, "a.ofd", Limits(max_characters=80))


def test_no_more_characters_are_laid_out_than_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out = []
    usual = ofd_objects.usual
    monkeypatch.setattr(ofd_objects, "usual", lambda char: laid_out.append(char) or usual(char))
    with pytest.raises(LimitError):
        read_bytes(ofd(page(*(text(FULL, LEFT, 20 + at) for at in range(200)))), "a.ofd", Limits(max_characters=30))
    assert len(laid_out) == 31


def test_steps_are_read_no_further_than_the_text() -> None:
    code = '<ofd:TextCode X="0" Y="5" DeltaX="g 100000 5">老桥</ofd:TextCode>'
    many = f'<ofd:TextObject ID="1" Boundary="30 40 9 9" Size="5">{code * 2000}</ofd:TextObject>'
    assert timed(ofd(page(many))) < 2


def test_the_matrix_of_a_path_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    usual = ofd_rules.matrix_of
    monkeypatch.setattr(ofd_rules, "matrix_of", lambda value: calls.append(value) or usual(value))
    read_bytes(ofd(page(text("正文", 30, 40), path("M 0 0 " + "L 9 9 " * 1000, "0 0 9 9"))))
    assert len(calls) == 1


def test_paths_end_where_no_table_can_be() -> None:
    sides = "M 0 0 " + "L 90 0 L 0 0 " * 900
    assert timed(ofd(*[page(text("正文", 30, 40), path(sides, "0 0 90 90") * 60)] * 3)) < 3


def test_a_page_that_takes_too_long_says_so() -> None:
    cells = [text(word, x, y) for word, x, y in (("甲", 32, 62), ("乙", 82, 62), ("丙", 32, 72), ("丁", 82, 72))]
    data = ofd(page(*cells, RULES["strokes"]))
    assert {block.kind for block in read_bytes(data).blocks} == {"cell"}
    document = read_bytes(data, "慢.ofd", Limits(max_page_seconds=0))
    assert {block.kind for block in document.blocks} == {"text"}
    assert [(issue.code, issue.severity) for issue in document.issues] == [("page", "partial")]
    assert "第 1 页超过每页的时限" in document.issues[0].message


@pytest.mark.parametrize("turn", TURNS)
def test_a_page_set_sideways_is_read_upright(turn: str) -> None:
    lines = [turned(line, LEFT, y, turn) for line, y in ((FULL, 50), (FULL, 60), ("写完。", 70))]
    document = read_bytes(ofd(page(*lines, text("水印", 100, 150))))
    assert "".join(blocks(document)) == FULL + FULL + "写完。"
    assert blocks(document, "noise") == ["水印"]
    box = document.blocks[0].place.box
    assert box is not None and box[0] == pytest.approx(LEFT * 72 / 25.4, abs=0.1)
    assert box[1] == pytest.approx((50 - SIZE) * 72 / 25.4, abs=0.1)


def test_a_table_set_sideways_has_its_cells() -> None:
    cells = [("任务", 32, 67), ("牵头单位", 82, 67), ("修好老桥", 32, 77), ("县交通局", 82, 77)]
    rules = path(
        "M 0 0 L 100 0 M 0 10 L 100 10 M 0 20 L 100 20 M 0 0 L 0 20 M 50 0 L 50 20 M 100 0 L 100 20",
        "150 30 9 9",
        'CTM="0 1 -1 0 0 0"',
    )
    document = read_bytes(ofd(page(*(turned(*cell, "right") for cell in cells), rules)))
    found = [(block.span.of(document.text), block.place.row, block.place.column) for block in document.blocks]
    assert found == [("任务", 1, 1), ("牵头单位", 1, 2), ("修好老桥", 2, 1), ("县交通局", 2, 2)]


@pytest.mark.parametrize(
    "objects",
    [text("水印", 30, 80, more='CTM="0.7 0.7 -0.7 0.7 0 0"'), text("— 1 —", 100, 280)],
    ids=["mark", "number"],
)
def test_a_file_of_nothing_but_noise_is_empty(objects: str) -> None:
    with pytest.raises(EmptyError, match="只有水印、页眉或页码"):
        read_bytes(ofd(page(objects)))


def without(data: bytes, *parts: str) -> bytes:
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
    return changed.getvalue()


def test_a_page_that_is_listed_but_not_there_is_said() -> None:
    whole = ofd(*(page(text(f"{name}页的内容。", LEFT, 60)) for name in "甲乙丙"))
    document = read_bytes(without(whole, "Doc_0/Pages/Page_1/Content.xml"))
    assert [(block.span.of(document.text), block.place.page) for block in document.blocks] == [
        ("甲页的内容。", 1),
        ("丙页的内容。", 3),
    ]
    assert [(issue.code, issue.severity) for issue in document.issues] == [("page", "partial")]
    assert "第 2 页缺失" in document.issues[0].message
    with pytest.raises(EmptyError, match="第 1、2、3 页缺失"):
        read_bytes(without(whole, *(f"Doc_0/Pages/Page_{at}/Content.xml" for at in range(3))))


@pytest.mark.parametrize(
    "data",
    [
        ofd(),
        ofd("<broken"),
        ofd("no page"),
        ofd(page(text("水印", 30, 80, more='CTM="0.7 0.7 -0.7 0.7 0 0"')), "<broken"),
        ofd(page(text("正文", 30, 40)), root="Doc_0/Pages/Page_0/Content.xml"),
    ],
    ids=["no pages", "broken page", "no XML", "watermark and broken page", "no list of pages"],
)
def test_a_file_whose_pages_cannot_be_read_is_damaged_not_empty(data: bytes) -> None:
    with pytest.raises(FormatError, match="已损坏（页面读不出）"):
        read_bytes(data)


def columns(content: str, steps: str) -> Document:
    code = f'<ofd:TextCode X="0" Y="5.6" {steps}>{content}</ofd:TextCode>'
    return read_bytes(ofd(page(f'<ofd:TextObject ID="1" Boundary="100 40 6 60" Size="5.6">{code}</ofd:TextObject>')))


@pytest.mark.parametrize(
    "steps", ['DeltaX="g 9 0" DeltaY="g 9 5.6"', 'DeltaY="g 9 5.6"', 'DeltaX="g 9 0" DeltaY="5.6"']
)
def test_vertical_text_keeps_all_characters(steps: str) -> None:
    document = columns(VERTICAL, steps)
    assert "".join(document.text.split()) == VERTICAL
    boxes = [block.place.box for block in document.blocks]
    assert all(box is not None for box in boxes)
    bottom = max(box[3] for box in boxes if box)
    assert bottom == pytest.approx((40 + 5.6 * 10.2) * 72 / 25.4, abs=0.5)


def test_many_characters_in_one_place_cost_little() -> None:
    steps = " ".join(["0.0001"] * 20_000)
    began = time.process_time()
    columns("一" * 20_001, f'DeltaX="{steps}"')
    assert time.process_time() - began < 3
