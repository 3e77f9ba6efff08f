"""Tables to mutate: workbooks old and new, CSV and JSON Lines; each has the column COLUMN with texts."""

import csv
import datetime
import json
import random
import re
import zipfile
from io import BytesIO, StringIO

from eval.fuzz.prose import plan, tasks

COLUMN = "正文"
_HEAD = ("编号", COLUMN, "日期", "金额")


def _rows(source: random.Random) -> list[tuple[str, str, datetime.date, float]]:
    count = source.randint(2, 5)
    return [
        (f"甲{at}", "\n".join(plan(source)), datetime.date(2026, 1, at + 1), at * 1.5 + 0.25) for at in range(count)
    ]


def xlsx(source: random.Random) -> bytes:
    """Return a workbook: a sheet of texts, a sheet with a task table, a merged cell, a formula, links and a comment."""
    from openpyxl import Workbook  # noqa: PLC0415 (only where it is wanted)
    from openpyxl.comments import Comment  # noqa: PLC0415

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (_HEAD, *_rows(source)):
        sheet.append(row)
    other = book.create_sheet("任务分工")
    other.append(["任务分工表"])
    other.merge_cells("A1:D1")
    for cells in tasks(source):
        other.append(cells)
    other["E2"] = "=SUM(A3:A4)"
    other["A2"].hyperlink = "https://example.org/"
    other["A2"].hyperlink.ref = "A2:B3"
    other["B2"].comment = Comment("请核对", "沙溪县")
    stream = BytesIO()
    book.save(stream)
    return _without_time(stream)


def _without_time(stream: BytesIO) -> bytes:
    """Return the file with another time of its making than now."""
    packed = BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            target.writestr(name, re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2026-01-01T00:00:00Z", source.read(name)))
    return packed.getvalue()


def xls(source: random.Random) -> bytes:
    """Return an old workbook with the same sheets."""
    import xlwt  # noqa: PLC0415 (a development dependency)

    book = xlwt.Workbook()
    sheet = book.add_sheet("文件")
    date = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for at, row in enumerate((_HEAD, *_rows(source))):
        for column, value in enumerate(row):
            sheet.write(at, column, value, *([date] if isinstance(value, datetime.date) else []))
    other = book.add_sheet("任务分工")
    other.write_merge(0, 0, 0, 3, "任务分工表")
    for at, cells in enumerate(tasks(source), 1):
        for column, cell in enumerate(cells):
            other.write(at, column, cell)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def comma(source: random.Random) -> bytes:
    """Return a CSV file, its texts of several lines in quotes."""
    stream = StringIO()
    writer = csv.writer(stream, delimiter=source.choice(",\t;"))
    writer.writerows((_HEAD, *_rows(source)))
    return stream.getvalue().encode(source.choice(("utf-8-sig", "utf-8", "gb18030")))


def jsonl(source: random.Random) -> bytes:
    """Return a JSON Lines file."""
    lines = [dict(zip(_HEAD, (*row[:2], str(row[2]), row[3]), strict=True)) for row in _rows(source)]
    ascii_only = source.random() < 0.5
    return "\n".join(json.dumps(line, ensure_ascii=ascii_only) for line in lines).encode()
