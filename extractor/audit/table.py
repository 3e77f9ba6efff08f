"""Findings as a table for people (csv, xlsx) and as JSON for programs."""

from collections.abc import Sequence
from typing import BinaryIO

import msgspec
from openpyxl import Workbook

from extractor.audit.finding import CODES, SEVERITIES, Finding
from extractor.export.columns import Cell
from extractor.export.csv import BOM, line
from extractor.export.json import without_surrogates
from extractor.export.xlsx import Sheet, save

COLUMNS = (
    ("级别", 8),
    ("问题", 22),
    ("说明", 50),
    ("位置", 30),
    ("原句", 60),
    ("记录编号", 14),
    ("文件", 24),
    ("文档编号", 10),
    ("起", 8),
    ("止", 8),
    ("代码", 20),
)
"""Titles and widths in characters."""


def cells(finding: Finding) -> tuple[Cell, ...]:
    """Return a finding as a row of `COLUMNS`."""
    return (
        SEVERITIES[finding.severity],
        CODES[finding.code][1],
        finding.message,
        finding.place,
        finding.sentence,
        "、".join(finding.records),
        finding.file,
        finding.document,
        *finding.span,
        finding.code,
    )


def to_json(findings: Sequence[Finding]) -> bytes:
    """Return an array of objects whose keys are the fields of Finding; lone surrogates become U+FFFD."""
    plain = without_surrogates([msgspec.to_builtins(finding) for finding in findings])
    return msgspec.json.format(msgspec.json.encode(plain), indent=1) + b"\n"


def write_csv(findings: Sequence[Finding], stream: BinaryIO) -> None:
    """Write UTF-8 with a byte order mark, a header and one line a finding."""
    stream.write(BOM + line([title for title, _ in COLUMNS]))
    for finding in findings:
        stream.write(line(cells(finding)))


def write_xlsx(findings: Sequence[Finding], stream: BinaryIO) -> None:
    """Write a workbook with the sheet 审核."""
    book = Workbook(write_only=True)
    sheet = Sheet(book, "审核", COLUMNS)
    for finding in findings:
        sheet.append(cells(finding))
    sheet.close()
    save(book, stream)
