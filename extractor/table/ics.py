"""iCalendar: one all-day event a deadline (RFC 5545)."""

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from typing import BinaryIO

from extractor.export.cells import printable
from extractor.table.arrange import Table, due_day
from extractor.table.task import Task

_OCTETS = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})
_STAMP = "19800101T000000Z"


def write_ics(table: Table, stream: BinaryIO) -> None:
    """Write an event for each deadline of a task that ends on a day; recurring and unresolved ones have none."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//zhengce//table//ZH", f"X-WR-CALNAME:{_text(table.title)}")
    for line in (*head, *(line for task in table.tasks for line in _events(task)), "END:VCALENDAR"):
        stream.write(_folded(line))


def _events(task: Task) -> Iterator[str]:
    for due in task.deadlines:
        day = due_day(due.norm)
        if day is None:
            continue
        measure = "\n".join(task.measures)
        who = "、".join(party.text for party in task.lead or task.resp)
        words = [due.text, measure, f"牵头（责任）单位：{who}" if who else "", f"{task.source} {task.basis}"]
        identity = f"{task.source}/{task.key}/{due.text}/{due.norm}"
        yield "BEGIN:VEVENT"
        yield f"UID:{sha256(identity.encode('utf-8', 'replace')).hexdigest()[:32]}@zhengce"
        yield f"DTSTAMP:{_STAMP}"
        yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
        yield f"SUMMARY:{_text(task.task or measure)}"
        yield f"DESCRIPTION:{_text(chr(10).join(word for word in words if word))}"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"


def _text(words: str) -> str:
    return printable(words).translate(_ESCAPES)


def _folded(line: str) -> bytes:
    """Return a line of at most 75 octets, the rest on lines that begin with a space; characters stay whole."""
    rows = [b""]
    for character in line:
        octets = character.encode("utf-8", "replace")
        if len(rows[-1]) + len(octets) > _OCTETS:
            rows.append(b" ")
        rows[-1] += octets
    return b"\r\n".join(rows) + b"\r\n"
