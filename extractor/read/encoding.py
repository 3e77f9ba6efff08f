"""Bytes to characters: byte order marks, strict UTF-8, else the encoding that reads like Chinese."""

import codecs
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from extractor.errors import FormatError
from extractor.lang.fold import traditional_to_simplified
from extractor.read.text import BREAK
from extractor.types import Issue, Span

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WIDE = ("utf-16-le", "utf-16-be")  # any two bytes are a character, so these need to read well
GUESSED = ("utf-8", "gb18030", "big5", *WIDE)
FAMILIES = {"big5": ("big5", "cp950", "big5hkscs")}
DECLARED = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5",
    "big5-hkscs": "big5",
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-16": "utf-16-le",
    "shift_jis": "cp932",
    "euc-jp": "euc_jp",
    "euc-kr": "cp949",
    "iso-8859-1": "cp1252",
    "windows-1252": "cp1252",
}
SAMPLE = 64 * 1024
NEAR = 0.1
DOUBTFUL = 0.4
HALF = 0.5
SURE = 0.9
BAD_SHARE = 0.2
CONTROL_SHARE = 0.05
REPLACEMENT = "\ufffd"

_DECLARATION = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,80}?encoding)\s*=\s*["']?([\w.:-]{1,20})""", re.I
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_BELOW_E0 = bytes(range(0xE0))
_SIGNS = "，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』—…·％　０１２３４５６７８９①②③④⑤㎡〇℃№×±"


@dataclass(frozen=True, slots=True)
class Decoded:
    """`encoding` is the Python codec that gave `text`; a byte order mark is not part of it."""

    text: str
    encoding: str
    issues: tuple[Issue, ...] = ()


class _Score(NamedTuple):
    """`chinese` is the share of frequent characters in the non-ASCII text, damage counted thrice against it.

    `readable` is the share of frequent and ASCII characters in all of it.
    """

    chinese: float
    readable: float


def decode(data: bytes, path: str) -> Decoded:
    """Decode a text file. Raises FormatError if no encoding makes text of it."""
    encoding, score = _choose(data)
    text, encoding, damaged = _decode(data, encoding)
    if damaged > BAD_SHARE * len(text) or _controls(text) > CONTROL_SHARE * len(text):
        raise FormatError(
            f"文件 {path} 实际是二进制文件或编码不明（按 {encoding} 解码有 {damaged} 处无法识别），不能作为文本读取；"
            "请确认文件是否选错，或另存为 UTF-8 编码的文本"
        )
    return Decoded(text, encoding, tuple(_issues(text, encoding, damaged, score)))


def guess(data: bytes) -> str:
    """Return the codec that most probably wrote the data."""
    return _choose(data)[0]


def _choose(data: bytes) -> tuple[str, float]:
    """Return the codec and how much its text looks like Chinese (1.0 when there is no doubt)."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return encoding, 1.0
    valid = _is_valid(data, "utf-8")
    if valid and not _is_ambiguous(data):
        return "utf-8", 1.0
    scores = {encoding: _rate(data, encoding) for encoding in GUESSED}
    certain = [encoding for encoding in GUESSED if scores[encoding].readable > HALF or encoding not in WIDE]
    best = max(certain, key=lambda encoding: scores[encoding].chinese)
    top = scores[best].chinese
    if valid and best not in WIDE and top < SURE:
        return "utf-8", 1.0
    declared = _declared(data)
    if declared:
        score = _rate(data, declared).chinese
        if score >= top - NEAR or (top < DOUBTFUL and _is_valid(data, declared)):
            return declared, max(score, DOUBTFUL)
    return best, top


def _is_ambiguous(data: bytes) -> bool:
    """Say whether valid UTF-8 may be something else: UTF-16 (NULs), or GB 18030 without a byte from E0 on (通知)."""
    return b"\0" in data or (not data.isascii() and not data.translate(None, _BELOW_E0))


def _is_valid(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _declared(data: bytes) -> str | None:
    """Return the codec that a web page or XML file names, if it is one we know."""
    match = _DECLARATION.search(data, 0, 4096)
    return DECLARED.get(match.group(1).decode("ascii").lower()) if match else None


def _sample(data: bytes, encoding: str) -> bytes:
    """Return up to SAMPLE bytes of lines that are not ASCII (of UTF-16: of the beginning)."""
    if encoding in WIDE or len(data) <= SAMPLE:
        return data[:SAMPLE]
    lines, size, at = [], 0, 0
    while size < SAMPLE and at < len(data):
        end = data.find(b"\n", at) + 1 or len(data)
        line = data[at : min(end, at + SAMPLE)]
        if not line.isascii():
            lines.append(line)
            size += len(line)
        at = end
    return b"".join(lines)


def _rate(data: bytes, encoding: str) -> _Score:
    """Say how well a sample of the data reads in an encoding."""
    text = _sample(data, encoding).decode(encoding, "replace")
    common = _common()
    good = bad = strange = 0
    for char in text:
        if char in common:
            good += 1
        elif char == REPLACEMENT or (char < " " and char not in "\t\n\r\f\x0b"):
            bad += 1
        elif char > "\x7f":
            strange += 1
    total = good + bad + strange
    readable = (len(text) - bad - strange) / max(1, len(text))
    return _Score((good - 3 * bad) / total if total else 1.0, readable)


@cache
def _common() -> frozenset[str]:
    """Return frequent characters (data/common.txt), their Traditional forms, and Chinese punctuation."""
    lines = files("extractor.read.data").joinpath("common.txt").read_text("utf-8").splitlines()
    simplified = set("".join(line for line in lines if not line.startswith("#")))
    traditional = {old for old, new in traditional_to_simplified().items() if new in simplified}
    return frozenset(simplified | traditional | set(_SIGNS))


def _decode(data: bytes, encoding: str) -> tuple[str, str, int]:
    """Return the text, the codec of the family that reads most, and the count of damaged places."""
    family = FAMILIES.get(encoding, (encoding,))
    for codec in family:
        if _is_valid(data, codec):
            return data.decode(codec), codec, 0
    texts = {codec: data.decode(codec, "replace") for codec in family}
    best = min(family, key=lambda codec: texts[codec].count(REPLACEMENT))
    return texts[best], best, texts[best].count(REPLACEMENT)


def _controls(text: str) -> int:
    return sum(1 for _ in _CONTROL.finditer(text))


def _issues(text: str, encoding: str, damaged: int, score: float) -> list[Issue]:
    issues = []
    if damaged:
        at = text.find(REPLACEMENT)
        line = sum(1 for _ in BREAK.finditer(text, 0, at)) + 1
        message = (
            f"按 {encoding} 解码时有 {damaged} 处字节无法识别，已用 U+FFFD 代替，首处在第 {line} 行（第 {at + 1} 字）；"
            "请核对原文件，或另存为 UTF-8 后重试"
        )
        issues.append(Issue("read", "decode", message, Span(at, at + 1), "partial"))
    if score < DOUBTFUL and not text.isascii():
        message = f"编码只能猜测为 {encoding}，文字可能是乱码；请另存为 UTF-8 后重试"
        issues.append(Issue("read", "encoding", message, None, "partial"))
    return issues
