import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.annotate.forms import FORMS
from extractor.cli.annotate import command
from extractor.errors import AnnotationError, OutputError

Words = tuple[str | Path, ...]

GOOD = '<D id="d1" norm="../2026-12-31">到2026年</D>，<T id="t1" d="d1" a="">建成社区食堂</T>。'
TEXT = "到2026年，建成社区食堂。"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words])


@pytest.fixture
def good(tmp_path: Path) -> Path:
    (tmp_path / "a.xml").write_text(GOOD, "utf-8")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    return tmp_path / "a.xml"


def test_check_passes_what_is_clean(good: Path) -> None:
    done = run("check", good)
    assert (done.exit_code, done.stdout) == (0, "")


def test_check_fails_with_file_id_and_reason(good: Path) -> None:
    good.write_text(GOOD.replace('norm="../2026-12-31"', 'norm="2026年"'), "utf-8")
    done = run("check", good.parent)
    assert done.exit_code == 1
    assert f"{good}: 错误 d1 DEADLINE 的 norm 无效" in done.stdout


def test_check_compares_with_the_text_of_its_name(good: Path) -> None:
    good.with_suffix(".txt").write_text(TEXT.replace("食堂", "厨房"), "utf-8")
    assert "与原文不符" in run("check", good).stdout


def test_strict_check_fails_on_warnings(good: Path) -> None:
    good.write_text(GOOD.replace('">建成', '">要建成').replace("建成社区", "建成社区"), "utf-8")
    good.with_suffix(".txt").unlink()
    assert run("check", good).exit_code == 0
    assert run("check", "--strict", good).exit_code == 1


def test_check_of_a_missing_file_is_named(tmp_path: Path) -> None:
    done = run("check", tmp_path / "none.xml")
    assert isinstance(done.exception, AnnotationError)
    assert "none.xml" in str(done.exception)


@pytest.mark.parametrize("form", ["standoff", "spacy", "datasets", "label-studio", "doccano"])
def test_convert_and_back(good: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"a.{'spacy' if form == 'spacy' else 'json' if form == 'label-studio' else 'jsonl'}"
    (tmp_path / "a").write_text(TEXT, "utf-8")
    assert run("convert", good, target, "--to", form).exit_code == 0
    back = tmp_path / "back"
    assert run("convert", target, back, "--to", "inline", "--corpus", tmp_path).exit_code == 0
    assert (back / "a.xml").read_text("utf-8") == GOOD


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xml", TEXT.encode("gbk"), "a.xml 不是 UTF-8 编码"),
        ("a.json", b'[{"data": {}', "a.json 读不懂.*Label Studio"),
        ("a.json", b'[{"data": {}, "annotations": [{"result": []}]}]', "a.json 读不懂.*Label Studio"),
        ("a.spacy", b"no DocBin", r"a.spacy 读不懂.*\.spacy"),
        ("a.jsonl", None, "a.jsonl"),
    ],
)
@pytest.mark.parametrize("command", [("convert", "out.jsonl", "--to", "doccano"), ("stats",)])
def test_a_broken_file_is_named(name: str, data: bytes | None, said: str, command: Words, tmp_path: Path) -> None:
    file = tmp_path / name
    if data is not None:
        file.write_bytes(data)
    done = run(command[0], file, *command[1:])
    assert isinstance(done.exception, AnnotationError)
    assert re.search(said, str(done.exception))


def test_check_names_a_file_that_is_not_utf8(good: Path) -> None:
    for file in (good.with_suffix(".txt"), good):
        file.write_bytes(TEXT.encode("gbk"))
        assert isinstance(run("check", good).exception, AnnotationError)


@pytest.mark.parametrize("form", list(FORMS))
def test_a_target_that_cannot_be_written_is_told(form: str, good: Path) -> None:
    done = run("convert", good, good / "x" if form == "inline" else good.parent / "没有" / "x", "--to", form)
    assert isinstance(done.exception, OutputError)
    assert isinstance(run("split", good, "-o", good.parent / "没有" / "x.json").exception, OutputError)


@pytest.mark.parametrize("form", list(FORMS))
def test_annotations_are_never_overwritten_by_what_is_made_of_them(form: str, good: Path) -> None:
    source, target = (good, good.parent) if form == "inline" else (good, good)
    for words in (("convert", source, target, "--to", form), ("split", good, "-o", good)):
        assert "会覆盖输入文件" in str(run(*words).exception)
    assert good.read_text("utf-8") == GOOD


def test_agree_prints_each_label_and_the_differences(good: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.xml").write_text(GOOD.replace("建成社区食堂</T>", "建成</T>社区食堂"), "utf-8")
    figures = json.loads(run("agree", good, other, "--format", "json").stdout)
    assert (figures["DEADLINE"], figures["TARGET"], figures["micro"]) == (1.0, 0.0, 0.5)
    assert "建成社区食堂" in run("agree", good, other, "--list").stdout


def test_stats_counts_characters_and_mentions(good: Path) -> None:
    found = json.loads(run("stats", good, "--format", "json").stdout)
    assert found["characters"] == len(TEXT)
    assert found["mentions"]["TARGET"] == found["mentions"]["DEADLINE"] == 1


def test_stats_of_standoff_needs_no_text(good: Path, tmp_path: Path) -> None:
    run("convert", good, tmp_path / "a.jsonl", "--to", "standoff")
    good.with_suffix(".txt").unlink()
    assert json.loads(run("stats", tmp_path / "a.jsonl", "--format", "json").stdout)["characters"] == len(TEXT)


def test_split_freezes_names_and_hashes(good: Path, tmp_path: Path) -> None:
    target = tmp_path / "splits.json"
    assert run("split", good.parent, "-o", target).exit_code == 0
    parts = json.loads(target.read_bytes())
    assert [list(parts[part]) for part in ("train", "dev", "test")] == [["a"], [], []]


def test_split_leaves_out_what_must_stay_apart(good: Path, tmp_path: Path) -> None:
    apart = tmp_path / "apart"
    apart.mkdir()
    (apart / "b.txt").write_text(TEXT, "utf-8")
    run("split", good, "-o", tmp_path / "splits.json", "--apart", apart)
    assert json.loads((tmp_path / "splits.json").read_bytes()) == {"train": {}, "dev": {}, "test": {}}


def test_interface_is_printed() -> None:
    assert run("interface").stdout.startswith("<View>")
