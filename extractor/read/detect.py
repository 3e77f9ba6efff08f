"""What a file really is, by its content; names and suffixes are not believed."""

import re
import tomllib
import zipfile
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import islice
from typing import IO, Any, Literal

TextFormat = Literal["html", "markdown", "text", "xml", "mht"]
HEAD = 1024
SNIFFED = 100_000

_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]", re.I)
_OPENING = re.compile(r"<(div|p|table|article|section|h[1-6]|ul|ol|meta|title|head|span|font|center)[\s>]", re.I)
_CLOSING = re.compile(r"</(div|p|table|article|section|h[1-6]|ul|ol|title|head|span|font|center)\s*>", re.I)
_MAIL = re.compile(r"(From|MIME-Version|Content-Type|Subject):.{0,300}\n(.{0,300}\n){0,12}?Content-Type:", re.I)
_MARKS = (
    (3, re.compile(r"^ {0,3}#{1,6} +\S", re.M)),
    (3, re.compile(r"^ {0,3}\|?[ :]*-{3,}[ :]*\|[-| :]*$", re.M)),
    (3, re.compile(r"^ {0,3}```[^`\n]{0,40}\n", re.M)),
    (2, re.compile(r"\*\*[^*\s\n][^*\n]{0,200}\*\*")),
    (2, re.compile(r"\[[^\]\n]{1,100}\]\((https?:|/|\.|#)[^)\s]{0,300}\)")),
    (1, re.compile(r"^ {0,3}[-*+] +\S", re.M)),
    (1, re.compile(r"^ {0,3}> ?\S", re.M)),
    (1, re.compile(r"^ {0,3}(-{3,}|\*{3,})\s*$", re.M)),
)
MARKDOWN_SCORE = 3
MANY = 3


@dataclass(frozen=True, slots=True)
class Format:
    """A format by name; `title` and `advice` are for the user's message, `many` are documents in one file."""

    name: str
    title: str
    media_type: str
    advice: str
    many: bool = False

    def refusal(self, path: str) -> str:
        """Return why a file of this format is not read as one document, and what to do."""
        if self.many:
            return (
                f"文件 {path} 是 {self.title}，其中每个文件各是一篇，不能当作一篇读取；"
                "请把它的路径交给 zhengce extract，在 Python 中用 extractor.pipeline.extract_files 逐篇读取，"
                f"{self.advice}"
            )
        return f"文件 {path} 实际是 {self.title}，本版本尚不能读取；{self.advice}"


def detect_binary(data: bytes) -> Format | None:
    """Return the binary format whose signature `data` bears, None for what may be text."""
    if b"%PDF-" in data[:HEAD] and data.lstrip()[:1] != b"<":
        return get_format("pdf")
    for name, start, offset, mark in _signatures():
        if data.startswith(mark, offset) and data.startswith(start):
            return get_format(_INSIDE[name](data) if name in _INSIDE else name)
    return None


def detect_text(text: str) -> TextFormat:
    """Say what decoded text is: a web page, Markdown, plain text, or XML and mail, which are not read."""
    head = text[:SNIFFED]
    begin = head.lstrip("\ufeff \t\r\n\u3000")
    if _PAGE.search(head) and (begin.startswith("<") or "</" in head):
        return "html"
    if begin.startswith("<?xml"):
        return "xml"
    if _MAIL.match(begin):
        return "mht"
    if _OPENING.match(begin) and (_CLOSING.search(text, max(0, len(text) - SNIFFED)) or _many(_OPENING, begin)):
        return "html"
    return "markdown" if _markdown_score(head) >= MARKDOWN_SCORE else "text"


def _many(pattern: re.Pattern[str], text: str) -> bool:
    """Say whether a pattern is found at least MANY times."""
    return sum(1 for _ in islice(pattern.finditer(text), MANY)) == MANY


def _markdown_score(head: str) -> int:
    """Weigh the kinds of marks present; one list or rule alone is also plain text."""
    return sum(weight for weight, mark in _MARKS if mark.search(head))


def get_format(name: str) -> Format:
    """Return the format of that name in data/signatures.toml."""
    return Format(name, **_data()["formats"][name])


def title_of(data: bytes) -> str:
    """Return what a binary file is, for messages."""
    return (detect_binary(data) or get_format("binary")).title


def inside_zip(stream: IO[bytes]) -> str:
    """Return the name of the format that is packed as a zip, "zip" for an archive of files."""
    try:
        names = zipfile.ZipFile(stream).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        stream.seek(0)
        names = re.findall(r"[\w./-]+", stream.read(64 * HEAD).decode("latin-1"))
    for key, name in _data()["inside"]["zip"].items():
        if any(member.startswith(key) if key.endswith("/") else member == key for member in names):
            return str(name)
    return "zip"


def _inside_zip(data: bytes) -> str:
    return inside_zip(BytesIO(data))


def _inside_ole(data: bytes) -> str:
    for key, name in _data()["inside"]["ole"].items():
        if key.encode("utf-16-le") + b"\0\0" in data:
            return str(name)
    return "ole"


_INSIDE = {"zip": _inside_zip, "ole": _inside_ole}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("extractor.read.data").joinpath("signatures.toml").read_text("utf-8"))


@cache
def _signatures() -> tuple[tuple[str, bytes, int, bytes], ...]:
    return tuple(
        (row["format"], bytes.fromhex(row.get("start", "")), row.get("offset", 0), bytes.fromhex(row["hex"]))
        for row in _data()["signature"]
    )
