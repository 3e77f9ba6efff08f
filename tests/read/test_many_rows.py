"""Tables of many documents: one row a document, its fields carried along, no row lost."""

import csv
import io
import json
import tracemalloc

import pytest
import xlwt
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook

from extractor.cli.main import cli
from extractor.errors import OptionError
from extractor.pipeline import Options, extract_row
from extractor.read.row_values import names_of
from extractor.read.rows import Columns, Row, read_rows

HEADER = ("编号", "地区", "正文")
ROWS = (
    ("A1", "清水市", "到2026年建成公办幼儿园12所。\n市教育局负责落实。"),
    ("A2", "白石县", "2026年底前改造供水管网30公里。"),
    ("A3", "柳湾区", "新建停车位不少于500个，费用“从优”,先到先得。"),
)


def as_csv(path, delimiter=",", encoding="utf-8"):
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows((HEADER, *ROWS))
    path.write_bytes(stream.getvalue().encode(encoding))


def as_jsonl(path, encoding="utf-8"):
    lines = (json.dumps(dict(zip(HEADER, row, strict=True)), ensure_ascii=False) for row in ROWS)
    path.write_bytes("\n".join(lines).encode(encoding))


def as_xlsx(path):
    book = Workbook()
    book.active.title = "说明"
    book.active["A1"] = "数据在下一张表"
    sheet = book.create_sheet("数据")
    for row in (("某某研究数据",), HEADER, *ROWS):
        sheet.append(row)
    book.save(path)


def as_xls(path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("数据")
    for number, row in enumerate((HEADER, *ROWS)):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    book.save(str(path))


FILES = {
    "csv": as_csv,
    "csv with tabs": lambda path: as_csv(path, "\t"),
    "csv in gb18030": lambda path: as_csv(path, encoding="gb18030"),
    "csv with a mark": lambda path: as_csv(path, encoding="utf-8-sig"),
    "csv in utf-16": lambda path: as_csv(path, encoding="utf-16"),
    "csv in big5": lambda path: as_csv(path, encoding="big5hkscs"),
    "jsonl": as_jsonl,
    "jsonl in gb18030": lambda path: as_jsonl(path, "gb18030"),
    "xlsx": as_xlsx,
    "xls": as_xls,
}


@pytest.mark.parametrize("kind", [kind for kind in FILES if kind != "csv in big5"])
def test_every_row_is_a_document_with_its_fields(kind, tmp_path):
    path = tmp_path / "table.dat"
    FILES[kind](path)
    rows = list(read_rows(path, Columns("正文", "编号")))
    assert [(row.text, row.fields, row.code) for row in rows] == [
        (text, {"编号": name, "地区": region}, "") for name, region, text in ROWS
    ]
    assert [row.name for row in rows] == [f"{path}#{row[0]}" for row in ROWS]


def found(path, content: bytes) -> list[tuple[str, str, str]]:
    path.write_bytes(content)
    return [(row.name.rpartition("#")[2], row.text, row.code) for row in read_rows(path, Columns("t"))]


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("a,t\n1,x\n2,\n3,z\n", [("2", "x", ""), ("3", "", "empty"), ("4", "z", "")]),
        ("a,t\n1,x,more\n2,y\n", [("2", "", "format"), ("3", "y", "")]),
        ("a,t\n1\n2,y\n", [("2", "", "empty"), ("3", "y", "")]),
        ('a,t\n1,"x\n2,y\n3,z\n', [("2", "", "format"), ("3", "y", ""), ("4", "z", "")]),
        ('a,t\n1,"x\ny"\n2,z\n', [("2", "x\ny", ""), ("3", "z", "")]),
        ("a,t\n\n,\n1,x\n", [("4", "x", "")]),
        (
            '{"t":"x"}\nno\n[1]\n{"a":1}\n{"t":"y"}',
            [("1", "x", ""), ("2", "", "format"), ("3", "", "format"), ("4", "", "empty"), ("5", "y", "")],
        ),
    ],
)
def test_bad_rows_are_named_and_none_is_lost(content, rows, tmp_path):
    assert found(tmp_path / "table", content.encode()) == rows


