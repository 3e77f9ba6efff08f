"""Ways to break a file: of any kind byte by byte, of a zip also member by member."""

import random
import re
import warnings
import zipfile
from collections.abc import Callable
from io import BytesIO

Mutation = Callable[[bytes, random.Random], bytes]
ZIP = b"PK\x03\x04"
MOST_AT_ONCE = 3
_QUOTED_NUMBER, _OPENING, _CLOSING = (re.compile(rule) for rule in (rb'"(?=[0-9])', rb"<(?=[A-Za-z])", rb"</"))
_PLAIN_NUMBER = re.compile(rb"[0-9]+")
_NUMBERS = (b"0", b"-1", b"65536", b"99999999999999999999", b"NaN", b"")
_HOSTILE = (b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"<a>" * 300, b"]]>", b"\x00", b"\xff\xfe", b"<", b"<!--")


def mutate(data: bytes, source: random.Random) -> bytes:
    """Break a file in one to MOST_AT_ONCE ways; parts of zips more often than their bytes."""
    for _ in range(source.randint(1, MOST_AT_ONCE)):
        members = data.startswith(ZIP) and source.random() < 0.75
        data = _in_zip(data, source) if members else source.choice(ANY)(data, source)
    return data


def _flip(data: bytes, source: random.Random) -> bytes:
    broken = bytearray(data)
    for _ in range(source.choice((1, 4, 32))):
        if broken:
            broken[source.randrange(len(broken))] ^= 1 << source.randrange(8)
    return bytes(broken)


def _cut(data: bytes, source: random.Random) -> bytes:
    return data[: source.randrange(len(data) + 1)]


def _remove(data: bytes, source: random.Random) -> bytes:
    start, end = _range(data, source)
    return data[:start] + data[end:]


def _repeat(data: bytes, source: random.Random) -> bytes:
    start, end = _range(data, source)
    return data[:end] + data[start:end] * source.choice((1, 3, 50)) + data[end:]


def _insert(data: bytes, source: random.Random) -> bytes:
    at = source.randrange(len(data) + 1)
    return data[:at] + source.choice(_HOSTILE) + data[at:]


def _range(data: bytes, source: random.Random) -> tuple[int, int]:
    start = source.randrange(len(data) + 1)
    return start, min(len(data), start + source.choice((1, 16, 256, 4096)))


def _number(data: bytes, source: random.Random) -> bytes:
    """Replace one written number, as in an attribute."""
    quotes = [match.end() for match in _QUOTED_NUMBER.finditer(data)]
    if not quotes:
        return _flip(data, source)
    start = source.choice(quotes)
    end = data.find(b'"', start)
    return data[:start] + source.choice(_NUMBERS) + (data[end:] if end >= 0 else b"")


def _plain_number(data: bytes, source: random.Random) -> bytes:
    """Replace one number wherever it stands, as in the objects of a PDF."""
    found = [match.span() for match in _PLAIN_NUMBER.finditer(data)]
    if not found:
        return _flip(data, source)
    start, end = source.choice(found)
    return data[:start] + source.choice(_NUMBERS) + data[end:]


def _unclose(data: bytes, source: random.Random) -> bytes:
    """Take one closing tag out of XML."""
    closes = [match.start() for match in _CLOSING.finditer(data)]
    if not closes:
        return _cut(data, source)
    start = source.choice(closes)
    return data[:start] + data[data.find(b">", start) + 1 :]


def _wrap(data: bytes, source: random.Random) -> bytes:
    """Put one element of XML into many copies of its own tag."""
    opens = [match.start() for match in _OPENING.finditer(data)]
    if not opens:
        return _repeat(data, source)
    start = source.choice(opens)
    tag = data[start + 1 : start + 60].split(b">")[0].split(b" ")[0].rstrip(b"/")
    return data[:start] + b"<%s>" % tag * source.choice((5, 100, 400)) + data[start:]


def _in_zip(data: bytes, source: random.Random) -> bytes:
    """Break one member and pack the file again; what is no whole zip any more is broken by its bytes."""
    try:
        members = _members(data)
    except Exception:  # mutated before: any error of zipfile may come
        members = []
    if not members:
        return source.choice(ANY)(data, source)
    at = source.randrange(len(members))
    name, content = members[at]
    way = source.choice(("drop", "rename", "swap", "break", "break", "break", "break"))
    if way == "drop":
        del members[at]
    elif way == "rename":
        members[at] = (source.choice(("../a", "/a", name.upper(), name + "x")), content)
    elif way == "swap":
        members[at] = (name, source.choice(members)[1])
    else:
        members[at] = (name, source.choice((*ANY, *XML, *XML))(content, source))
    return _pack(members)


def repack(data: bytes) -> bytes:
    """Return a zip packed anew, so that its bytes do not depend on the time; other files as they are."""
    return _pack(_members(data)) if data.startswith(ZIP) else data


def _members(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return [(name, packed.read(name)) for name in packed.namelist()]


def _pack(members: list[tuple[str, bytes]]) -> bytes:
    stream = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w") as packed:
        warnings.simplefilter("ignore", UserWarning)  # names come twice on purpose
        for name, content in members:
            packed.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


ANY: tuple[Mutation, ...] = (_flip, _cut, _remove, _repeat, _insert, _plain_number)
XML: tuple[Mutation, ...] = (_number, _unclose, _wrap)
