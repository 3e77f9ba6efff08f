"""Tables of indicators, from the file to the panel. Invented places and numbers."""

from pathlib import Path

import pytest

from extractor.compare.points import points
from extractor.pipeline import extract_bytes, extract_file
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
        (p.canonical, p.op, p.number, p.unit, p.kind, p.year, p.nature)
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
        ("森林覆盖率", "=", 63.1, "%", "actual", 2025, "binding"),
        ("森林覆盖率", ">=", 63.5, "%", "target", 2030, "binding"),
        ("粮食产量", "=", 2130000, "吨", "actual", 2025, "expected"),
        ("粮食产量", "~", 2200000, "吨", "target", 2030, "expected"),
        ("渡口事故", "=", 3, "起", "target", 2030, None),
    ]


def test_headings_over_two_rows_and_a_column_of_units() -> None:
    assert read(extract_bytes(HTML.encode(), "plan.html")) == [
        ("渡口客流量", "=", 52000, "人次", "actual", 2025, None),
        ("渡口客流量", "=", 60000, "人次", "target", 2027, None),
        ("渡口客流量", ">", 70000, "人次", "target", 2030, None),
        ("婴儿死亡率", "=", 2.8, "‰", "actual", 2025, None),
        ("婴儿死亡率", "<=", 2.6, "‰", "target", 2027, None),
        ("婴儿死亡率", "<=", 2.5, "‰", "target", 2030, None),
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
