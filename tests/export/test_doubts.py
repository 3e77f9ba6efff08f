"""Low scores: what is left out, and what is marked for a person."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest
from openpyxl import load_workbook

from extractor.export import write
from extractor.export.columns import COLUMNS
from extractor.export.doubts import MARKED_BELOW
from extractor.export.rows import flatten
from extractor.export.threshold import sift, words
from extractor.types import Record, Result

LOW = MARKED_BELOW - 0.2
Change = Callable[[Record], Record]


def changed(result: Result, number: int, change: Change) -> Result:
    """Return the result with one record changed."""
    (policy,) = result.documents
    records = [change(record) if at == number else record for at, record in enumerate(policy.records)]
    return replace(result, documents=(replace(policy, records=tuple(records)),))


def with_target(result: Result, number: int, score: float) -> Result:
    (policy,) = result.documents
    name = policy.records[number].target
    mentions = tuple(replace(m, score=score) if m.id == name else m for m in policy.mentions)
    return replace(result, documents=(replace(policy, mentions=mentions),))


@pytest.fixture
def doubtful(sample: Result) -> Result:
    """The first record's deadline and number, the last one's leader and target are unsure."""
    result = changed(
        sample,
        0,
        lambda record: replace(
            record,
            deadlines=(replace(record.deadlines[0], score=LOW),),
            metrics=(replace(record.metrics[0], score=LOW),),
        ),
    )

    def lead(record: Record) -> Record:
        return replace(record, agencies=(replace(record.agencies[0], score=LOW), *record.agencies[1:]))

    return with_target(changed(result, 3, lead), 3, LOW)


def column(key: str) -> int:
    return [column.key for column in COLUMNS].index(key)


class TestMarks:
    def test_a_row_names_its_doubtful_slots(self, doubtful: Result) -> None:
        found = [[(doubt.column, doubt.text) for doubt in row.doubts] for row in flatten(doubtful)]
        first = [("deadlines", "到2021年底"), ("metrics", "40个以上")]
        assert found == [first, [], [], [("target", "延长开放时间"), ("lead", "市文化局")]]

    def test_a_slot_at_the_threshold_is_sure(self, sample: Result) -> None:
        assert not any(row.doubts for row in flatten(with_target(sample, 0, MARKED_BELOW)))
        assert any(row.doubts for row in flatten(with_target(sample, 0, MARKED_BELOW - 0.001)))

    def test_csv_names_them_in_a_column(self, doubtful: Result) -> None:
        stream = io.BytesIO()
        write([doubtful], stream, "csv")
        rows = list(csv.DictReader(io.StringIO(stream.getvalue().decode("utf-8-sig"), newline="")))
        assert rows[0]["待核对"] == "时限“到2021年底”（置信度 0.50）；指标“40个以上”（置信度 0.50）"
        assert [row["待核对"] for row in rows[1:]] == [
            "",
            "",
            "目标任务“延长开放时间”（置信度 0.50）；牵头“市文化局”（置信度 0.50）",
        ]

    def test_jsonl_has_them_as_values(self, doubtful: Result) -> None:
        stream = io.BytesIO()
        write([doubtful], stream, "jsonl")
        first = json.loads(stream.getvalue().splitlines()[0])
        assert first["doubts"][0] == {"column": "deadlines", "text": "到2021年底", "score": LOW}

    def test_xlsx_marks_their_cells_by_colour_and_comment(self, doubtful: Result, tmp_path: Path) -> None:
        write([doubtful], tmp_path / "a.xlsx", "xlsx")
        sheet = load_workbook(tmp_path / "a.xlsx")["记录"]
        marked = {cell.coordinate: cell for row in sheet for cell in row if cell.comment}
        places = [(2, "deadlines"), (2, "metrics"), (5, "lead"), (5, "target")]
        assert set(marked) == {sheet.cell(row, column(key) + 1).coordinate for row, key in places}
        assert all(cell.fill.fgColor.rgb == "00FFE699" for cell in marked.values())
        note = sheet.cell(2, column("deadlines") + 1).comment
        assert note.text == "请人工核对：\n时限“到2021年底”（置信度 0.50）"
        assert sheet.cell(3, column("deadlines") + 1).fill.fill_type is None

    def test_xlsx_with_marks_gives_the_same_bytes_again(self, doubtful: Result, tmp_path: Path) -> None:
        for name in ("a.xlsx", "b.xlsx"):
            write([doubtful], tmp_path / name, "xlsx")
        assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()

    def test_two_doubts_of_a_cell_share_its_comment(self, sample: Result, tmp_path: Path) -> None:
        def twice(record: Record) -> Record:
            lead = replace(record.agencies[0], score=LOW)
            return replace(record, agencies=(lead, replace(lead, name="市旅游局")))

        write([changed(sample, 3, twice)], tmp_path / "a.xlsx", "xlsx")
        cell = load_workbook(tmp_path / "a.xlsx")["记录"].cell(5, column("lead") + 1)
        assert cell.comment.text.splitlines()[1:] == ["牵头“市文化局”（置信度 0.50）", "牵头“市旅游局”（置信度 0.50）"]

    def test_html_marks_them_in_the_table(self, doubtful: Result) -> None:
        stream = io.BytesIO()
        write([doubtful], stream, "html")
        page = lxml.html.document_fromstring(stream.getvalue())
        cells = page.xpath("//table[@class='records']//tr[@id]/td")
        found = [(at % 6, text) for at, cell in enumerate(cells) for text in cell.xpath("div[@class='doubt']/text()")]
        assert found == [
            (2, "待核对：时限“到2021年底”（置信度 0.50）"),
            (4, "待核对：指标“40个以上”（置信度 0.50）"),
            (1, "待核对：目标任务“延长开放时间”（置信度 0.50）"),
            (3, "待核对：牵头“市文化局”（置信度 0.50）"),
        ]

    def test_hostile_words_stay_text_where_they_are_marked(self, hostile: Result, tmp_path: Path) -> None:
        (policy,) = hostile.documents
        mentions = tuple(replace(mention, score=LOW) for mention in policy.mentions)
        unsure = replace(hostile, documents=(replace(policy, mentions=mentions),))
        stream = io.BytesIO()
        write([unsure], stream, "html")
        page = stream.getvalue().decode()
        assert "待核对：目标任务“&lt;script&gt;alert(1)&lt;/script&gt;”" in page
        assert "<script" not in page
        write([unsure], tmp_path / "a.xlsx", "xlsx")
        sheet = load_workbook(tmp_path / "a.xlsx")["记录"]
        assert "目标任务“a\ufffdb\ufffdc\ufffdd”" in sheet.cell(10, column("target") + 1).comment.text
        for row in sheet.iter_rows(min_row=2):
            assert row[column("doubts")].data_type == "s"


class TestSift:
    def test_nothing_below_leaves_the_result_as_it_is(self, sample: Result) -> None:
        kept, left = sift(sample, 0.5)
        assert kept is sample
        assert left.total() == 0

    def test_records_are_left_out_by_their_target(self, doubtful: Result) -> None:
        kept, left = sift(doubtful, LOW + 0.01)
        assert [record.id for record in kept.documents[0].records] == ["r1", "r2", "r3"]
        assert left["records"] == 1
        assert kept.documents[0].mentions == doubtful.documents[0].mentions

    def test_slots_below_are_emptied_and_counted(self, doubtful: Result) -> None:
        kept, left = sift(doubtful, LOW + 0.01)
        first, second, _ = kept.documents[0].records
        assert (first.deadlines, first.metrics) == ((), ())
        assert second == doubtful.documents[0].records[1]
        assert dict(left) == {"records": 1, "deadlines": 1, "agencies": 0, "metrics": 1}
        assert words(left) == "记录 1 条，时限 1 个，指标 1 个"

    def test_what_is_left_out_is_a_note_among_the_issues(self, doubtful: Result) -> None:
        kept, _ = sift(doubtful, LOW + 0.01)
        issue = kept.issues[-1]
        assert (issue.stage, issue.code, issue.severity) == ("export", "below-min-score", "note")
        assert issue.message == "置信度低于 0.51，未输出：记录 1 条，时限 1 个，指标 1 个"
        assert (kept.status, kept.issues[:-1]) == (doubtful.status, doubtful.issues)

    def test_a_score_at_the_limit_stays(self, doubtful: Result) -> None:
        assert sift(doubtful, LOW)[0] is doubtful

    def test_a_failed_result_passes(self, failed: Result) -> None:
        assert sift(failed, 1.0)[0] is failed
