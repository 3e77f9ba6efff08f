"""The program around its commands: help, errors, exit codes, interrupts."""

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import reload
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest

from extractor import __version__
from extractor.cli import jobs, limits, parameters, reporter
from extractor.cli.chinese import explain
from extractor.cli.main import COMMANDS, cli
from extractor.recognise.base import RECOGNISERS

Run = Callable[..., Any]
ENGLISH = ("Usage", "Options", "Commands", "Arguments", "Show this", "Error", "required", "default", "INTEGER", "TEXT")
ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-c", "from extractor.cli.main import run; run()"]


def commands(command: click.Command, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return the words that lead to every command, groups included."""
    found = [path]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child is not None
            found += commands(child, (*path, name))
    return found


@pytest.mark.parametrize("path", commands(cli), ids=" ".join)
def test_every_command_has_chinese_help(path: tuple[str, ...], run: Run) -> None:
    done = run(*path, "--help")
    assert done.code == 0
    assert done.out.startswith(f"用法: {' '.join(('zhengce', *path))} ")
    assert "显示本说明。" in done.out
    assert not [word for word in ENGLISH if word in done.out]


def test_help_lists_every_command(run: Run) -> None:
    out = run("--help").out
    for name, text in COMMANDS.items():
        assert f"{name}  " in out
        assert text in out


def test_help_imports_nothing_heavy(root: Path) -> None:
    code = (
        "import sys\nfrom extractor.cli.main import cli\n"
        "try: cli.main(['--help'])\nexcept SystemExit: pass\n"
        "print([name for name in ('extractor.pipeline', 'rich', 'openpyxl', 'jinja2', 'jieba', 'spacy', 'msgspec')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=root, check=True)
    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_version(run: Run) -> None:
    lines = run("--version").out.splitlines()
    assert lines[0] == f"zhengce {__version__}"
    assert lines[1].startswith("Python 3.")
    assert all(name in lines[2] for name in RECOGNISERS)


@pytest.mark.parametrize(
    ("args", "cause"),
    [
        (["extract"], "缺少参数 路径"),
        (["extract", "--formt", "json"], "没有选项“--formt”，是否想用 --format"),
        (["extract", "a", "--format"], "选项 --format 后面缺一个值"),
        (["extract", "a", "--debug=1"], "选项 --debug 后面不带值"),
        (["inspect", "a", "b", "c"], "多出的参数：b c"),
        (["extrct"], "没有命令“extrct”，可选：extract、inspect、schema"),
        (["--nothing"], "没有选项“--nothing”"),
        (["annotate", "nothing"], "没有命令“nothing”"),
        (["annotate", "convert", "a"], "缺少参数"),
        (["annotate", "convert", "a", "b"], "缺少选项 --to，可选："),
        (["evaluate", "--errors", "x"], "--errors 的值无效：“x”不是整数"),
        (["evaluate", "--errors", "-1"], "--errors 的值无效：“-1”超出范围"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_usage_errors_are_chinese(args: list[str], cause: str, run: Run) -> None:
    done = run(*args)
    usage, error, hint = done.err.splitlines()
    assert done.code == 2
    assert usage.startswith("用法: zhengce ")
    assert error.startswith(f"错误：{cause}")
    assert hint.endswith("--help")
    assert not [word for word in ENGLISH if word in done.err]


@pytest.mark.parametrize(
    ("kind", "value", "cause"),
    [
        (click.Path(exists=True), "没有", "x 的值无效：“没有”不存在，请检查路径"),
        (click.Path(exists=True, dir_okay=False), "/", "x 的值无效：“/”是文件夹，这里要一个文件"),
        (click.Path(exists=True, file_okay=False), __file__, f"x 的值无效：“{__file__}”是文件，这里要一个文件夹"),
        (click.FLOAT, "y", "x 的值无效：“y”不是数"),
        (click.BOOL, "y?", "x 的值无效：“y?”不是“是”或“否”（true 或 false）"),
        (click.Choice(["a", "b"]), "c", "x 的值无效：“c”不在可选值之内，可选：a, b"),
    ],
)
def test_clicks_own_types_speak_chinese(kind: "click.ParamType[Any]", value: str, cause: str) -> None:
    with pytest.raises(click.BadParameter) as caught:
        kind.convert(value, None, None)
    caught.value.param_hint = "x"
    assert explain(caught.value) == cause


@pytest.mark.parametrize("module", [limits, parameters])
def test_options_do_not_need_types_that_older_clicks_lack(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(click.ParamType, "__class_getitem__", None)
    reload(module)


def test_a_file_that_click_cannot_open() -> None:
    assert explain(click.FileError("a.txt", "原因")) == "无法打开文件“a.txt”：原因"
    assert explain(click.ClickException("已是中文")) == "已是中文"


def test_no_command_shows_the_help(run: Run) -> None:
    done = run()
    assert done.code == 2
    assert done.err.startswith("用法: zhengce ")


def test_an_unexpected_error_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("第一行\n第二行")

    monkeypatch.setattr("extractor.types.codec.json_schema", broken)
    done = run("schema")
    assert (done.code, done.err) == (1, "程序内部错误：RuntimeError（第一行 第二行）；加 --debug 可显示调用栈\n")
    shown = run("schema", "--debug")
    assert "Traceback (most recent call last)" in shown.err
    assert shown.err.endswith("程序内部错误：RuntimeError（第一行 第二行）\n")


def test_a_document_that_breaks_a_stage_fails_alone(run: Run, paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(path: str, options: object) -> None:
        raise RecursionError

    monkeypatch.setattr(jobs.pipeline, "extract_file", broken)
    done = run("extract", str(paper))
    assert done.code == 1
    assert f"失败：处理 {paper} 时出错（RecursionError）" in done.err
    assert "Traceback" not in done.err
    assert "Traceback" in run("extract", str(paper), "--debug").err


def test_a_model_that_is_missing(run: Run, paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.errors import ModelError  # noqa: PLC0415

    def missing(name: str) -> None:
        raise ModelError("没有模型")

    monkeypatch.setattr(jobs.pipeline, "load_recogniser", missing)
    done = run("extract", str(paper), "--recogniser", "model", "-o", str(tmp_path / "a.json"))
    assert (done.code, done.out, done.err) == (1, "", "错误：没有模型\n")
    assert not (tmp_path / "a.json").exists()


def test_a_closed_pipe_is_quiet(root: Path, paper: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*PROGRAM, "extract", str(paper)], stdout=writer, stderr=subprocess.PIPE, cwd=root, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize(
    ("sent", "ending"),
    [
        (signal.SIGINT, (130, "已中断，没有写完的输出文件已删除。\n")),
        (signal.SIGTERM, (143, "")),
    ],
)
@pytest.mark.parametrize("form", ["json", "xlsx"])
def test_an_interrupt_leaves_nothing(
    sent: signal.Signals, ending: tuple[int, str], form: str, paper: Path, tmp_path: Path
) -> None:
    out = tmp_path / "出"
    out.mkdir()
    args = ["extract", str(paper), "-", "-o", f"{out}/a.{form}"]
    with subprocess.Popen([*PROGRAM, *args], stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        deadline = time.monotonic() + 30
        while not list(out.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.3)
        process.send_signal(sent)
        assert process.stderr is not None
        assert (process.wait(30), process.stderr.read().decode()) == ending
    assert list(out.iterdir()) == []


def test_progress_is_drawn_on_a_terminal_alone(root: Path, paper: Path, tmp_path: Path) -> None:
    for number in range(reporter.LONG):
        (tmp_path / f"{number}.txt").write_bytes(paper.read_bytes())
    args = [*PROGRAM, "extract", *(f"{tmp_path}/{n}.txt" for n in range(reporter.LONG)), "-o", f"{tmp_path}/a.csv"]
    ours, theirs = pty.openpty()
    done = subprocess.run(args, stderr=theirs, cwd=root, env={**os.environ, "TERM": "xterm"}, check=True)
    os.close(theirs)
    drawn = os.read(ours, 100_000).decode()
    os.close(ours)
    assert done.returncode == 0
    assert "抽取" in drawn
    assert f"{reporter.LONG}/{reporter.LONG}" in drawn
    quiet = subprocess.run(args, stderr=subprocess.PIPE, cwd=root, check=True)
    assert quiet.stderr.decode().startswith("共 5 个文件")