def test_bytes_that_are_no_text_cost_only_their_row_an_issue(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes("编号,正文\n1,新建公园三座。\n2,新建".encode() + b"\xff" + "学校两所。\n".encode())
    result = CliRunner().invoke(cli, ["extract", str(path), "--text-column", "正文"])
    first, second = map(json.loads, result.stdout.splitlines())
    assert (first["status"], second["status"]) == ("ok", "partial")
    assert second["issues"][0]["code"] == "decode"


@pytest.mark.parametrize("kind", ["csv", "jsonl", "xlsx", "xls"])
def test_a_column_that_is_not_there_is_named_with_those_that_are(kind, tmp_path):
    path = tmp_path / "table"
    FILES[kind](path)
    with pytest.raises(OptionError, match=r"全文.*正文"):
        list(read_rows(path, Columns("全文")))


@pytest.mark.parametrize(("content", "code"), [(b"", "empty"), (b"%PDF-1.7 ", "format"), (None, "unreadable")])
def test_a_file_that_is_no_table_is_a_failed_row(content, code, tmp_path):
    path = tmp_path / "table"
    if content is not None:
        path.write_bytes(content)
    assert [row.code for row in read_rows(path, Columns("正文"))] == [code]


def test_columns_without_a_name_of_their_own_get_one(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("地区,地区,,t\n1,2,3,x\n", "utf-8")
    assert [row.fields for row in read_rows(path, Columns("t"))] == [{"地区": "1", "地区_2": "2", "列3": "3"}]


@pytest.mark.parametrize(
    ("header", "names"),
    [
        (["正文", "正文", "正文_2"], ["正文", "正文_3", "正文_2"]),
        (["正文_2", "正文", "正文", "正文"], ["正文_2", "正文", "正文_3", "正文_4"]),
        (["列2", "", " "], ["列2", "列2_2", "列3"]),
        (["a", "a", "a_2", "a_2"], ["a", "a_3", "a_2", "a_2_2"]),
    ],
)
def test_every_column_has_a_name_of_its_own(header, names):
    assert names_of(header) == names


def test_rows_are_not_held_in_memory(tmp_path):
    path = tmp_path / "table.csv"
    with path.open("w", encoding="utf-8") as stream:
        stream.write("编号,正文\n")
        stream.writelines(f"{number},{'新建公园三座。' * 20}\n" for number in range(20_000))
    tracemalloc.start()
    assert sum(1 for _ in read_rows(path, Columns("正文", "编号"))) == 20_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < path.stat().st_size / 4


@pytest.mark.parametrize(("form", "workers"), [("json", 1), ("jsonl", 1), ("csv", 1), ("xlsx", 1), ("csv", 2)])
def test_fields_are_in_the_records_of_every_format(form, workers, tmp_path):
    path, target = tmp_path / "table.csv", tmp_path / f"out.{form}"
    as_csv(path)
    arguments = ["extract", str(path), "--text-column", "正文", "--id-column", "编号", "-o", str(target)]
    result = CliRunner().invoke(cli, [*arguments, "--workers", str(workers)])
    assert result.exit_code == 0, result.stderr
    assert fields(target, form) == [{"编号": name, "地区": region} for name, region, _ in ROWS]


def fields(target, form: str) -> list[dict[str, str]]:
    if form == "json":
        return [result["source"]["fields"] for result in json.loads(target.read_text("utf-8"))]
    if form == "jsonl":
        return [json.loads(line)["fields"] for line in target.read_text("utf-8").splitlines()]
    if form == "csv":
        rows = list(csv.reader(io.StringIO(target.read_text("utf-8-sig"))))
    else:
        rows = [list(row) for row in load_workbook(target)["记录"].iter_rows(values_only=True)]
    name, region = rows[0].index("编号"), rows[0].index("地区（原表）")
    return [{"编号": row[name], "地区": row[region]} for row in rows[1:]]


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (["--id-column", "编号"], "--text-column", 2),
        (["--text-column", "正文", "-o", "."], "文件名", 2),
        (["--text-column", "正文", "-o", "table.csv"], "覆盖", 1),
    ],
)
def test_options_that_do_not_go_together_are_refused(arguments, said, code, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    as_csv(tmp_path / "table.csv")
    result = CliRunner().invoke(cli, ["extract", "table.csv", *arguments])
    assert result.exit_code == code
    assert said in result.stderr


def test_failed_rows_are_counted_and_set_the_exit_code(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("编号,正文\n1,\n2,新建公园3座。\n", "utf-8")
    result = CliRunner().invoke(cli, ["extract", str(path), "--text-column", "正文", "--format", "csv"])
    assert result.exit_code == 1
    assert "第 2 行" in result.stderr
    assert "编号" in result.stdout.splitlines()[0]


def test_half_an_emoji_in_a_text_too_long_is_a_failed_row():
    result = extract_row(Row("表.jsonl#2", "\ud83d", {"注": "a"}, "limit", "太长"), Options("rules"))
    assert (result.status, result.source.fields) == ("failed", {"注": "a"})
