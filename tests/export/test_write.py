import io
import json
import os
import stat
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.errors import OptionError, OutputError
from extractor.export import FORMATS, format_of, write
from extractor.export.sink import folder, refused
from extractor.export.write import free_name
from extractor.types import Result
from extractor.types.codec import decode


def parts(target: Path) -> list[str]:
    return sorted(path.name for path in target.iterdir())


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_files_and_streams(name: str, sample: Result, failed: Result, tmp_path: Path) -> None:
    target = tmp_path / f"结果{FORMATS[name].suffix}"
    assert write([sample, failed], target, name) == 2
    stream = io.BytesIO()
    assert write(iter([sample, failed]), stream, name) == 2
    assert stream.getvalue()
    assert parts(tmp_path) == [target.name]


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_results_give_the_same_bytes(name: str, sample: Result, tmp_path: Path) -> None:
    for file in ("a", "b"):
        write([sample], tmp_path / file, name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("name", FORMATS)
def test_no_results_make_a_valid_file(name: str, tmp_path: Path) -> None:
    assert write([], tmp_path / "空", name) == 0


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_left_of_a_broken_run(name: str, sample: Result, tmp_path: Path) -> None:
    def breaking() -> Iterator[Result]:
        yield sample
        raise KeyboardInterrupt

    target = tmp_path / "a"
    target.write_text("before")
    with pytest.raises(KeyboardInterrupt):
        write(breaking(), target, name)
    assert target.read_text() == "before"
    assert parts(tmp_path) == ["a"]


@pytest.mark.parametrize("name", ["json", "jsonl", "csv"])
def test_results_are_written_as_they_come(name: str, sample: Result) -> None:
    stream = io.BytesIO()
    sizes = []

    def watched() -> Iterator[Result]:
        for _ in range(4):
            sizes.append(len(stream.getvalue()))
            yield sample

    write(watched(), stream, name)
    assert sizes[1] < sizes[2] < sizes[3]


def test_json_of_one_result_is_the_contract(sample: Result, tmp_path: Path) -> None:
    write([sample], tmp_path / "a.json", "json")
    data = (tmp_path / "a.json").read_bytes()
    assert decode(data) == sample
    assert data.count(b"\n") == 1


def test_json_of_several_is_an_array_in_a_file_and_lines_in_a_stream(
    sample: Result, failed: Result, tmp_path: Path
) -> None:
    write([sample, failed, sample], tmp_path / "a.json", "json")
    assert [item["status"] for item in json.loads((tmp_path / "a.json").read_text())] == [
        "partial",
        "failed",
        "partial",
    ]
    stream = io.BytesIO()
    write([sample, failed], stream, "json")
    assert [decode(line) for line in stream.getvalue().splitlines()] == [sample, failed]


def test_a_folder_gets_one_file_a_result(sample: Result, tmp_path: Path) -> None:
    names = ["a/通知.txt", "b/通知.docx", "c/通知-2.txt", "-", "d/.x", "长" * 84 + ".txt", "<text>"]
    results = [replace(sample, source=replace(sample.source, path=name)) for name in names]
    assert write(results, tmp_path, "json") == len(names)
    found = {decode((tmp_path / name).read_bytes()).source.path: name for name in parts(tmp_path)}
    assert found["a/通知.txt"] == "通知.json"
    assert found["b/通知.docx"] == "通知-2.json"
    assert found["c/通知-2.txt"] == "通知-2-2.json"
    assert found["-"] == "stdin.json"
    assert found["<text>"] == "_text_.json"
    assert found[names[5]].startswith("长" * 70)


def test_names_that_many_files_have_are_soon_free() -> None:
    taken: set[str] = set()
    began = time.process_time()
    names = [free_name("正文", ".json", taken) for _ in range(6_000)]
    assert time.process_time() - began < 2
    assert names == ["正文.json", *(f"正文-{number}.json" for number in range(2, 6_001))]


def test_sources_are_never_overwritten(sample: Result, tmp_path: Path) -> None:
    source = tmp_path / "a.html"
    source.write_text("原文")
    result = replace(sample, source=replace(sample.source, path=str(source)))
    for target in (source, tmp_path):
        with pytest.raises(OutputError, match="覆盖输入文件"):
            write([result], target, "html")
    assert source.read_text() == "原文"


def test_an_unknown_format_lists_the_others(sample: Result, tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"“pdf”.*json、jsonl、csv、xlsx、html"):
        write([sample], tmp_path / "a", "pdf")
    with pytest.raises(OptionError, match=r"a\.pdf.*\.xlsx"):
        format_of(Path("a.pdf"))
    assert [format_of(Path(f"X{chosen.suffix.upper()}")) for chosen in FORMATS.values()] == list(FORMATS)


def test_a_missing_folder_is_named(sample: Result, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"无法写入“.*没有/a\.csv”：所在文件夹不存在；请先建立"):
        write([sample], tmp_path / "没有" / "a.csv", "csv")


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    with pytest.raises(OutputError, match="已有同名文件"):
        folder(tmp_path / "a")
    with pytest.raises(OutputError, match="不是文件夹"):
        folder(tmp_path / "a" / "b")


def test_a_name_that_is_too_long_is_named(sample: Result, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="文件名太长；请改短"):
        write([sample], tmp_path / ("长" * 100 + ".csv"), "csv")


def test_a_forbidden_folder_is_named(sample: Result, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    if os.access(tmp_path, os.W_OK):
        pytest.skip("this user may write everywhere")
    with pytest.raises(OutputError, match="没有写入权限"):
        write([sample], tmp_path / "a.csv", "csv")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("name", FORMATS)
def test_a_full_disk_is_named(name: str, sample: Result) -> None:
    with pytest.raises(OutputError, match=r"/dev/full.*磁盘空间已满"):
        write([sample] * 50, Path("/dev/full"), name)


def test_devices_are_written_not_replaced(sample: Result) -> None:
    write([sample], Path(os.devnull), "json")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_link_stays_a_link(sample: Result, tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    write([sample], tmp_path / "link.json", "json")
    assert (tmp_path / "link.json").is_symlink()
    assert decode((tmp_path / "real.json").read_bytes()) == sample


def test_an_unknown_cause_is_passed_on() -> None:
    assert "系统报告：Input/output error" in str(refused(Path("a"), OSError(5, "Input/output error")))


def test_json_lines_keep_hostile_text_as_it_is(hostile: Result) -> None:
    stream = io.BytesIO()
    write([hostile], stream, "jsonl")
    rows = [json.loads(line) for line in stream.getvalue().splitlines()]
    targets = [mention.text for mention in hostile.documents[0].mentions]
    assert [row["target"] for row in rows] == targets
    assert {row["file"] for row in rows} == {"=坏\ufffd<b>.txt"}


def test_json_keeps_offsets_when_a_name_is_not_utf8(hostile: Result) -> None:
    stream = io.BytesIO()
    write([hostile], stream, "json")
    result = decode(stream.getvalue())
    assert result.source.path == "=坏\ufffd<b>.txt"
    assert result.documents == hostile.documents
    assert result.text == hostile.text
