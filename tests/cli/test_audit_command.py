import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

Run = Callable[..., Any]
TEXT = """临湖市修缮老旧校舍工作方案

本方案共9项任务。
一、主要任务
2021年2月底前，修缮老旧校舍30所。
二、保障措施
加强资金保障。
临湖市人民政府
2021年3月5日
"""


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    file = tmp_path / "方案.txt"
    file.write_text(TEXT, "utf-8")
    return file


def codes(done: Any) -> list[str]:
    return [finding["code"] for finding in json.loads(done.out)]


def columns(out: str) -> list[str]:
    """Return the words of each column of a table on the terminal, without spaces."""
    rows = [line.strip("┃│").split(line[0]) for line in out.splitlines() if line[:1] in tuple("┃│")]
    return ["".join(cells).replace(" ", "") for cells in zip(*rows, strict=True)]


def test_a_document_is_extracted_and_examined(run: Run, faulty: Path) -> None:
    done = run("audit", str(faulty))
    assert done.code == 0
    _, said, place, sentence = columns(done.out)
    assert "时限早于成文日期时限“2021年2月底前”（../2021-02-28）早于成文日期2021-03-05" in said
    assert "自报“9项任务”，抽取到" in said
    assert "一、主要任务第" in place
    assert sentence.startswith("原句2021年2月底前，修缮老旧校舍30所。")
    assert done.err.startswith("发现 ")
    assert "时限早于成文日期 1" in done.err


@pytest.mark.parametrize(("args", "code"), [((), 0), (("--strict",), 1)])
def test_findings_fail_only_when_asked(args: tuple[str, ...], code: int, run: Run, faulty: Path) -> None:
    assert run("audit", str(faulty), *args).code == code


def test_notes_alone_are_not_strict(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("天气很好。\n", "utf-8")
    done = run("audit", str(file), "--strict")
    assert (done.code, done.out, done.err) == (0, "", "没有发现问题\n")


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_a_stored_result_is_examined(form: str, run: Run, faulty: Path, tmp_path: Path) -> None:
    stored = tmp_path / f"a.{form}"
    run("extract", str(faulty), "-o", str(stored))
    whole, found = codes(run("audit", str(faulty), "--json")), codes(run("audit", str(stored), "--json"))
    assert "before-date" in found
    assert found == (whole if form == "json" else [code for code in whole if code != "count-differs"] + ["no-text"])


def test_the_date_is_passed_on(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("一、主要任务\n2021年2月底前，修缮老旧校舍30所。\n", "utf-8")
    assert "before-date" in codes(run("audit", str(file), "--date", "2021-03", "--json"))
    assert "no-date" in codes(run("audit", str(file), "--json"))


def test_tables_are_written(run: Run, faulty: Path, tmp_path: Path) -> None:
    found = json.loads(run("audit", str(faulty), "--json").out)
    for name in ("a.csv", "a.xlsx"):
        done = run("audit", str(faulty), "-o", str(tmp_path / name))
        assert (done.code, done.out) == (0, "")
    lines = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text("utf-8-sig"), newline="")))
    sheet = list(load_workbook(tmp_path / "a.xlsx")["审核"].values)
    assert [line["说明"] for line in lines] == [finding["message"] for finding in found]
    assert [row[2] for row in sheet[1:]] == [finding["message"] for finding in found]


def test_long_lists_are_cut_on_the_terminal_alone(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("一、任务\n" + "".join(f"修缮老旧校舍{n}所。\n" for n in range(2, 20)), "utf-8")
    count = codes(run("audit", str(file), "--json")).count("no-lead")
    assert count > 10
    assert f"没有牵头或责任单位：另有 {count - 10} 条" in run("audit", str(file)).out


def test_bad_files_are_named_and_the_rest_is_done(run: Run, faulty: Path, tmp_path: Path) -> None:
    (tmp_path / "别的.json").write_text("{}", "utf-8")
    bad = [str(tmp_path / name) for name in ("别的.json", "没有.json", "没有.txt")]
    done = run("audit", *bad, str(faulty), "--json")
    assert done.code == 1
    assert "before-date" in codes(done)
    assert [line[:3] for line in done.err.splitlines()[:3]] == ["失败："] * 3
    assert "“" + bad[0] + "”不是 zhengce extract 写出的结果" in done.err
    assert "Traceback" not in done.err


def test_another_suffix_is_refused_before_the_work(run: Run, tmp_path: Path) -> None:
    done = run("audit", str(tmp_path / "没有.txt"), "-o", "a.docx")
    assert (done.code, done.err) == (2, "错误：审核结果只能写成 .xlsx、.csv，不能写成“a.docx”\n")


def test_the_input_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(TEXT, "utf-8")
    done = run("audit", str(file), "-o", str(file))
    assert done.code == 1
    assert "覆盖输入文件" in done.err
    assert file.read_text("utf-8") == TEXT


def test_text_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("一、任务\n修缮\x1b[31m校舍[bold]30所[/bold]。\n", "utf-8")
    out = run("audit", str(file)).out
    assert "\x1b" not in out
    assert "[bold]30所[/bold]" in columns(out)[3]
