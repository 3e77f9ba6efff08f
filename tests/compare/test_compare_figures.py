"""Tables of indicators, from the file to the panel. Invented places and numbers."""

from pathlib import Path

import pytest

from extractor.compare.points import points
from extractor.lang.indicator_tables import FIGURES
from extractor.pipeline import Options, extract_bytes, extract_file
from extractor.types import Result

MARKDOWN = """# 白沙市国民经济和社会发展第十五个五年规划纲要

## 主要目标

各项指标见下表。

| 类别 | 指标 | 2025年 | 2030年 | 属性 |
| --- | --- | --- | --- | --- |
| 绿色 | 1.森林覆盖率（%） | 63.1 | ≥63.5 | 约束性 |
| 绿色 | 2.粮食产量（万吨） | 213 | 220左右 | 预期性 |
| 安全 | 3.渡口事故（起） | — | 〔3〕 | |
"""
HTML = (
    "<html><body><h1>白沙市“十五五”规划</h1><table>"
    "<tr><th rowspan=2>序号</th><th rowspan=2>指标名称</th><th rowspan=2>单位</th><th>现状</th>"
    "<th colspan=2>规划目标</th></tr><tr><th>2025年</th><th>2027年</th><th>2030年</th></tr>"
    "<tr><td>1</td><td>渡口客流量</td><td>万人次</td><td>5.2</td><td>6</td><td>&gt;7</td></tr>"
    "<tr><td>2</td><td>婴儿死亡率</td><td>‰</td><td>2.8</td><td>≤2.6</td><td>≤2.5</td></tr>"
    "</table></body></html>"
)


def read(result: Result) -> list[tuple[object, ...]]:
    return [
        (p.canonical, p.op, p.number, p.unit, p.kind, p.year)
        for p in points(result)
        if p.presence == "value" and p.year_from == "heading"
    ]


@pytest.fixture
def markdown(tmp_path: Path) -> Result:
    path = tmp_path / "plan.md"
    path.write_text(MARKDOWN, "utf-8")
    return extract_file(str(path))


def test_a_row_has_a_number_for_each_year(markdown: Result) -> None:
    assert read(markdown) == [
        ("森林覆盖率", "=", 63.1, "%", "actual", 2025),
        ("森林覆盖率", ">=", 63.5, "%", "target", 2030),
        ("粮食产量", "=", 2130000, "吨", "actual", 2025),
        ("粮食产量", "~", 2200000, "吨", "target", 2030),
        ("渡口事故", "=", 3, "起", "target", 2030),
    ]


def test_headings_over_two_rows_and_a_column_of_units() -> None:
    assert read(extract_bytes(HTML.encode(), "plan.html")) == [
        ("渡口客流量", "=", 52000, "人次", "actual", 2025),
        ("渡口客流量", "=", 60000, "人次", "target", 2027),
        ("渡口客流量", ">", 70000, "人次", "target", 2030),
        ("婴儿死亡率", "=", 2.8, "‰", "actual", 2025),
        ("婴儿死亡率", "<=", 2.6, "‰", "target", 2027),
        ("婴儿死亡率", "<=", 2.5, "‰", "target", 2030),
    ]


def test_mentions_trace_back_to_their_cells(markdown: Result) -> None:
    (policy,) = markdown.documents
    held = [mention for mention in policy.mentions if mention.made_by.startswith("tables/")]
    assert [mention.text for mention in held if mention.label == "INDICATOR"] == ["森林覆盖率", "粮食产量", "渡口事故"]
    assert all(markdown.text[slice(*mention.span)] == mention.text for mention in held)
    assert all(mention.place is not None and mention.place.table == 1 for mention in held)
    assert not any(record.metrics for record in policy.records)


def test_a_table_of_tasks_stays_one() -> None:
    table = "| 任务 | 2030年目标 | 责任单位 |\n| --- | --- | --- |\n| 提高森林覆盖率 | 达到63.5% | 市林业局 |\n"
    result = extract_bytes(f"# 白沙市规划\n\n{table}".encode(), "plan.md")
    assert read(result) == []
    assert [agency.name for record in result.documents[0].records for agency in record.agencies] == ["市林业局"]


