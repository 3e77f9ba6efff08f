"""Programs that turn old Word files into what is read here, each run in a throw-away folder with a time limit.

LibreOffice keeps tables and numbers; antiword gives only text. Macros are off, links are not followed.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from extractor.errors import FormatError, LimitError
from extractor.read.content import Raw
from extractor.read.detect import title_of

OFFICE = ("soffice", "libreoffice")
_OFFICE_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
ANTIWORD = "antiword"
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
)
_ITEM = '<item oor:path="/org.openoffice.Office.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'
)


def office() -> str | None:
    """Return the LibreOffice program of this machine, None without one."""
    found = (shutil.which(name) for name in (*OFFICE, *_OFFICE_PLACES))
    return next((path for path in found if path), None)


def antiword() -> str | None:
    """Return the antiword program of this machine, None without one."""
    return shutil.which(ANTIWORD)


def to_docx(raw: Raw, program: str) -> bytes:
    """Convert an old Word file with LibreOffice. Raises FormatError, LimitError."""
    with tempfile.TemporaryDirectory(prefix="zhengce-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, settings, target = folder / "in.doc", folder / "profile" / "user", folder / "out"
        settings.mkdir(parents=True)
        (settings / "registrymodifications.xcu").write_text(_profile(), "utf-8")
        source.write_bytes(raw.data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        quiet = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard")
        filters = ("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target))
        _run([program, profile, *quiet, *filters, str(source)], folder, raw)
        return _result(target / "in.docx", raw)


def _profile() -> str:
    return _PROFILE.format("".join(_ITEM.format(*setting) for setting in _SETTINGS))


def to_text(raw: Raw, program: str) -> bytes:
    """Convert an old Word file to UTF-8 text with antiword, one line a paragraph. Raises FormatError, LimitError."""
    with tempfile.TemporaryDirectory(prefix="zhengce-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "in.doc").write_bytes(raw.data)
        _run([program, "-m", "UTF-8.txt", "-w", "0", "in.doc"], folder, raw)
        return _result(folder / "stdout", raw)


def _run(command: Sequence[str], folder: Path, raw: Raw) -> None:
    """Run a converter in a folder, its output in the file `stdout` there; its whole group ends with it."""
    limit = raw.limits.max_convert_seconds
    environment = {**os.environ, **dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP"), str(folder))}
    with (folder / "stdout").open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            process.wait(limit or None)
        except subprocess.TimeoutExpired:
            raise LimitError(
                f"转换文件 {raw.path} 超过 {limit:g} 秒，已停止；"
                "请用 Word 或 WPS 另存为 docx，或加大 --max-convert-seconds"
            ) from None
        finally:
            _end(process)
    if process.returncode:
        raise _failed(raw)


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _result(path: Path, raw: Raw) -> bytes:
    if not path.is_file() or not path.stat().st_size:
        raise _failed(raw)
    if path.stat().st_size > raw.limits.max_bytes:
        raise LimitError(
            f"文件 {raw.path} 转换后超过大小上限 {raw.limits.max_bytes / 2**20:g} MiB；"
            "请拆成几个文件，或加大 --max-bytes"
        )
    return path.read_bytes()


def _failed(raw: Raw) -> FormatError:
    return FormatError(
        f"文件 {raw.path} 实际是 {title_of(raw.data)}，不能转换（可能已加密或损坏，或 LibreOffice 缺 Writer 组件）；"
        "请用 Word 或 WPS 打开，另存为 docx 后再读取"
    )
