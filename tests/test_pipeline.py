"""What the one way through promises: no file raises, and no option is taken that means nothing."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from extractor import pipeline
from extractor.errors import OptionError
from extractor.pipeline import Options, extract_bytes, extract_file, extract_row, extract_text
from extractor.read.rows import Row
from extractor.types import Result

TEXT = "2031年底前修缮老旧校舍3所。\n"
RULES = Options("rules")


def broken(*_: Any) -> Any:
    raise RuntimeError("坏了")


def from_bytes(options: Options) -> Result:
    return extract_bytes(TEXT.encode(), "a.txt", options)


def from_row(options: Options) -> Result:
    return extract_row(Row("a.csv#2", TEXT, {"编号": "7"}), options)


@pytest.mark.parametrize(
    ("stage", "name", "way"),
    [
        ("read", "read_bytes", from_bytes),
        ("read", "document_of", from_row),
        ("structure", "unwrap", from_bytes),
        ("structure", "mark_tables", from_bytes),
        ("structure", "policies", from_row),
        ("structure", "parted", from_bytes),
    ],
)
def test_an_inner_error_fails_its_document(
    monkeypatch: pytest.MonkeyPatch, stage: str, name: str, way: Callable[[Options], Result]
) -> None:
    monkeypatch.setattr(pipeline, name, broken)
    result = way(RULES)
    assert (result.status, [(one.stage, one.code) for one in result.issues]) == ("failed", [(stage, "internal")])
    assert "RuntimeError: 坏了" in result.issues[0].message
    assert result.source.sha256
    assert result.source.fields == ({"编号": "7"} if way is from_row else {})
    with pytest.raises(RuntimeError, match="坏了"):
        way(Options("rules", debug=True))


def test_a_cell_of_four_hundred_digits_is_read(tmp_path: Path) -> None:
    stream, digits = BytesIO(), "7" * 400
    book = Workbook()
    book.active["A1"], book.active["A2"] = TEXT, 777777
    book.save(stream)
    path = tmp_path / "大数.xlsx"
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(path, "w") as target:
        for part in source.namelist():
            target.writestr(part, source.read(part).replace(b"777777", digits.encode()))
    result = extract_file(str(path), RULES)
    assert result.status == "ok"
    assert digits in result.text


@pytest.mark.parametrize("date", ["明年", "2024/3", "2024-3", "2024-02-30", "2024-13", "0000", "24", "２０２４", ""])
def test_a_date_that_is_none_is_refused(date: str) -> None:
    with pytest.raises(OptionError, match=f"“{date}”.*YYYY-MM-DD"):
        extract_text(TEXT, recogniser="rules", date=date)


@pytest.mark.parametrize("date", [None, "2024", "2024-02", "2024-02-29"])
def test_a_date_is_taken_in_three_forms(date: str | None) -> None:
    assert Options(date=date).date == date
