"""Ruled tables of PDFs: cells with table, row and column, merged cells, tables that go on."""

import time

import pytest
from invariants import check, kept

from eval.roundtrip.press import HEIGHT, LEFT, Press, grid
from extractor.read import read_bytes
from extractor.read.pdf.chars import Box
from extractor.read.pdf.rules import Drawn
from extractor.read.pdf.tables import MOST_RULES, find_grids
from extractor.types import Document

XS = [80.0, 120.0, 300.0, 400.0, 510.0]
HEADER = ["序号", "重点任务", "牵头单位", "完成时限"]
TASKS = [
    ["1", "新建社区养老服务中心十二个，改造提升老年食堂三十家", "市民政局", "2027年6月底"],
    ["2", "更新改造老旧电梯四百部", "市市场监管局", "2026年12月"],
    ["3", "建成充电桩两千个", "市发展改革委", "长期坚持"],
]


def read(data: bytes) -> Document:
    document = read_bytes(data, "表.pdf")
    check(document)
    return document


def labelled(table: int, rows: list[list[str]], first: int = 1) -> list[str]:
    numbered = enumerate(rows, first)
    return [
        f"[{table},{row},{column}] {text}" for row, texts in numbered for column, text in enumerate(texts, 1) if text
    ]


def test_cells_between_paragraphs() -> None:
    press = Press()
    press.paragraph("任务分工如下。")
    grid(press.canvas, XS, [150, 180, 230, 260, 290], [HEADER, *TASKS])
    press.y = 320
    press.paragraph("请认真落实。")
    document = read(press.close())
    assert kept(document) == ["任务分工如下。", *labelled(1, [HEADER, *TASKS]), "请认真落实。"]
    assert "序号\t重点任务\t牵头单位\t完成时限\n1\t" in document.text
    cell = next(block for block in document.blocks if block.span.of(document.text) == "市民政局")
    assert cell.place.page == 1
    assert cell.place.box == (300, 180, 400, 230)


def test_a_merged_cell_stands_at_its_first_row() -> None:
    press = Press()
    canvas = press.canvas
    for y, left in ((100, 80), (130, 80), (160, 200), (190, 80)):
        canvas.line(left, HEIGHT - y, 400, HEIGHT - y)
    for x in (80, 200, 400):
        canvas.line(x, HEIGHT - 100, x, HEIGHT - 190)
    grid(canvas, [80.0, 200.0, 400.0], [100], [["类别", "任务"]])
    grid(canvas, [80.0, 200.0, 400.0], [130], [["民生", "新建学校五所"]])
    grid(canvas, [80.0, 200.0, 400.0], [160], [["", "扩建医院一座"]])
    assert kept(read(press.close())) == [
        "[1,1,1] 类别",
        "[1,1,2] 任务",
        "[1,2,1] 民生",
        "[1,2,2] 新建学校五所",
        "[1,3,2] 扩建医院一座",
    ]


@pytest.mark.parametrize("repeated", [True, False])
def test_a_table_goes_on_over_the_page(repeated: bool) -> None:
    press = Press()
    press.paragraph("任务清单")
    grid(press.canvas, XS, [650, 680, 730], [HEADER, TASKS[0]])
    press.turn()
    more = [HEADER, *TASKS[1:]] if repeated else TASKS[1:]
    grid(press.canvas, XS, [100 + 30 * row for row in range(len(more) + 1)], more)
    document = read(press.close())
    assert kept(document) == ["任务清单", *labelled(1, [HEADER, *TASKS])]
    dropped = [block.span.of(document.text) for block in document.blocks if block.kind == "noise"]
    assert dropped == (HEADER if repeated else [])


def test_a_table_after_a_paragraph_is_another() -> None:
    press = Press()
    for top in (100, 300):
        grid(press.canvas, XS, [top, top + 30, top + 80], [HEADER, TASKS[0]])
        press.y = top + 110
        press.paragraph("以上为本表。")
    assert [block.place.table for block in read(press.close()).blocks if block.kind == "cell"] == [1] * 8 + [2] * 8


def test_items_of_a_cell_stay_apart() -> None:
    press = Press()
    rows = [["任务", "责任单位"], ["修缮古建筑", ""]]
    grid(press.canvas, [80.0, 250.0, 500.0], [100, 130, 200], rows)
    grid(press.canvas, [250.0, 500.0], [130], [["市文物局"]])
    press.canvas.drawString(254, HEIGHT - 165, "市财政局")
    cells = kept(read(press.close()))
    assert cells == ["[1,1,1] 任务", "[1,1,2] 责任单位", "[1,2,1] 修缮古建筑", "[1,2,2] 市文物局", "[1,2,2] 市财政局"]


def test_frames_and_underlines_are_no_tables() -> None:
    press = Press()
    press.canvas.rect(LEFT - 10, HEIGHT - 300, 460, 210)
    press.canvas.line(LEFT, HEIGHT - 150, 300, HEIGHT - 150)
    press.paragraph("专栏内容：实施社区嵌入式服务。")
    assert kept(read(press.close())) == ["专栏内容：实施社区嵌入式服务。"]


def test_thousands_of_strokes_that_make_no_table_cost_little() -> None:
    strokes = [Box(0.0, 6.0 * at, 500.0, 6.0 * at) for at in range(MOST_RULES)]
    began = time.process_time()
    assert find_grids(Drawn(strokes, [], 0.0)) == []
    assert time.process_time() - began < 1.5
