import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.export.cells import CELL_LIMIT, encodable, fitted, guarded, is_formula, printable


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+2",
        "-2+3",
        "@A1",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "＝1",
        "＋1",
        "－1",
        "＠A",
        "-1-1",
        "+86 10",
    ],
)
def test_what_could_run_gets_an_apostrophe(text: str) -> None:
    assert is_formula(text)
    assert guarded(text) == "'" + text


@pytest.mark.parametrize(
    "text", ["-5", "-", "=", "+3.5", "-12.5%", "40", "35%", "", "建成40个", "1-2个", "a=b", "《-》"]
)
def test_plain_numbers_and_words_stay(text: str) -> None:
    assert guarded(text) == text


def test_removed_characters_leave_a_mark() -> None:
    assert printable("a\x00b\x1bc\ud800d\uffff") == "a\ufffdb\ufffdc\ufffdd\ufffd"
    assert printable("换行\n和\t制表") == "换行\n和\t制表"


def test_lone_surrogates_alone_are_unencodable() -> None:
    assert encodable("坏\udcff\x00") == "坏\ufffd\x00"


def test_a_cell_is_cut_with_a_note() -> None:
    cell = fitted("长" * 40_000)
    assert len(cell) == CELL_LIMIT
    assert cell.endswith("…（原文共 40000 字，此处截断，全文见 JSON 输出）")
    assert fitted("长" * CELL_LIMIT) == "长" * CELL_LIMIT


def test_excel_counts_utf16_units() -> None:
    cell = fitted("𠀀" * 20_000)
    assert len(cell.encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert "…（原文共 20000 字" in cell
    assert "\ufffd" not in cell
    assert fitted("𠀀" * 16_383) == "𠀀" * 16_383


def test_excel_escapes_stay_text() -> None:
    assert fitted("_x0041_") == "_x005F_x0041_"


@given(st.text())
def test_no_text_breaks_out(text: str) -> None:
    cell = guarded(text)
    assert not is_formula(cell)
    assert len(printable(text)) == len(text)
    fitted(text).encode("utf-8")
