"""Mails and saved web pages (eml, mht, mhtml): one format, a header and parts."""

import re
from collections.abc import Callable, Iterator
from email import message_from_binary_file
from email.message import MIMEPart
from email.policy import default
from io import BytesIO
from typing import IO

Read = Callable[[int], bytes]
"""Returns at most so many bytes."""
HEAD = 64 * 1024
_HEADERS = re.compile(rb"(?:[\w-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_NAME = re.compile(rb"^([\w-]{1,60}):", re.M)
_OTHERS = (b"from", b"subject", b"date", b"received", b"message-id", b"mime-version")
_BODIES = {"text/html": "body.html", "text/plain": "body.txt"}
_RESOURCES = ("image/", "text/css", "font/", "audio/", "video/", "application/javascript", "text/javascript")


def is_mail(head: bytes) -> bool:
    """Say whether a file that begins so is a mail or a saved web page."""
    block = _HEADERS.match(head.lstrip(b"\xef\xbb\xbf\r\n"))
    names = {name.lower() for name in _NAME.findall(block[0])} if block else set()
    known = names.intersection(_OTHERS)
    return (b"content-type" in names and bool(known)) or len(known) > 2


def parts(stream: IO[bytes]) -> Iterator[tuple[str, Read]]:
    """Yield the body, the web page rather than its plain twin, and all attachments; names need not be unique.

    Pictures, styles and scripts of a page are no documents and left out.
    """
    message = message_from_binary_file(stream, policy=default)
    body = message.get_body(("html", "plain"))
    if body is not None:
        yield _BODIES.get(body.get_content_type(), "body.txt"), BytesIO(_content(body)).read
    for number, part in enumerate(_leaves(message), 1):
        if part is body or _is_twin(part, body) or part.get_content_type().startswith(_RESOURCES):
            continue
        yield part.get_filename() or _unnamed(part, number), BytesIO(_content(part)).read


def _leaves(message: MIMEPart) -> Iterator[MIMEPart]:
    """Yield the parts without parts of their own, attached mails whole."""
    if message.get_content_maintype() != "multipart":
        yield message
        return
    for part in message.iter_parts():
        yield from _leaves(part)


def _is_twin(part: MIMEPart, body: MIMEPart | None) -> bool:
    """Say whether a part without a name repeats the body in the other form."""
    return (
        body is not None
        and part.get_filename() is None
        and part.get_content_type() in _BODIES
        and (part.get_content_disposition() != "attachment" and part.get("Content-Location") is None)
    )


def _content(part: MIMEPart) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0)
        return inner.as_bytes() if isinstance(inner, MIMEPart) else b""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _unnamed(part: MIMEPart, number: int) -> str:
    suffix = {"message/rfc822": ".eml", "text/html": ".html", "text/plain": ".txt"}.get(part.get_content_type(), "")
    return f"part{number}{suffix}"
