"""Containers: archives, mails and saved web pages hold files, each a document of its own.

Nothing is ever written to the disk. What comes out is bounded by `Limits`, over all depths together.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from extractor.errors import FormatError, LimitError
from extractor.read.archives import BROKEN, Parts, parts_of
from extractor.read.find import STDIN, is_candidate
from extractor.read.limits import DEFAULT_LIMITS, Limits
from extractor.read.mail import Read
from extractor.read.reader import display

SEPARATOR = "!/"
FREE = 16 * 1024 * 1024
"""So many bytes may come out of any archive, whatever its ratio."""

_ROOTED = re.compile(r"[/\\]|[A-Za-z]:")


class Member(NamedTuple):
    """A file in a container, `name` as in `a.zip!/b/c.docx`; with an error `code` it was not read."""

    name: str
    data: bytes
    code: str = ""
    message: str = ""


Job = str | Member
"""What is extracted: a file by its path, or a member by its bytes."""


def expand(paths: Iterable[str], limits: Limits = DEFAULT_LIMITS) -> Iterator[Job]:
    """Yield every path that is no container, and of containers all members, nested ones too.

    What cannot be read is a Member with an error, so none is lost. Names that a folder search leaves out
    are left out here. `-` (standard input) and paths that name nothing are yielded as they are.
    """
    for path in paths:
        file = Path(path)
        try:
            with file.open("rb") if path != STDIN and file.is_file() else nullcontext() as stream:
                yield from _Opened(display(file), stream, limits).jobs(path) if stream else (path,)
        except OSError:
            yield path


@dataclass(slots=True)
class _Budget:
    """What may still come out of one container on the disk, at all depths."""

    bytes: int
    members: int


class _Opened:
    """A container on the disk while it is read."""

    def __init__(self, name: str, stream: IO[bytes], limits: Limits) -> None:
        size = stream.seek(0, 2)
        stream.seek(0)
        self._name, self._stream, self._size, self._limits = name, stream, size, limits
        by_ratio = max(FREE, limits.max_ratio * size)
        absolute = limits.max_archive_expanded <= by_ratio
        self._tightest = ("max_archive_expanded", "字节") if absolute else ("max_ratio", "倍")
        self._budget = _Budget(min(limits.max_archive_expanded, by_ratio), limits.max_members)

    def jobs(self, path: str) -> Iterator[Job]:
        """Yield `path` if it is no container, else all members; what ends the reading is the last, as `path`."""
        try:
            parts = parts_of(self._stream, Path(path).name, self._budget.bytes)
            if parts is None:
                yield path
            elif self._size > self._limits.max_archive:
                raise self._over("max_archive", "字节")
            else:
                yield from self._open(self._name, parts, 1)
        except LimitError as error:
            yield Member(self._name, b"", error.code, str(error) or str(self._over(*self._tightest)))
        except BROKEN:
            yield path

    def _over(self, limit: str, unit: str) -> LimitError:
        flag, most = limit.replace("_", "-"), getattr(self._limits, limit)
        return LimitError(f"{self._name} 超过上限（{most} {unit}），其余未读；请确认来源，或加大 --{flag}")

    def _open(self, name: str, parts: Parts, depth: int) -> Iterator[Member]:
        """Yield the members of one container. Raises LimitError when the budget is spent."""
        taken: Counter[str] = Counter()
        found = 0
        try:
            for inner, read in parts:
                if not _is_wanted(inner):
                    continue
                found += 1
                shown = _printable(inner)
                taken[shown] += 1
                own = shown if taken[shown] == 1 else f"{shown}#{taken[shown]}"
                yield from self._member(f"{name}{SEPARATOR}{own}", inner, read, depth)
        except LimitError:
            raise
        except BROKEN as error:
            message = f"{name} 已损坏（{_printable(str(error))}），其余文件未读出；请重新获取或重新打包"
            yield Member(name, b"", FormatError.code, message)
            return
        if not found:
            yield Member(name, b"", "empty", f"{name} 里没有可能是文档的文件；请确认文件是否选错")

    def _member(self, name: str, inner: str, read: Read | None, depth: int) -> Iterator[Member]:
        self._budget.members -= 1
        if self._budget.members < 0:
            raise self._over("max_members", "个文件")
        if read is None or _escapes(inner):
            cause = "是链接或设备" if read is None else "的路径指向压缩包之外"
            yield Member(name, b"", "unsafe", f"{name} {cause}，为安全不予读取；请重新打包")
            return
        try:
            data = self._read(read)
        except LimitError:
            raise
        except BROKEN as error:
            locked = "password" in str(error)
            cause = "有密码" if locked else f"不能解开（{_printable(str(error))}）"
            yield Member(name, b"", FormatError.code, f"{name} {cause}，未读出；请解密或重新打包")
            return
        yield from self._nested(name, data, depth)

    def _read(self, read: Read) -> bytes:
        """Return a member's bytes, one more than a file may have where it has more: the reader refuses those."""
        data = read(min(self._limits.max_bytes, self._budget.bytes) + 1)
        self._budget.bytes -= len(data)
        if self._budget.bytes < 0:
            raise self._over(*self._tightest)
        return data

    def _nested(self, name: str, data: bytes, depth: int) -> Iterator[Member]:
        parts = None
        if len(data) <= self._limits.max_bytes:
            with suppress(*BROKEN):
                parts = parts_of(BytesIO(data), PurePosixPath(name).name, self._budget.bytes)
        if parts is None:
            yield Member(name, data)
        elif depth >= self._limits.max_depth:
            message = f"{name} 嵌套超过 {self._limits.max_depth} 层，未读；请先解开外层，或加大 --max-depth"
            yield Member(name, b"", LimitError.code, message)
        else:
            yield from self._open(name, parts, depth + 1)


def _is_wanted(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    hidden = any(part.startswith((".", "__MACOSX")) and part not in {".", ".."} for part in parts[:-1])
    return bool(parts) and not hidden and is_candidate(parts[-1])


def _escapes(name: str) -> bool:
    return _ROOTED.match(name) is not None or ".." in re.split(r"[/\\]", name)


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
