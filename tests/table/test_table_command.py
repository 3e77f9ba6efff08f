"""`zhengce table` as it is typed."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from docx import Document
from openpyxl import Workbook, load_workbook
from tablecases import TEXT

from extractor.cli.main import cli


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


def table(*args: object) -> Outcome:
    return zhengce("table", *args)


def zhengce(*args: object) -> Outcome:
    done = CliRunner().invoke(cli, [str(arg) for arg in args], prog_name="zhengce")
    return Outcome(done.exit_code, done.stdout, done.stderr)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    (tmp_path / "菜市场.txt").write_text(TEXT, "utf-8")
    return tmp_path / "菜市场.txt"


@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".html", ".md", ".csv", ".ics"])
def test_a_document_becomes_a_table(suffix: str, paper: Path, tmp_path: Path) -> None:
    target = tmp_path / f"任务分工表{suffix}"
    done = table(paper, "-o", target)
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("任务 7 项，需核对 ")
    assert target.stat().st_size


def test_a_stored_result_gives_the_same_table(paper: Path, tmp_path: Path) -> None:
    zhengce("extract", paper, "-o", tmp_path / "r.json")
    table(tmp_path / "r.json", "-o", tmp_path / "a.md")
    table(paper, "-o", tmp_path / "b.md")
    assert (tmp_path / "a.md").read_bytes() == (tmp_path / "b.md").read_bytes()


def test_documents_merge_with_their_sources(paper: Path, tmp_path: Path) -> None:
    (tmp_path / "图书馆.txt").write_text(TEXT.replace("菜市场", "图书馆"), "utf-8")
    done = table(paper, tmp_path / "图书馆.txt", "-o", tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert done.err.startswith("任务 14 项")
    assert sheet["B2"].value == "来源文件"
    assert sheet["B4"].value == "清水市人民政府关于印发清水市菜市场提升行动方案的通知（清政发〔2022〕9号）"


def test_columns_and_title(paper: Path, tmp_path: Path) -> None:
    table(paper, "-o", tmp_path / "a.md", "--columns", "重点任务=任务,牵头单位", "--title", "督办台账")
    lines = (tmp_path / "a.md").read_text("utf-8").splitlines()
    assert lines[0] == "# 督办台账"
    assert "| 任务 | 牵头单位 |" in lines


def test_a_distribution_has_a_file_an_agency(paper: Path, tmp_path: Path) -> None:
    done = table(paper, "--by", "agency", "--separate", tmp_path / "分发", "--form", ".docx")
    files = sorted(file.name for file in (tmp_path / "分发").iterdir())
    assert "市商务局.docx" in files
    assert done.err.startswith(f"已写 {len(files)} 个文件到")
    assert "市商务局" in [paragraph.text for paragraph in Document(str(tmp_path / "分发" / "市商务局.docx")).paragraphs]


def test_a_template_is_filled(paper: Path, tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["任务", "牵头部门"])
    book.save(tmp_path / "模板.xlsx")
    assert table(paper, "--template", tmp_path / "模板.xlsx", "-o", tmp_path / "a.xlsx").code == 0
    assert load_workbook(tmp_path / "a.xlsx").worksheets[0]["B2"].value == "市商务局"


def test_corrections_are_carried_back(paper: Path, tmp_path: Path) -> None:
    zhengce("extract", paper, "-o", tmp_path / "r.json")
    table(tmp_path / "r.json", "-o", tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    book.worksheets[0]["E7"] = "市城管局"
    book.save(tmp_path / "a.xlsx")
    done = table("--update", tmp_path / "r.json", tmp_path / "a.xlsx", "-o", tmp_path / "r2.json")
    assert (done.code, done.err) == (0, "发现改动 1 处\n")
    assert done.out == "任务分工表!7 牵头单位：“”→“市城管局”（已写入）\n"
    found = json.loads((tmp_path / "r2.json").read_text("utf-8"))["documents"][0]["records"][4]["agencies"]
    assert [(slot["role"], slot["score"]) for slot in found] == [("lead", 1.0)]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("没有.txt",), "请用 -o 给出输出文件"),
        (("没有.txt", "-o", "a.pdf"), "只能写成 .xlsx、.docx、.html、.md、.csv、.ics，不能写成“.pdf”"),
        (("没有.txt", "--separate", "x"), "请同时写 --by agency"),
        (("没有.txt", "-o", "a.xlsx", "--template", "b.docx"), "后缀应相同"),
        (("--update", "r.json", "a.xlsx"), "写作：zhengce table --update 结果.json"),
    ],
)
def test_what_cannot_be_is_said_before_the_work(args: tuple[str, ...], words: str) -> None:
    done = table(*args)
    assert done.code == 2
    assert words in done.err


def test_a_failed_document_is_named(paper: Path, tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    done = table(paper, tmp_path / "空.txt", "-o", tmp_path / "a.csv")
    assert done.code == 1
    assert "失败：" in done.err
    assert "市商务局" in (tmp_path / "a.csv").read_text("utf-8-sig")


def test_the_input_is_never_overwritten(paper: Path, tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("<p>一、任务</p><p>修缮校舍30所。</p>", "utf-8")
    assert "覆盖输入文件" in table(page, "-o", page).err
    assert "修缮校舍" in page.read_text("utf-8")
