"""Old Word files: which program converts them, and what happens when none is there, or it fails or hangs."""

import os
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest
from docx import Document as NewDocument
from docxfile import docx, p, table, tc, tr

from extractor.errors import EmptyError, FormatError, LimitError
from extractor.read import DEFAULT_LIMITS, Limits, convert, read_bytes
from extractor.read.content import Raw
from extractor.types import Document

OLD = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(100)
pytestmark = pytest.mark.skipif(os.name != "posix", reason="the programs of these tests are shell scripts")


class Machine:
    """A machine that has only the programs of the test, and a temporary folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.programs, self.temporary = folder / "bin", folder / "tmp"
        self.programs.mkdir()
        self.temporary.mkdir()

    def install(self, name: str, script: str) -> None:
        path = self.programs / name
        path.write_text(f"#!/bin/sh\nPATH=/bin:/usr/bin\n{script}\n", "utf-8")
        path.chmod(0o755)

    def left(self) -> list[Path]:
        return list(self.temporary.iterdir())


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine(tmp_path)
    monkeypatch.setenv("PATH", str(made.programs))
    monkeypatch.setattr(convert, "_OFFICE_PLACES", ())
    monkeypatch.setattr(tempfile, "tempdir", str(made.temporary))
    return made


def office(machine: Machine, tmp_path: Path, data: bytes) -> None:
    """Install a LibreOffice that gives this docx, and notes how it was called."""
    (tmp_path / "given.docx").write_bytes(data)
    script = f'echo "$@" > {tmp_path}/called; cp profile/user/registrymodifications.xcu {tmp_path}/profile.xcu\n'
    machine.install("soffice", f"{script}mkdir -p out; cp {tmp_path}/given.docx out/in.docx")


def old() -> Document:
    return read_bytes(OLD, "旧.doc")


def test_no_program(machine: Machine) -> None:
    with pytest.raises(FormatError, match=r"旧\.doc 实际是 Word 97-2003.*本机没有找到.*apt-get install.*brew.*winget"):
        old()


def test_libreoffice(machine: Machine, tmp_path: Path) -> None:
    office(machine, tmp_path, docx(p("甲") + table(tr(tc("一"), tc("二")), tr(tc("三"), tc("四")))))
    document = old()
    assert document.text == "甲\n一\t二\n三\t四"
    assert document.source.media_type == "application/msword"
    assert [(issue.code, issue.severity) for issue in document.issues] == [("converted", "note")]
    called = (tmp_path / "called").read_text("utf-8")
    assert "-env:UserInstallation=file://" in called and "--headless" in called
    assert "DisableMacrosExecution" in (tmp_path / "profile.xcu").read_text("utf-8")
    assert machine.left() == []


def test_antiword(machine: Machine) -> None:
    machine.install("antiword", "echo 关于修渠的通知; echo; echo 年底前完成。")
    document = old()
    assert document.text == "关于修渠的通知\n\n年底前完成。\n"
    assert [(issue.code, issue.severity) for issue in document.issues] == [("converted", "partial")]
    assert document.source.media_type == "application/msword"


@pytest.mark.parametrize(
    "script", ["exit 1", "exit 0", "mkdir out; : > out/in.docx", "mkdir out; echo 乱 > out/in.docx"]
)
def test_a_program_that_fails(machine: Machine, script: str) -> None:
    machine.install("soffice", script)
    with pytest.raises(FormatError, match=r"旧\.doc"):
        old()
    assert machine.left() == []
    machine.install("antiword", "echo 正文")
    assert old().text == "正文\n"


def test_a_document_without_text(machine: Machine, tmp_path: Path) -> None:
    office(machine, tmp_path, docx(p("")))
    with pytest.raises(EmptyError):
        old()


def test_antiword_without_text(machine: Machine) -> None:
    machine.install("antiword", "echo")
    with pytest.raises(EmptyError, match="没有文字"):
        old()


def test_a_program_that_hangs_is_ended_with_its_children(machine: Machine, tmp_path: Path) -> None:
    machine.install("soffice", f"sleep 60 & echo $! > {tmp_path}/child; wait")
    with pytest.raises(LimitError, match=r"旧\.doc 超过 1 秒，已停止"):
        read_bytes(OLD, "旧.doc", Limits(max_convert_seconds=1))
    child = (tmp_path / "child").read_text("utf-8").strip()
    state = subprocess.run(["/bin/ps", "-o", "stat=", "-p", child], capture_output=True, text=True, check=False).stdout
    assert state.strip()[:1] in ("", "Z")
    assert machine.left() == []


def test_a_result_over_the_limit(machine: Machine) -> None:
    machine.install("antiword", "head -c 5000 /dev/zero | tr '\\0' a")
    with pytest.raises(LimitError, match="转换后超过大小上限"):
        read_bytes(OLD, "旧.doc", Limits(max_bytes=2000))


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return this machine's LibreOffice, if it has Writer."""
    found = convert.office()
    raw = Raw(rb"{\rtf1\ansi a}", "a.rtf", DEFAULT_LIMITS)
    try:
        return found if found and convert.to_docx(raw, found) else pytest.skip("LibreOffice is not installed")
    except FormatError:
        pytest.skip("LibreOffice has no Writer")


def test_the_real_libreoffice(program: str, tmp_path: Path) -> None:
    new = NewDocument()
    for line in ("关于修渠的通知", "年底前完成清淤。"):
        new.add_paragraph(line)
    new.save(str(tmp_path / "new.docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "new.docx")], capture_output=True, timeout=120, check=True)
    document = read_bytes((tmp_path / "new.doc").read_bytes(), "旧.doc")
    assert [block.span.of(document.text) for block in document.blocks] == ["关于修渠的通知", "年底前完成清淤。"]


def test_rich_text_under_the_name_of_a_word_file(program: str) -> None:
    written = "".join(f"\\u{ord(char)}?" for char in "年底前完成清淤。")
    document = read_bytes(f"{{\\rtf1\\ansi {written}\\par}}".encode(), "旧.doc")
    assert [block.span.of(document.text) for block in document.blocks] == ["年底前完成清淤。"]
    assert document.source.media_type == "application/rtf"


PICTURE = (
    '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>a<draw:frame>'
    '<draw:image xlink:href="http://127.0.0.1:{}/x.png" xlink:type="simple" xlink:show="embed"/>'
    "</draw:frame></text:p></office:text></office:body></office:document>"
)


def test_links_of_a_document_are_not_followed(program: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        raw = Raw(PICTURE.format(server.getsockname()[1]).encode(), "a.doc", DEFAULT_LIMITS)
        assert convert.to_docx(raw, program)
        with pytest.raises(TimeoutError):
            server.accept()
