"""Office Open XML packages: the parts that a reader asks for, never more than the limits allow.

No external entities, no network, no macros: only XML parts that are asked for by name are expanded.
"""

import posixpath
import struct
import zlib
from io import BytesIO
from lzma import LZMAError
from zipfile import BadZipFile, ZipFile

from lxml.etree import XMLParser, XMLSyntaxError, _Element, fromstring

from extractor.errors import FormatError, LimitError
from extractor.read.content import Raw
from extractor.read.detect import title_of
from extractor.types import Issue

FREE = 16 * 1024 * 1024
"""So many bytes a part may always have, whatever its ratio."""
_BROKEN = (BadZipFile, zlib.error, LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
_BROKEN_HEADERS = (*_BROKEN, struct.error, IndexError, KeyError)
_DOCTYPES = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}


class Package:
    """The parts of one file by name; `issues` are those of parts that could not be read whole."""

    def __init__(self, raw: Raw) -> None:
        self.issues: list[Issue] = []
        self._raw = raw
        self._spent = 0
        try:
            self._zip = ZipFile(BytesIO(raw.data))
            self._members = {member.filename.lower(): member for member in self._zip.infolist()}
        except _BROKEN_HEADERS as error:
            raise self.damaged("压缩结构") from error

    def main(self) -> str:
        """Return the name of the part that holds the document."""
        return self.related("").get("officeDocument", "word/document.xml")

    def require(self, name: str) -> _Element:
        """Return the root of a part. Raises FormatError when it is missing or beyond repair, LimitError."""
        root = self._parse(name)
        if root is None:
            raise self.damaged(name)
        return root

    def optional(self, name: str) -> _Element | None:
        """Return the root of a part, None when it is missing or, with an issue, damaged. Raises LimitError."""
        try:
            return self._parse(name)
        except FormatError:
            self._note(name)
            return None

    def holds(self, name: str) -> bool:
        """Say whether there is such a part, whole or damaged."""
        return name.lower() in self._members

    def related(self, name: str) -> dict[str, str]:
        """Return the parts inside the file that a part refers to, by the kind of the relation."""
        folder, base = posixpath.split(name)
        root = self.optional(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, str] = {}
        for relation in root if root is not None else ():
            kind, target = relation.get("Type", ""), relation.get("Target", "")
            if relation.get("TargetMode") != "External" and target:
                found.setdefault(kind.rpartition("/")[2], posixpath.normpath(posixpath.join("/", folder, target))[1:])
        return found

    def _parse(self, name: str) -> _Element | None:
        data = self._read(name)
        if data is None:
            return None
        if any(mark in data for mark in _DOCTYPES):
            raise FormatError(f"文件 {self._raw.path} 的 {name} 带有实体定义（DOCTYPE），为安全不予读取；请另存后重试")
        for strict, usual in _STRICT.items():
            data = data.replace(strict, usual)
        try:
            return fromstring(data, _parser(recover=False))
        except (XMLSyntaxError, ValueError, LookupError):
            self._note(name)
            return self._recover(data, name)

    def _recover(self, data: bytes, name: str) -> _Element:
        try:
            root: _Element | None = fromstring(data, _parser(recover=True))
        except (XMLSyntaxError, ValueError, LookupError) as error:
            raise self.damaged(name) from error
        if root is None:
            raise self.damaged(name)
        return root

    def _read(self, name: str) -> bytes | None:
        member = self._members.get(name.lower())
        if member is None:
            return None
        limits = self._raw.limits
        room = min(limits.max_expanded - self._spent, max(FREE, limits.max_ratio * member.compress_size))
        try:
            with self._zip.open(member) as stream:
                data = stream.read(room + 1)
        except _BROKEN_HEADERS as error:
            raise self.damaged(name) from error
        if len(data) > room:
            raise LimitError(
                f"文件 {self._raw.path} 的 {name} 解压后超过上限（共 {limits.max_expanded / 2**20:g} MiB，"
                f"压缩比 {limits.max_ratio}）；请确认文件来源，或加大 --max-expanded、--max-ratio"
            )
        self._spent += len(data)
        return data

    def _note(self, name: str) -> None:
        message = f"文件里的 {name} 已损坏，只读出一部分或没有读出；请核对原文，或用 Word、WPS 打开后另存再试"
        issue = Issue("read", "damaged", message)
        if issue not in self.issues:
            self.issues.append(issue)

    def damaged(self, what: str) -> FormatError:
        """Return the error that says which part cannot be read."""
        return FormatError(
            f"文件 {self._raw.path} 实际是 {title_of(self._raw.data)}，已损坏（{what}读不出）；"
            "请用 Word 或 WPS 打开修复后另存，或重新获取"
        )


def _parser(recover: bool) -> XMLParser:
    return XMLParser(
        recover=recover, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
