import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from extractor.export import FORMATS
from extractor.types import SCHEMA
from extractor.types.codec import decode, encode

Run = Callable[..., Any]


def test_one_file_is_one_json_object_on_standard_output(run: Run, paper: Path) -> None:
    done = run("extract", str(paper))
    assert done.code == 0
    result = decode(done.out)
    assert result.schema == SCHEMA
    assert result.source.path == str(paper)
    assert done.out.encode() == encode(result) + b"\n"
    for policy in result.documents:
        for mention in policy.mentions:
            assert mention.span.of(result.text) == mention.text
    assert done.err.startswith("共 1 个文件：完成 1，部分完成 0，失败 0；记录 ")


def test_standard_input_is_read(run: Run, paper: Path) -> None:
    done = run("extract", "-", stdin=paper.read_bytes())
    assert decode(done.out).source.path == "-"
    assert decode(done.out).documents == decode(run("extract", str(paper)).out).documents


def test_several_files_are_one_object_a_line(run: Run, batch: Path) -> None:
    done = run("extract", str(batch))
    names = [Path(decode(line).source.path).name for line in done.out.splitlines()]
    assert names == sorted(path.name for path in batch.iterdir())


def test_patterns_and_folders_are_searched(run: Run, batch: Path) -> None:
    assert len(run("extract", str(batch / "好*.txt")).out.splitlines()) == 3
    assert len(run("extract", str(batch), str(batch / "好0.txt")).out.splitlines()) == 5


@pytest.mark.parametrize("name", FORMATS)
def test_the_suffix_chooses_the_format(name: str, run: Run, paper: Path, tmp_path: Path) -> None:
    target = tmp_path / f"结果{FORMATS[name].suffix}"
    done = run("extract", str(paper), "-o", str(target))
    assert (done.code, done.out) == (0, "")
    start = {"json": b'{"schema":"1"', "jsonl": b'{"file":', "csv": b"\xef\xbb\xbf", "xlsx": b"PK", "html": b"<!DOC"}
    assert target.read_bytes().startswith(start[name])


def test_the_option_beats_the_suffix(run: Run, paper: Path, tmp_path: Path) -> None:
    run("extract", str(paper), "-o", str(tmp_path / "a.txt"), "--format", "csv")
    assert (tmp_path / "a.txt").read_bytes().startswith(b"\xef\xbb\xbf")


def test_jsonl_is_one_record_a_line(run: Run, paper: Path) -> None:
    done = run("extract", str(paper), "--format", "jsonl")
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert f"记录 {len(rows)} 条" in done.err
    assert rows
    text = paper.read_text("utf-8")
    assert all(text[row["start"] : row["end"]] == row["target"] for row in rows)


@pytest.mark.parametrize("given", ["结果/", "结果", "新的/结果/"])
def test_a_folder_gets_a_file_a_document(given: str, run: Run, batch: Path, tmp_path: Path) -> None:
    run("extract", str(batch), "-o", f"{tmp_path}/{given}")
    written = sorted(path.name for path in (tmp_path / given).iterdir())
    assert written == ["图片.json", "好0.json", "好1.json", "好2.json", "空.json"]
    assert decode((tmp_path / given / "空.json").read_bytes()).status == "failed"


def test_xlsx_goes_through_a_pipe(run: Run, paper: Path, tmp_path: Path, zhengce: Run) -> None:
    done = zhengce("extract", str(paper), "-o", "-", "--format", "json")
    assert decode(done.out).status == "ok"
    run("extract", str(paper), "-o", str(tmp_path / "a.xlsx"))
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == ["记录", "文件"]


