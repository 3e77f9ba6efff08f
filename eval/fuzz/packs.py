"""Containers to mutate: zip, tar (also compressed), mail and saved web page, each with nested ones and documents."""

import gzip
import random
import tarfile
import zipfile
from email.message import EmailMessage
from io import BytesIO

from eval.fuzz import pages, rows
from eval.fuzz.prose import TITLE


def _members(source: random.Random) -> dict[str, bytes]:
    return {
        f"{TITLE}.txt": pages.text(source),
        "附件/网页.html": pages.html(source),
        "附件/数据.csv": rows.comma(source),
    }


def zipped(source: random.Random) -> bytes:
    """Return a zip with files, and a zip and a gzip in it."""
    inner = _zip(_members(source))
    return _zip({**_members(source), "内.zip": inner, "内.gz": gzip.compress(pages.text(source), mtime=0)})


def _zip(members: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(zipfile.ZipInfo(name), data)
    return stream.getvalue()


def tarred(source: random.Random) -> bytes:
    """Return a tar with files, a link, a folder and a zip, half of them compressed."""
    stream = BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as packed:
        for name, data in {**_members(source), "内.zip": _zip(_members(source))}.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            packed.addfile(info, BytesIO(data))
        for name, kind in (("链接.txt", tarfile.SYMTYPE), ("文件夹", tarfile.DIRTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/hostname"
            packed.addfile(info)
    data = stream.getvalue()
    return gzip.compress(data, mtime=0) if source.random() < 0.3 else data


def mail(source: random.Random) -> bytes:
    """Return a mail with a body in two forms and attachments, one of them a zip, one a mail."""
    message = _mail(source, TITLE)
    message.add_attachment(_zip(_members(source)), maintype="application", subtype="zip", filename="附件.zip")
    message.add_attachment(_mail(source, "转发"))
    _fix(message, "outer")
    return message.as_bytes()


def _mail(source: random.Random, subject: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, "a@example.org", "b@example.org"
    message.set_content(pages.text(random.Random(source.random())).decode("utf-8", "replace"))
    message.add_alternative(f"<p>{TITLE}</p>", subtype="html")
    for name, data in list(_members(source).items())[1:]:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    _fix(message, subject)
    return message


def mht(source: random.Random) -> bytes:
    """Return a web page as a browser saves it, with a picture."""
    message = EmailMessage()
    message["From"], message["Subject"], message["MIME-Version"] = "<Saved by a browser>", TITLE, "1.0"
    page = pages.html(source)
    message.set_content(page, maintype="text", subtype="html", cte="quoted-printable")
    message.add_related(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", cid="<logo>")
    message["Snapshot-Content-Location"] = "https://example.org/zc.html"
    _fix(message, "page")
    return message.as_bytes()


def _fix(message: EmailMessage, name: str) -> None:
    """Give every part a boundary that does not depend on chance."""
    for at, part in enumerate(message.walk()):
        if part.get_content_maintype() == "multipart":
            part.set_boundary(f"=={name.encode().hex()}-{at}==")