def test_numbers_without_a_year_or_a_name_are_no_indicators() -> None:
    table = "| 项目 | 2025年 |\n| --- | --- |\n| 会议费 | 12 |\n"
    result = extract_bytes(f"# 白沙市决算\n\n{table}".encode(), "plan.md")
    assert read(result) == []


TITLE = "<h1>白沙市“十五五”规划</h1>"


def table(*rows: str) -> list[tuple[object, ...]]:
    """Return name, number, unit, kind and year of the figures in an HTML table."""
    html = f"<html><body>{TITLE}<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table></body></html>"
    found = points(extract_bytes(html.encode(), "plan.html", Options("rules")))
    return [(p.indicator, p.number, p.unit, p.kind, p.year) for p in found if p.made_by in FIGURES]


def cells(*texts: str) -> str:
    return "".join(f"<td>{text}</td>" for text in texts)


HEADER = cells("指标", "单位", "2025年", "2030年")


@pytest.mark.parametrize(
    ("unit", "figure", "number", "norm"),
    [
        ("1/10万", "8", 8, "/10万"),
        ("人", "5万", 50000, "人"),
        ("元", "1.2亿", 120000000, "元"),
        ("10万吨", "5", 500000, "吨"),
        ("%", "70%以上", 70, "%"),
        ("万元", "1,200", 12000000, "元"),
        ("亿元", "512.3", 51230000000, "元"),
        ("微克/立方米", "28", 28, "微克/立方米"),
        ("‰", "２．５", 2.5, "‰"),
        ("", "3个", 3, "个"),
        ("类", "5", 5, ""),
        ("%", "-2.5", -2.5, "%"),
    ],
)
def test_a_unit_is_that_of_the_number_or_of_the_table(unit: str, figure: str, number: float, norm: str) -> None:
    assert table(HEADER, cells("古井修缮率", unit, "—", figure)) == [("古井修缮率", number, norm, "target", 2030)]


@pytest.mark.parametrize(
    "figure",
    ["2025年12月31日前", "完成国家下达的25项任务", "建成3个古井公园,修缮老街5条", "持续下降", "1:19", "无"],
)
def test_what_is_not_one_number_is_left_to_the_recogniser(figure: str) -> None:
    assert table(HEADER, cells("古井修缮率", "%", "60", figure)) == [("古井修缮率", 60, "%", "actual", 2025)]


@pytest.mark.parametrize(
    ("name", "indicator", "unit"),
    [
        ("居民人均可支配收入（农村）", "居民人均可支配收入（农村）", ""),
        ("地区生产总值（GDP）（亿元）", "地区生产总值（GDP）", "元"),
        ("2.5微米颗粒物浓度", "2.5微米颗粒物浓度", ""),
        ("（1）森林覆盖率（%）*", "森林覆盖率", "%"),
    ],
)
def test_only_a_unit_is_taken_off_a_name(name: str, indicator: str, unit: str) -> None:
    ((found, _, norm, *_),) = table(HEADER, cells(name, "", "—", "8"))
    assert (found, norm) == (indicator, unit)


def test_a_header_that_comes_again_begins_anew() -> None:
    again = cells("指标", "单位", "2026年", "2031年")
    rows = (
        HEADER,
        cells("甲量", "吨", "1", "2"),
        HEADER,
        cells("乙量", "吨", "3", "4"),
        again,
        cells("丙量", "吨", "5", "6"),
    )
    assert [(name, number, year) for name, number, _, _, year in table(*rows)] == [
        ("甲量", 1, 2025),
        ("甲量", 2, 2030),
        ("乙量", 3, 2025),
        ("乙量", 4, 2030),
        ("丙量", 5, 2026),
        ("丙量", 6, 2031),
    ]


