"""Tables written with | as HTML, Excel and expected records; the notation is told in task_tables.txt."""

import io
from html import escape
from pathlib import Path

from openpyxl import Workbook

from extractor.pipeline import DEFAULT, Options, extract_bytes
from extractor.types import ROLES, Result

DATE = "2026-01-05"
HERE = Path(__file__).parent


def cases(name: str) -> dict[str, str]:
    """Return the cases of a file by name."""
    parts = (HERE / name).read_text("utf-8").split("\n## ")[1:]
    return {title: body.strip("\n") for title, body in (part.split("\n", 1) for part in parts)}


def grid(table: str) -> list[list[str]]:
    """Return the cells of a table, short rows filled up with empty ones."""
    rows = [line.split("|") for line in table.splitlines()]
    width = max(len(row) for row in rows)
    return [[cell.replace("\\n", "\n") for cell in row] + [""] * (width - len(row)) for row in rows]


def reach(rows: list[list[str]], row: int, column: int) -> tuple[int, int]:
    """Return how many rows and columns a cell fills."""
    down = across = 1
    while row + down < len(rows) and rows[row + down][column] == "^":
        down += 1
    while column + across < len(rows[row]) and rows[row][column + across] == "<":
        across += 1
    return down, across


def as_html(table: str, title: str = "") -> bytes:
    """Return a page with the table under a title."""
    rows = grid(table)
    lines = [f"<html><body><h1>{title}</h1><table>"]
    for row, cells in enumerate(rows):
        lines.append("<tr>")
        for column, text in enumerate(cells):
            if text not in ("^", "<"):
                down, across = reach(rows, row, column)
                shown = "<br>".join(escape(line) for line in text.split("\n"))
                lines.append(f'<td rowspan="{down}" colspan="{across}">{shown}</td>')
        lines.append("</tr>")
    return "\n".join([*lines, "</table></body></html>"]).encode()


def as_xlsx(*tables: str) -> bytes:
    """Return a workbook with a sheet for each table."""
    book = Workbook()
    book.remove(book.active)
    for table in tables:
        sheet, rows = book.create_sheet(), grid(table)
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                if text not in ("", "^", "<"):
                    down, across = reach(rows, row, column)
                    sheet.cell(row + 1, column + 1, text)
                    if down * across > 1:
                        sheet.merge_cells(None, row + 1, column + 1, row + down, column + across)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(data: bytes, path: str = "table") -> Result:
    """Extract a table, relative dates counted from DATE."""
    return extract_bytes(data, path, Options(DEFAULT.recogniser, DATE, debug=True))


def described(result: Result) -> list[str]:
    """Return the records of a result as lines in the notation of the cases."""
    lines = []
    for policy in result.documents:
        mentions = {mention.id: mention for mention in policy.mentions}
        sections = {section.id: section for section in policy.sections}
        for record in policy.records:
            names: dict[str, list[str]] = {}
            for slot in record.agencies:
                names.setdefault(slot.role, []).append(mentions[slot.mention].text)
            who = " ".join(f"{role}={'、'.join(names[role])}" for role in ROLES if role in names)
            due = "、".join(mentions[slot.mention].text for slot in record.deadlines)
            path, at = [], record.section
            while at in sections:
                path.insert(0, sections[at].number + sections[at].title)
                at = sections[at].parent or ""
            fields = [mentions[record.target].text, who, due, " › ".join(part for part in path if part)]
            lines.append(" | ".join(fields))
    return lines


def tidy(line: str) -> str:
    """Return an expected record with single spaces."""
    return " | ".join(part.strip() for part in line.split("|"))
