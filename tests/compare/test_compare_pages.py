import io
import re
from pathlib import Path

from click.testing import CliRunner
from lxml import html
from openpyxl import load_workbook

from extractor.cli.main import cli
from extractor.compare.diff import compare_rows
from extractor.compare.diff_table import write_workbook
from extractor.compare.pages import write_difference
from extractor.compare.report import write_report
from extractor.export.rows import flatten
from extractor.pipeline import extract_bytes, extract_text

HOSTILE = """{}<script>alert(1)</script>市方案

一、主要任务
到{}年，“<img src=x onerror=alert(1)>”站点覆盖率达到{}%。（市水利局牵头，市教育局、“<b>市财政局</b>”配合）
到2025年，老旧小区物业服务覆盖率达到{}%以上。（市住建局牵头，市财政局配合）
"""


def texts() -> tuple[str, str]:
    return HOSTILE.format("甲", 2025, 90, 80), HOSTILE.format("乙", 2026, 95, 85)


def report() -> bytes:
    stream = io.BytesIO()
    assert write_report((extract_bytes(text.encode(), text[:1]) for text in texts()), stream) == 2
    return stream.getvalue()


def test_the_report_runs_nothing_and_asks_for_nothing() -> None:
    page = html.fromstring(report())
    assert not page.xpath("//script | //img | //link | //iframe | //*[@onerror] | //b[text()='市财政局']")
    assert not re.search(rb"https?://", report())
    assert "<script>alert(1)</script>" in page.text_content()


def test_every_link_leads_to_a_place_in_the_report() -> None:
    page = html.fromstring(report())
    targets = {f"#{name}" for name in page.xpath("//@id")}
    links = page.xpath("//a/@href")
    assert len(links) > 10
    assert set(links) <= targets
    assert len(page.xpath("//@id")) == len(targets)


def test_the_report_draws_pictures() -> None:
    page = html.fromstring(report())
    headings = [heading.text for heading in page.xpath("//main/h2")]
    assert headings[:4] == ["各地各年目标（点击数据点看原句）", "时限时间线", "部门任务量", "共同责任网络"]
    assert len(page.xpath("//*[local-name()='svg']")) >= 4


def test_the_difference_is_escaped_and_marked() -> None:
    stream = io.BytesIO()
    names = "旧.txt", "新<img src=x>.txt"
    write_difference(compare_rows(*(flatten(extract_text(text)) for text in texts()), names), stream)
    page = html.fromstring(stream.getvalue())
    assert not page.xpath("//script | //img | //link | //@src | //@href | //@onerror")
    assert not re.search(rb"https?://|@import|url\(", stream.getvalue())
    assert names[1] in page.text_content()
    assert "5" in [mark.text[-1] for mark in page.xpath("//td[@class='new']//mark")]


def test_the_workbook_of_a_difference_holds_both_sides() -> None:
    stream = io.BytesIO()
    write_workbook(compare_rows(*(flatten(extract_text(text)) for text in texts())), stream)
    book = load_workbook(stream)
    assert book.sheetnames == ["对照", "变化", "统计"]
    assert "数值提高" in [row[1] for row in book["变化"].iter_rows(values_only=True)]


def test_the_commands_write_their_files(tmp_path: Path) -> None:
    names = [tmp_path / "旧.txt", tmp_path / "新.txt"]
    for name, text in zip(names, texts(), strict=True):
        name.write_text(text, "utf-8")
    old, new = map(str, names)
    runs = [("diff", "d.html"), ("diff", "d.xlsx"), ("compare", "c.html"), ("compare", "c.xlsx"), ("panel", "p.csv")]
    for name, target in runs:
        words = [name, old, new, "-o"]
        done = CliRunner().invoke(cli, [*words, str(tmp_path / target)], standalone_mode=False)
        assert (done.exception, (tmp_path / target).stat().st_size > 0) == (None, True), words


def test_the_terminal_names_the_changes(tmp_path: Path) -> None:
    for name, text in zip(("a.txt", "b.txt"), texts(), strict=True):
        (tmp_path / name).write_text(text, "utf-8")
    done = CliRunner().invoke(cli, ["diff", str(tmp_path / "a.txt"), str(tmp_path / "b.txt")], standalone_mode=False)
    assert "数值提高" in done.output
    assert "时限推后" in done.output
