"""Tables of Word: places of cells, merged and nested ones, and tables that only lay out a page."""

import pytest
from docxfile import level, lines, lists, p, read, table, tc, tr
from invariants import check

from extractor.errors import LimitError
from extractor.read import Limits
from extractor.types import Document

SPAN = '<w:gridSpan w:val="{}"/>'
DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
PLAIN = tr(tc("序号"), tc("任务"), tc("单位"))


def spans(document: Document) -> dict[str, tuple[int, int]]:
    """Return rows × columns of the cells that fill more than one."""
    cells = [block for block in document.blocks if block.rows > 1 or block.columns > 1]
    return {block.span.of(document.text): (block.rows, block.columns) for block in cells}


def test_cells_and_their_text() -> None:
    document = read(p("前") + table(PLAIN, tr(tc("1"), tc(p("修渠") + p("清淤")), tc(""))) + p("后"))
    assert document.text == "前\n序号\t任务\t单位\n1\t修渠\n清淤\n后"
    cells = ["[1,1,1] 序号", "[1,1,2] 任务", "[1,1,3] 单位", "[1,2,1] 1", "[1,2,2] 修渠", "[1,2,2] 清淤"]
    assert lines(document) == ["前", *cells, "后"]
    assert [block.place.paragraph for block in document.blocks if block.kind == "text"] == [1, 2]
    check(document)


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (tr(tc("甲", SPAN.format(2)), tc("乙")), ["[1,2,1] 甲", "[1,2,3] 乙"]),
        (tr(tc("甲"), tc("乙"), more='<w:gridBefore w:val="1"/>'), ["[1,2,2] 甲", "[1,2,3] 乙"]),
        (tr(tc(""), tc("乙"), tc("丙")), ["[1,2,2] 乙", "[1,2,3] 丙"]),
        (tr(tc("甲", '<w:hMerge w:val="restart"/>'), tc("", '<w:hMerge w:val="continue"/>'), tc("乙")), None),
        (tr(tc("甲"), tc("旧", "<w:cellDel/>"), tc("乙")), ["[1,2,1] 甲", "[1,2,2] 乙"]),
        (tr(tc("甲"), more="<w:del/>"), []),
        (tr(tc("甲", SPAN.format(0)), tc("乙")), ["[1,2,1] 甲", "[1,2,2] 乙"]),
        (f"<w:sdt><w:sdtContent>{tr(tc('甲'), tc('乙'))}</w:sdtContent></w:sdt>", ["[1,2,1] 甲", "[1,2,2] 乙"]),
        (tr(f"<w:sdt><w:sdtContent>{tc('甲')}</w:sdtContent></w:sdt>", tc("乙")), ["[1,2,1] 甲", "[1,2,2] 乙"]),
    ],
)
def test_columns(row: str, cells: list[str] | None) -> None:
    found = lines(read(table(PLAIN, row, tr(tc("末"), tc("行")))))
    assert [cell for cell in found if "[1,2," in cell and "末" not in cell and "行" not in cell] == (
        ["[1,2,1] 甲", "[1,2,3] 乙"] if cells is None else cells
    )


def test_merged_cells_stand_where_they_begin_and_say_what_they_fill() -> None:
    rows = (
        tr(tc("类别"), tc("任务"), tc("牵头", SPAN.format(2))),
        tr(tc("水利", DOWN), tc("修渠"), tc("甲局"), tc("乙局")),
        tr(tc("", ON), tc("清淤"), tc("丙局", SPAN.format(2))),
        tr(tc("", ON), tc("换管"), tc("丁局", DOWN), tc("戊局")),
        tr(tc("道路"), tc("铺路"), tc("", ON), tc("己局")),
    )
    document = read(table(*rows))
    assert spans(document) == {"牵头": (1, 2), "水利": (3, 1), "丙局": (1, 2), "丁局": (2, 1)}
    assert lines(document)[-3:] == ["[1,5,1] 道路", "[1,5,2] 铺路", "[1,5,4] 己局"]
    assert document.text.split("\n")[2] == "清淤\t丙局"


def test_a_merge_that_nothing_began_is_a_cell() -> None:
    assert lines(read(table(PLAIN, tr(tc("甲", ON), tc("乙")))))[-2:] == ["[1,2,1] 甲", "[1,2,2] 乙"]


def test_nested_tables_have_places_of_their_own() -> None:
    inner = table(tr(tc("甲"), tc("乙")), tr(tc("丙"), tc("丁")))
    document = read(table(PLAIN, tr(tc(p("前") + inner + p("后")), tc("尾"))) + table(PLAIN, tr(tc("另"), tc("表"))))
    cells = ["[2,1,1] 甲", "[2,1,2] 乙", "[2,2,1] 丙", "[2,2,2] 丁"]
    assert lines(document)[3:10] == ["[1,2,1] 前", *cells, "[1,2,1] 后", "[1,2,2] 尾"]
    assert lines(document)[-1] == "[3,2,2] 表"
    check(document)


@pytest.mark.parametrize(
    "rows",
    [
        [tr(tc(p("甲") + p("乙")))],
        [tr(tc("甲"), tc("乙"))],
        [tr(tc("甲")), tr(tc("乙"))],
        [tr(tc("甲"), tc("")), tr(tc("乙" * 500), tc(""))],
    ],
)
def test_tables_that_lay_out_the_page_are_paragraphs(rows: list[str]) -> None:
    document = read(table(*rows))
    assert {block.kind for block in document.blocks} == {"text"}
    assert [block.place.paragraph for block in document.blocks] == [1, 2]


def test_numbers_run_through_cells_and_notes_wait_for_the_end_of_the_table() -> None:
    note = p('<w:r><w:t>乙</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r>', number="1 0")
    rows = (tr(tc(p("甲", number="1 0")), tc("一局")), tr(tc(note), tc("二局")))
    notes = f'<w:footnote w:id="1">{p("口径不变。")}</w:footnote>'
    document = read(table(*rows), numbering=lists(level(0, "decimal", "%1.")), footnotes=notes)
    assert lines(document) == ["[1,1,1] 1.甲", "[1,1,2] 一局", "[1,2,1] 2.乙", "[1,2,2] 二局", "口径不变。"]


def test_a_deleted_mark_at_the_end_of_a_cell_keeps_the_text_there() -> None:
    gone = p("甲", more="<w:rPr><w:del/></w:rPr>")
    assert lines(read(table(tr(tc(gone), tc("乙")), tr(tc("丙"), tc("丁")))))[:2] == ["[1,1,1] 甲", "[1,1,2] 乙"]


def test_the_limit_of_cells() -> None:
    body = table(*(tr(tc("甲"), tc("")) for _ in range(5)))
    read(body, Limits(max_cells=10))
    with pytest.raises(LimitError, match="超过上限 9 个单元格"):
        read(body, Limits(max_cells=9))