def test_the_date_is_passed_on(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("年内新建公园3座。\n", "utf-8")
    assert decode(run("extract", str(file), "--date", "2017").out).documents[0].date == "2017"


def test_the_same_input_gives_the_same_bytes_with_any_number_of_workers(run: Run, batch: Path) -> None:
    alone = run("extract", str(batch))
    together = run("extract", str(batch), "--workers", "2")
    assert (alone.out, alone.code) == (together.out, together.code)
    assert sorted(alone.err.splitlines()) == sorted(together.err.splitlines())


class TestBadInput:
    """The message names file and cause, and the rest of the batch is done."""

    @pytest.mark.parametrize(
        ("name", "cause"),
        [
            ("空.txt", "空"),
            ("图片.txt", "实际是 图片"),
            ("没有.txt", "找不到"),
            ("没有*.txt", "找不到"),
            ("好2.txt/x", "不能读取"),
        ],
    )
    def test_each_kind_is_named(self, name: str, cause: str, run: Run, batch: Path) -> None:
        bad = str(batch / name)
        done = run("extract", str(batch / "好0.txt"), bad, str(batch / "好1.txt"))
        assert done.code == 1
        assert [decode(line).status for line in done.out.splitlines()] == ["ok", "failed", "ok"]
        (line,) = [line for line in done.err.splitlines() if line.startswith("失败：")]
        assert bad in line
        assert cause in line
        assert "Traceback" not in done.err
        assert "共 3 个文件：完成 2，部分完成 0，失败 1；" in done.err

    def test_a_forbidden_file_is_named(self, run: Run, paper: Path) -> None:
        paper.chmod(0)
        if os.access(paper, os.R_OK):
            pytest.skip("this user may read everything")
        done = run("extract", str(paper))
        assert done.code == 1
        assert "没有权限" in done.err

    def test_a_name_that_is_not_utf8_is_read_and_written(self, run: Run, zhengce: Run, tmp_path: Path) -> None:
        (tmp_path / os.fsdecode(b"\xff\xfe.txt")).write_text("三年内新建公园3座。\n", "utf-8")
        done = zhengce("extract", str(tmp_path))
        assert done.code == 0
        assert decode(done.out).status == "ok"
        for form in FORMATS:
            assert run("extract", f"{tmp_path}/*.txt", "-o", f"{tmp_path}/出.{form}").code == 0
        assert run("extract", f"{tmp_path}/*.txt", "-o", f"{tmp_path}/出/").code == 0


class TestBadOutput:
    def test_a_missing_folder(self, run: Run, paper: Path, tmp_path: Path) -> None:
        done = run("extract", str(paper), "-o", str(tmp_path / "没有" / "a.csv"))
        assert (done.code, done.out) == (1, "")
        assert done.err == f"错误：无法写入“{tmp_path}/没有/a.csv”：所在文件夹不存在；请先建立该文件夹\n"

    def test_a_name_that_is_too_long(self, run: Run, paper: Path, tmp_path: Path) -> None:
        done = run("extract", str(paper), "-o", str(tmp_path / ("长" * 100 + ".csv")))
        assert done.code == 1
        assert "文件名太长" in done.err

    def test_a_file_where_a_folder_should_be(self, run: Run, paper: Path) -> None:
        done = run("extract", str(paper), "-o", f"{paper}/结果/")
        assert done.code == 1
        assert f"无法写入“{paper}/结果”：路径中有一段不是文件夹" in done.err

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
    def test_a_full_disk(self, run: Run, paper: Path) -> None:
        done = run("extract", str(paper), "-o", "/dev/full", "--format", "json")
        assert done.code == 1
        assert "磁盘空间已满" in done.err

    def test_a_suffix_that_is_no_format(self, run: Run, paper: Path) -> None:
        done = run("extract", str(paper), "-o", "a.pdf")
        assert done.code == 2
        assert "a.pdf" in done.err
        assert ".json、.jsonl、.csv、.xlsx、.html" in done.err
        assert not Path("a.pdf").exists()

    def test_the_input_is_never_overwritten(self, run: Run, paper: Path) -> None:
        before = paper.read_bytes()
        done = run("extract", str(paper), "-o", str(paper), "--format", "json")
        assert done.code == 1
        assert "覆盖输入文件" in done.err
        assert paper.read_bytes() == before


class TestBadOptions:
    @pytest.mark.parametrize("value", ["2019-13", "2019-02-30", "昨天", "19", "2019/01/01", "0000", ""])
    def test_a_date(self, value: str, run: Run, paper: Path) -> None:
        done = run("extract", str(paper), "--date", value)
        assert done.code == 2
        assert f"--date 的值无效：“{value}”；应写作 YYYY、YYYY-MM 或 YYYY-MM-DD" in done.err

    @pytest.mark.parametrize("value", ["0", "-1", "两个", "1.5", "1000"])
    def test_workers(self, value: str, run: Run, paper: Path) -> None:
        done = run("extract", str(paper), "--workers", value)
        assert done.code == 2
        assert f"--workers 的值无效：“{value}”；应为 1 到 64 的整数" in done.err

    def test_a_format(self, run: Run, paper: Path) -> None:
        done = run("extract", str(paper), "--format", "pdf")
        assert done.code == 2
        assert "--format 的值无效：“pdf”不在可选值之内，可选：json, jsonl, csv, xlsx, html" in done.err

    def test_a_recogniser(self, run: Run, paper: Path) -> None:
        done = run("extract", str(paper), "--recogniser", "gpt")
        assert done.code == 2
        assert "“gpt”" in done.err
        assert "model、rules" in done.err