def test_cells_that_fill_several_rows_or_columns() -> None:
    two = "<td rowspan=2>客流</td><td rowspan=2>万人</td>"
    assert table(HEADER, two + cells("1", "2"), cells("3", "4"))[-1] == ("客流", 40000, "人", "target", 2030)
    wide = "<td colspan=2>指标</td>" + cells("2025年", "2030年")
    assert table(wide, cells("1", "森林覆盖率", "63", "65"))[0][:2] == ("森林覆盖率", 63)
    outer = cells("一级指标", "二级指标", "2025年", "2030年")
    assert table(outer, "<td colspan=2>森林覆盖率</td>" + cells("63", "65"))[0][:2] == ("森林覆盖率", 63)
    sides = cells("指标", "2030年", "指标", "2030年")
    assert [one[:2] for one in table(sides, cells("甲量", "1", "乙量", "2"))] == [("甲量", 1), ("乙量", 2)]


def test_the_nearest_words_over_a_column_count() -> None:
    over = "<td rowspan=2>指标</td><td colspan=2>指标值</td>"
    rows = over, cells("2025年现状值", "2030年目标（较2025年）"), cells("甲量", "1", "2")
    assert [one[3:] for one in table(*rows)] == [("actual", 2025), ("target", 2030)]
    now, then = table(cells("指标", "现状值", "2030年（亿元）"), cells("甲量", "1", "5"))
    assert now[3:] == ("actual", None)
    assert then[1:3] == (500000000, "元")


def test_a_table_of_statistics_reports() -> None:
    assert table(cells("指标", "2030年", "同比"), cells("甲量", "1", "5%"))[0][3:] == ("actual", 2030)


def test_two_paragraphs_in_a_cell_give_one_name_and_no_torn_number() -> None:
    rows = HEADER, cells("<p>森林覆盖率</p><p>（%）</p>", "", "<p>63</p><p>以上</p>", "65")
    assert [one[:2] for one in table(*rows)] == [("森林覆盖率", 65)]


def test_tasks_beside_indicators_stay() -> None:
    rows = cells("主要任务", "指标", "2027年目标"), cells("市水利局要加快修缮古井。", "古井修缮率", "80%")
    html = f"<html><body>{TITLE}<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table></body></html>"
    (policy,) = extract_bytes(html.encode(), "plan.html", Options("rules")).documents
    assert [mention.text for mention in policy.mentions if mention.label == "TARGET"] == ["加快修缮古井"]


@pytest.mark.parametrize(
    ("heading", "figure", "told"),
    [
        ("年均增长（%）", "5.5左右", ("increase", "P1Y", None)),
        ("“十五五”年均增长", "6%以上", ("increase", "P1Y", None)),
        ("年均增速[累计]", "[4.6]", ("increase", None, "P5Y")),
        ("年均/累计", "〔13〕", ("increase", None, "P5Y")),
        ("五年累计", "13", ("increase", None, "P5Y")),
        ("累计", "13", ("increase", None, "P5Y")),
        ("年均增长[累计]", "&lt;5", (None, "P1Y", None)),
    ],
)
def test_columns_of_growth_and_of_sums(heading: str, figure: str, told: tuple[object, ...]) -> None:
    rows = cells("指标", "2025年", "2030年", heading, "属性"), cells("古井修缮率（%）", "60", "—", figure, "约束性")
    html = f"<html><body>{TITLE}<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table></body></html>"
    found = points(extract_bytes(html.encode(), "plan.html", Options("rules")))
    now, grown = [point for point in found if point.presence == "value"]
    assert (grown.kind, grown.target_year, grown.unit, grown.nature) == ("target", 2030, "%", "binding")
    assert (grown.change, grown.period, grown.over) == told
    assert (now.actual_year, now.change) == (2025, None)


@pytest.mark.parametrize(("name", "change"), [("单位产值水耗降低（%）", "decrease"), ("新增渡口（个）", None)])
def test_the_name_of_a_row_says_what_a_sum_changes(name: str, change: str | None) -> None:
    html = f"<table><tr>{cells('指标', '2030年', '累计')}</tr><tr>{cells(name, '—', '〔13〕')}</tr></table>"
    found = points(extract_bytes(f"<html><body>{TITLE}{html}</body></html>".encode(), "plan.html", Options("rules")))
    (total,) = (point for point in found if point.presence == "value")
    assert (total.change, total.over, total.target_year) == (change, "P5Y", 2030)
