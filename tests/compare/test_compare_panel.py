import csv
import io
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from extractor.compare.panel import COLUMNS, write_csv, write_dta, write_parquet, write_xlsx, writer_of
from extractor.compare.point import Point
from extractor.compare.points import points
from extractor.compare.words import table
from extractor.errors import OptionError
from extractor.pipeline import extract_file, extract_text

TEXT = """白沙市2021年工作要点

一、主要任务
力争到2025年，污水处理率由2020年的88%提高到95%以上。引进若干龙头企业，逐步提高居民满意度。实现安全生产零事故。
白沙市人民政府
2021年3月1日
"""


@pytest.fixture
def found() -> list[Point]:
    return list(points(extract_text(TEXT)))


def test_a_point_stands_where_it_says(found: list[Point]) -> None:
    for point in found:
        if point.value is not None:
            assert TEXT[point.value_start : point.value_end] == point.value
        if point.indicator is not None:
            assert TEXT[point.indicator_start : point.indicator_end] == point.indicator


def test_a_target_has_its_year_and_strength(found: list[Point]) -> None:
    point = next(point for point in found if point.number == 95)
    assert (point.canonical, point.op, point.unit, point.kind) == ("污水处理率", ">=", "%", "target")
    assert (point.target_year, point.actual_year, point.year_from) == (2025, None, "deadline")
    assert point.strength == "soft"


@pytest.mark.parametrize(
    ("text", "number", "year"),
    [
        ("到2025年，污水处理率由2020年的88%提高到95%。", 88, 2020),
        ("到2025年，污水处理率由88%提高到95%。", 88, None),
        ("2020年，处理污水300吨；污水处理率达到88%。", 88, 2020),
    ],
)
def test_a_reported_number_is_of_the_year_that_its_sentence_says(text: str, number: int, year: int | None) -> None:
    section = "一、2020年工作回顾" if text.startswith("2020") else "一、主要任务"
    found = points(extract_text(f"白沙市2021年工作要点\n\n{section}\n{text}\n白沙市人民政府\n2021年3月1日\n"))
    point = next(point for point in found if point.number == number)
    assert (point.kind, point.target_year, point.actual_year) == ("actual", None, year)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("高标准农田新增300万亩。", "新增高标准农田"),
        ("新增高标准农田300万亩。", "新增高标准农田"),
        ("建成高标准农田300万亩。", "高标准农田"),
        ("数字经济增加值增长12%，占GDP比重达到6%。", "数字经济增加值占地区生产总值占比"),
    ],
)
def test_a_name_has_what_stands_beside_it(text: str, canonical: str) -> None:
    found = points(extract_text(f"一、主要任务\n{text}\n"))
    assert [point.canonical for point in found][-1] == canonical


@pytest.mark.parametrize(
    ("text", "presence"),
    [("逐步提高居民满意度。", "named"), ("新建学校3所。", "value"), ("今天天气很好。", "none")],
)
def test_missing_and_absent_are_kept_apart(text: str, presence: str) -> None:
    assert [point.presence for point in points(extract_text(f"一、主要任务\n{text}\n"))] == [presence]


def test_a_file_that_cannot_be_read_is_no_file_without_numbers(tmp_path: Path) -> None:
    (point,) = points(extract_file(str(tmp_path / "没有.txt")))
    assert (point.presence, point.document) == ("failed", None)


def test_csv_has_every_column_and_empty_for_unsaid(found: list[Point]) -> None:
    stream = io.BytesIO()
    assert write_csv(found, stream) == len(found)
    rows = list(csv.DictReader(io.StringIO(stream.getvalue().decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["number"] for row in rows] == ["" if point.number is None else str(point.number) for point in found]


def test_columns_are_all_explained() -> None:
    assert tuple(table("panel")["columns"]) == COLUMNS


def test_cells_are_text_never_formulas() -> None:
    hostile = Point("a", "d1", "=HYPERLINK(1)", None, None, None, None, None, None, None, "none")
    stream = io.BytesIO()
    write_xlsx([hostile], stream)
    cell = load_workbook(stream)["面板"]["C2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")
    stream = io.BytesIO()
    write_csv([hostile], stream)
    assert b"'=HYPERLINK(1)" in stream.getvalue()


def test_parquet_keeps_types_and_nulls(found: list[Point], tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    with (tmp_path / "p.parquet").open("wb") as stream:
        assert write_parquet(iter(found), stream) == len(found)
    read = parquet.read_table(tmp_path / "p.parquet").to_pylist()
    assert read == [{name: getattr(point, name) for name in COLUMNS} for point in found]


def test_stata_reads_the_numbers(found: list[Point], tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    with (tmp_path / "p.dta").open("wb") as stream:
        write_dta(found, stream)
    read = pandas.read_stata(tmp_path / "p.dta")
    assert list(read["number"].dropna()) == [point.number for point in found if point.number is not None]
    assert list(read["sentence"]) == [point.sentence or "" for point in found]
    assert b"01 Jan 1980 00:00" in (tmp_path / "p.dta").read_bytes()


@pytest.mark.parametrize(("target", "package"), [("a.parquet", "pyarrow"), ("a.dta", "pandas")])
def test_a_missing_package_is_told_with_the_way_to_get_it(
    target: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(OptionError, match=rf"缺少 {package}；请先安装：pip install 'zhengce\[data\]'，或改写成 \.csv"):
        writer_of(Path(target))


def test_another_suffix_is_refused() -> None:
    with pytest.raises(OptionError, match=r"\.parquet、\.csv、\.xlsx、\.dta"):
        writer_of(Path("a.txt"))
