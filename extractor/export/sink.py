"""Where output goes: a file that appears whole or not at all."""

import errno
import io
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from extractor.errors import OutputError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_CAUSES = {
    errno.EACCES: "没有写入权限；请换一个位置，或修改文件夹权限；若它正在 Excel、WPS 中打开，请先关闭",
    errno.EPERM: "没有写入权限；请换一个位置，或修改文件夹权限",
    errno.ENOENT: "所在文件夹不存在；请先建立该文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹；请检查路径",
    errno.EISDIR: "它是一个文件夹；请写出文件名",
    errno.EEXIST: "已有同名文件，不是文件夹；请换一个名字",
    errno.ENOSPC: "磁盘空间已满；请清理空间或换一个位置",
    errno.EDQUOT: "已超出磁盘配额；请清理空间或换一个位置",
    errno.EROFS: "该位置只读；请换一个位置",
    errno.ENAMETOOLONG: "文件名太长；请改短",
}


@contextmanager
def opened(target: Path) -> Iterator[BinaryIO]:
    """Give a stream whose bytes become `target` when the block ends well, and vanish when it does not.

    A device or named pipe is written to directly. Raises OutputError when it cannot be written.
    """
    if is_device(target):
        with _open(target, "wb", target) as stream:
            yield stream
        return
    final = _final(target)
    temporary = final.with_name(f".zhengce-{secrets.token_hex(8)}.tmp")
    try:
        with _open(temporary, "xb", target) as stream:
            yield stream
        _move(temporary, final, target)
    finally:
        with suppress(OSError):
            temporary.unlink()


def folder(target: Path) -> Path:
    """Make sure that a folder exists and return it. Raises OutputError."""
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refused(target, error) from error
    return target


def is_folder(target: Path) -> bool:
    """Say whether `target` is a folder; what cannot be looked at is none."""
    with suppress(OSError):
        return target.is_dir()
    return False


def is_device(target: Path) -> bool:
    """Say whether `target` is a device or a named pipe, which is written to and never replaced."""
    with suppress(OSError):
        return target.exists() and not target.is_file() and not target.is_dir()
    return False


def refused(target: Path, error: OSError) -> OutputError:
    """Return the error that says why `target` cannot be written and what to do."""
    cause = _CAUSES.get(error.errno or 0) or f"系统报告：{error.strerror or error}"
    return OutputError(f"无法写入“{os.fspath(target)}”：{cause}")


def _final(target: Path) -> Path:
    """Follow a symbolic link, so that the link stays and its file is replaced."""
    with suppress(OSError):
        return target.resolve() if target.is_symlink() else target
    return target


def _open(path: Path, mode: str, target: Path) -> BinaryIO:
    if is_folder(target):
        raise refused(target, IsADirectoryError(errno.EISDIR, ""))
    try:
        return cast(BinaryIO, io.BufferedWriter(_File(path, mode, target)))
    except OSError as error:
        raise refused(target, error) from error


def _move(temporary: Path, final: Path, target: Path) -> None:
    try:
        temporary.replace(final)
    except OSError as error:
        raise refused(target, error) from error


class _File(io.FileIO):
    """A file whose failing writes (a full disk) speak of the target, not of the temporary file."""

    def __init__(self, path: Path, mode: str, target: Path) -> None:
        super().__init__(path, mode)
        self._target = target

    def write(self, data: "ReadableBuffer", /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise refused(self._target, error) from error
