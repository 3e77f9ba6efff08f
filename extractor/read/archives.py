"""The files inside zip, tar and compressed files; what a container is, is found by its content."""

import bz2
import gzip
import lzma
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Self, cast

from extractor.errors import LimitError
from extractor.read import mail
from extractor.read.detect import inside_zip
from extractor.read.encoding import guess

Parts = Iterator[tuple[str, mail.Read | None]]
"""The files of one container: name and what reads so many bytes, None for a link or a device."""
BROKEN = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, LookupError, AttributeError, TypeError, AssertionError),
    *(ArithmeticError, MemoryError),
)
"""What the libraries raise for damaged containers, at any step."""

_Opener = Callable[[IO[bytes]], IO[bytes]]
_COMPRESSED = cast(
    "tuple[tuple[bytes, _Opener], ...]", ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\0", lzma.open))
)
_BLOCK = 512


def parts_of(stream: IO[bytes], name: str, most: int) -> Parts | None:
    """Return the files in what `stream` holds, found by its content; None if it is no container.

    Raises LimitError, also later, when more than `most` bytes are unpacked on the way to a file.
    """
    head = stream.read(mail.HEAD)
    stream.seek(0)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        kind = inside_zip(stream)
        stream.seek(0)
        return _zipped(stream) if kind == "zip" else None
    opener = next((opener for mark, opener in _COMPRESSED if head.startswith(mark)), None)
    if opener:
        return _compressed(opener, stream, name, most)
    if _is_tar(head):
        return _tarred(stream)
    return mail.parts(stream) if mail.is_mail(head) else None


def _is_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar"


def _zipped(stream: IO[bytes]) -> Parts:
    with zipfile.ZipFile(stream) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                linked = stat.S_ISLNK(info.external_attr >> 16)
                yield _zip_name(info), None if linked else partial(_unzip, archive, info)


def _unzip(archive: zipfile.ZipFile, info: zipfile.ZipInfo, size: int) -> bytes:
    with archive.open(info) as stream:
        return stream.read(size)


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Undo the code page that zip assumes: Chinese programs write names in GBK without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
        return raw.decode(guess(raw))
    except (UnicodeError, LookupError):
        return info.filename


def _compressed(opener: _Opener, stream: IO[bytes], name: str, most: int) -> Parts:
    """Yield the members of a compressed tar, or the one file that is compressed."""
    with opener(stream) as inner:
        head = inner.read(_BLOCK)
    stream.seek(0)
    with opener(stream) as inner:
        if _is_tar(head):
            yield from _tarred(cast("IO[bytes]", _Metered(inner.read, most)))
        else:
            yield Path(name).stem or "data", inner.read


class _Header(tarfile.TarInfo):
    """A member's header that is cut short is an error: the library would take it for the end of the archive."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """Read a header block."""
        if 0 < len(buf) < tarfile.BLOCKSIZE:
            raise EOFError("archive is cut inside a header")
        return super().frombuf(buf, encoding, errors)


def _tarred(stream: IO[bytes]) -> Parts:
    with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Header) as archive:
        for info in archive:
            inner = archive.extractfile(info) if info.isreg() else None
            if not info.isdir():
                yield _tar_name(info.name), inner.read if inner else None


def _tar_name(name: str) -> str:
    """Read a name that is not UTF-8 as what it is, as in zip."""
    try:
        raw = name.encode("utf-8", "surrogateescape")
        return name if name.isprintable() else raw.decode(guess(raw))
    except (UnicodeError, LookupError):
        return name


@dataclass(slots=True)
class _Metered:
    """A stream that ends behind `left` bytes with a LimitError, also where they are only skipped."""

    inner: mail.Read
    left: int

    def read(self, size: int) -> bytes:
        data = self.inner(size)
        self.left -= len(data)
        if self.left < 0:
            raise LimitError
        return data
