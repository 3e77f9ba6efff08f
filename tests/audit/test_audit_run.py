"""The whole audit: its order, its sources, its files."""

import csv
import io
import json
from dataclasses import astuple

import pytest
from auditcases import marked, plan, row
from openpyxl import load_workbook

from extractor.audit import CODES, audit, audit_rows
from extractor.audit.stored import load
from extractor.audit.table import COLUMNS, to_json, write_csv, write_xlsx
from extractor.errors import FormatError
from extractor.export import write
from extractor.types import Result

MARKUP = """本方案共9项任务。
<D id="d1" norm="../2019-12-31">2019年底前</D>，<T id="t1" d="d1" a="a1:lead a2:coop">修缮渡口</T>，\
由<A id="a1">市交通局</A>牵头，<A id="a2">市财政局</A>配合。
<D id="d2" norm="unresolved">开工后半年内</D>，<T id="t2" d="d2" a="">更换渡船</T>。
<D id="d3" norm="unresolved">汛期结束前</D>另行安排。
"""


@pytest.fixture
def result() -> Result:
    return marked(MARKUP, "2021-03-05")


def test_findings_come_with_the_gravest_first(result: Result) -> None:
    codes = [finding.code for finding in audit(result)]
    assert codes == sorted(codes, key=list(CODES).index)
    assert codes == ["before-date", "no-lead", "unresolved-deadline", "unresolved-deadline", "count-differs"]


def test_spans_and_records_lead_back(result: Result) -> None:
    records = {record.id for policy in result.documents for record in policy.records}
    for finding in audit(result):
        assert finding.span.of(result.text) in finding.sentence
        assert set(finding.records) <= records


def test_unresolved_deadlines_are_named_also_without_a_record(result: Result) -> None:
    bound, free = (finding for finding in audit(result) if finding.code == "unresolved-deadline")
    assert (bound.records, bound.message) == (("r2",), "时限“开工后半年内”未能推算：没有给出原因")
    assert (free.records, free.message) == ((), "时限“汛期结束前”未能推算：没有给出原因；它不属于任何记录")
    assert free.span.of(result.text) == "汛期结束前"


def test_rows_give_the_same_but_for_the_text(result: Result) -> None:
    stream = io.BytesIO()
    write([result], stream, "jsonl")
    results, rows = load(stream.getvalue(), "a.jsonl")
    found = {finding.code: finding for finding in audit_rows(rows)}
    assert results == []
    assert list(found) == ["before-date", "no-lead", "unresolved-deadline", "no-text"]
    assert found["before-date"] in audit(result)


def test_rows_of_several_files_are_kept_apart() -> None:
    rows = [row(number=1, lead=()), row(number=1, lead=(), file="另一份.txt")]
    assert [f.file for f in audit_rows(rows) if f.code == "no-lead"] == ["渡口.txt", "另一份.txt"]


def test_every_form_of_json_is_read(result: Result) -> None:
    one, two = io.BytesIO(), io.BytesIO()
    write([result], one, "json")
    write([result, result], two, "json")
    array = b"[" + two.getvalue().strip().replace(b"\n", b",") + b"]"
    assert load(one.getvalue(), "a.json") == ([result], [])
    assert load(two.getvalue(), "a.jsonl") == ([result, result], [])
    assert load(array, "a.json") == ([result, result], [])
    assert load(b"", "a.jsonl") == ([], [])


def test_results_without_slot_scores_are_read(result: Result) -> None:
    """Results that earlier versions wrote lack them."""
    stream = io.BytesIO()
    write([result], stream, "json")
    data = json.loads(stream.getvalue())
    for record in (record for document in data["documents"] for record in document["records"]):
        for slot in (*record["deadlines"], *record["agencies"], *record["metrics"]):
            del slot["score"]
    ((read,), _) = load(json.dumps(data).encode(), "a.json")
    assert [f.code for f in audit(read)] == [f.code for f in audit(result)]


@pytest.mark.parametrize("data", [b'{"name": 1}', b"[1]", b"{", "渡口".encode(), b"\xff"])
def test_other_json_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(FormatError, match=r"“a\.json”不是 zhengce extract 写出的结果"):
        load(data, "a.json")


def test_json_has_every_field(result: Result) -> None:
    found = audit(result)
    read = json.loads(to_json(found))
    assert [entry["code"] for entry in read] == [finding.code for finding in found]
    assert read[0]["span"] == list(found[0].span)
    assert set(read[0]) == {"code", "severity", "message", "file", "document", "span", "records", "sentence", "place"}


def test_tables_hold_every_finding_as_text() -> None:
    hostile = plan("=1+1", ("=1+1",))
    found = audit(hostile)
    assert [finding.code for finding in found] == ["no-lead", "no-deadline"]
    stream, book = io.BytesIO(), io.BytesIO()
    write_csv(found, stream)
    write_xlsx(found, book)
    lines = list(csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig"), newline="")))
    sheet = load_workbook(book)["审核"]
    assert lines[0] == [title for title, _ in COLUMNS] == [cell.value for cell in sheet[1]]
    assert [line[4] for line in lines[1:]] == ["'=1+1", "'=1+1"]
    assert [cell.data_type for cell in sheet["E"]] == ["s"] * 3
    assert sheet["E2"].value == "=1+1"
    assert len(astuple(found[0])) == 9
