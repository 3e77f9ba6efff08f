"""Workbooks: cells become blocks with their places; what is hidden or has no value is said."""

import io
import zipfile
from datetime import date, datetime

import pytest
import xlwt
from openpyxl import Workbook

from extractor.errors import EmptyError, FormatError, LimitError
from extractor.read import DEFAULT_LIMITS, Limits, read_bytes, spreadsheet_cells


def xlsx(fill) -> bytes:
    book, stream = Workbook(), io.BytesIO()
    fill(book)
    book.save(stream)
    return stream.getvalue()


def xls(fill) -> bytes:
    book, stream = xlwt.Workbook(), io.BytesIO()
    fill(book)
    book.save(stream)
    return stream.getvalue()


def shown(data: bytes) -> list[tuple[int, int, int, str]]:
    document = read_bytes(data, "book")
    assert all(block.kind == "cell" for block in document.blocks)
    return [(b.place.table, b.place.row, b.place.column, b.span.of(document.text)) for b in document.blocks]


def one(value, form: str = "General") -> bytes:
    def fill(book):
        book.active["A1"] = value
        book.active["A1"].number_format = form

    return xlsx(fill)


def two_sheets(book):
    book.active.append(["序号", None, "任务"])
    book.active.append([1, "甲", "修路"])
    book.create_sheet("二")["B3"] = "种树"


def test_cells_say_sheet_row_and_column():
    assert shown(xlsx(two_sheets)) == [
        (1, 1, 1, "序号"),
        (1, 1, 3, "任务"),
        (1, 2, 1, "1"),
        (1, 2, 2, "甲"),
        (1, 2, 3, "修路"),
        (2, 3, 2, "种树"),
    ]


def test_the_text_keeps_rows_and_columns_apart():
    assert read_bytes(xlsx(two_sheets)).text == "序号\t\t任务\n1\t甲\t修路\n\n种树"


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (12, "General", "12"),
        (0.85, "0%", "85%"),
        (0.1234, "0.0%", "12.3%"),
        (0.125, "0.##%", "12.5%"),
        (0.956, "0.0#%", "95.6%"),
        (0.5, "0.0#%", "50.0%"),
        (0.5, "0.##%", "50%"),
        (1, "#.##%", "100%"),
        (0.125, "0.0 %", "12.5%"),
        (0.125, "0.??%", "12.5%"),
        (0.125, "0%", "13%"),
        (0.285, "0%", "29%"),
        (3.50, "0.00", "3.5"),
        (0.1 + 0.2, "General", "0.3"),
        (123456789012, "General", "123456789012"),
        (date(2026, 6, 30), "yyyy-mm-dd", "2026-06-30"),
        (datetime(2026, 6, 30), "yyyy/m/d h:mm", "2026-06-30"),
        (date(2026, 6, 30), 'yyyy"年"m"月"d"日"', "2026年6月30日"),
        (date(2026, 6, 1), 'yyyy"年"m"月"', "2026年6月"),
        (True, "General", "TRUE"),
        ("  甲乙\u3000", "@", "甲乙"),
    ],
)
def test_values_are_read_as_shown(value, form, text):
    assert shown(one(value, form)) == [(1, 1, 1, text)]


def test_lines_of_a_cell_are_blocks_of_one_place():
    assert shown(one("甲局\n乙局\n\n")) == [(1, 1, 1, "甲局"), (1, 1, 1, "乙局")]


def test_merged_cells_come_once_and_say_what_they_fill():
    def fill(book):
        book.active["B2"] = "合并"
        book.active.merge_cells("B2:D4")
        book.active["E2"] = "单"

    blocks = read_bytes(xlsx(fill)).blocks
    assert [(b.place.row, b.place.column, b.rows, b.columns) for b in blocks] == [(2, 2, 3, 3), (2, 5, 1, 1)]


def test_hidden_sheets_are_left_out_and_named():
    def fill(book):
        two_sheets(book)
        book.worksheets[0].sheet_state = "hidden"
        book.active = 1

    document = read_bytes(xlsx(fill))
    assert document.text == "种树"
    assert document.blocks[0].place.table == 2
    assert [(issue.code, "Sheet" in issue.message) for issue in document.issues] == [("hidden-sheet", True)]


def test_formulas_are_read_by_their_saved_value():
    data = xlsx(lambda book: book.active.append(["甲", "=1+1", "=2+2"]))
    document = read_bytes(_with_value(data, b"<f>1+1</f><v></v>", b"<f>1+1</f><v>7</v>"))
    assert document.text == "甲\t7"
    assert [(issue.code, "1 个公式" in issue.message) for issue in document.issues] == [("formula", True)]


def _with_value(data: bytes, old: bytes, new: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(stream, "w") as copy:
        parts = {name: book.read(name) for name in book.namelist()}
        assert any(old in part or old.replace(b"<v></v>", b"<v />") in part for part in parts.values())
        for name, part in parts.items():
            copy.writestr(name, part.replace(old, new).replace(old.replace(b"<v></v>", b"<v />"), new))
    return stream.getvalue()


def test_xls_gives_the_same_as_xlsx():
    def old(book):
        sheet = book.add_sheet("一")
        sheet.write(0, 0, "任务")
        sheet.write(1, 0, date(2026, 6, 1), xlwt.easyxf(num_format_str='yyyy"年"m"月"'))
        sheet.write_merge(2, 3, 1, 2, "甲局")
        book.add_sheet("藏").visibility = 1

    def new(book):
        book.active["A1"] = "任务"
        book.active["A2"] = date(2026, 6, 1)
        book.active["A2"].number_format = 'yyyy"年"m"月"'
        book.active["B3"] = "甲局"
        book.active.merge_cells("B3:C4")

    before, after = read_bytes(xls(old)), read_bytes(xlsx(new))
    assert (before.text, before.blocks) == (after.text, after.blocks)
    assert [issue.code for issue in before.issues] == ["hidden-sheet"]
    assert before.source.media_type == "application/vnd.ms-excel"


@pytest.mark.parametrize("cut", [200, 2000, 4000])
@pytest.mark.parametrize("whole", [xlsx(two_sheets), xls(lambda book: book.add_sheet("一").write(0, 0, "甲"))])
def test_damage_is_a_format_error(whole, cut):
    with pytest.raises(FormatError, match="book"):
        read_bytes(whole[:cut], "book")


def test_an_empty_workbook_is_empty():
    with pytest.raises(EmptyError):
        read_bytes(xlsx(lambda book: None))


def test_entities_are_refused():
    data = _with_value(xlsx(two_sheets), b"<worksheet ", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet ')
    with pytest.raises(FormatError, match="DOCTYPE"):
        read_bytes(data)


@pytest.mark.parametrize("limits", [Limits(max_cells=5), Limits(max_expanded=2000), Limits(max_blocks=3)])
def test_limits_hold(limits):
    with pytest.raises(LimitError):
        read_bytes(xlsx(two_sheets), "book", limits)


def test_within_the_limits_it_is_read():
    assert len(read_bytes(xlsx(two_sheets), "book", DEFAULT_LIMITS).blocks) == 6


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (float("inf"), "General", "inf"),
        (float("inf"), "0%", "Infinity%"),
        (10**400, "General", "1" + "0" * 400),
        (10**400, "0.0%", "1" + "0" * 402 + ".0%"),
        (1e300, "0%", "1" + "0" * 302 + "%"),
    ],
)
def test_numbers_that_excel_does_not_write_are_shown(value: float, form: str, text: str) -> None:
    assert spreadsheet_cells.shown(value, form) == text
