"""The data set as other programs open it, and its two formats alike."""

from dataclasses import fields
from pathlib import Path

import msgspec
import pytest
from bulkcases import build, documents, rows

from extractor.bulk.tables import TABLES, tabulate
from extractor.pipeline import extract_text


def test_json_lines_and_parquet_hold_the_same(tmp_path: Path) -> None:
    source = documents(tmp_path / "src", 6)
    build(tmp_path / "a", source)
    build(tmp_path / "b", source, form="jsonl")
    for table in TABLES:
        assert rows(tmp_path / "a", table) == rows(tmp_path / "b", table)
    assert {path.name[5:37] for path in (tmp_path / "a").rglob("part-*")} == {
        path.name[5:37] for path in (tmp_path / "b").rglob("part-*")
    }


def test_every_column_is_in_the_files_with_its_type(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    build(tmp_path / "set", documents(tmp_path / "src", 2))
    for table, row in TABLES.items():
        schema = parquet.read_schema(next((tmp_path / "set" / table).iterdir()))
        assert schema.names == [field.name for field in fields(row)]
        assert "null" not in {str(kind) for kind in schema.types}


def test_pandas_opens_it(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    build(tmp_path / "set", documents(tmp_path / "src", 12))
    frame = pandas.read_parquet(tmp_path / "set" / "records")
    assert len(frame) == len(rows(tmp_path / "set", "records")) > 0
    joined = frame.merge(pandas.read_parquet(tmp_path / "set" / "documents"), on=["file", "document"])
    assert len(joined) == len(frame)


def test_duckdb_opens_it(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    build(tmp_path / "set", documents(tmp_path / "src", 12))
    query = f"select count(*), count(distinct file) from '{tmp_path / 'set'}/documents/*.parquet'"
    assert duckdb.sql(query).fetchall() == [(12, 12)]


def test_polars_opens_it(tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    build(tmp_path / "set", documents(tmp_path / "src", 12))
    assert polars.read_parquet(tmp_path / "set" / "mentions" / "*.parquet")["file"].n_unique() == 12


def test_datasets_opens_it(tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    build(tmp_path / "set", documents(tmp_path / "src", 12))
    loaded = datasets.load_dataset(str(tmp_path / "set" / "documents"), cache_dir=str(tmp_path / "cache"))
    assert loaded["train"].num_rows == 12


@pytest.mark.parametrize(
    ("text", "number"),
    [("整治渠道12条。", 12.0), ("整治渠道1.5万条。", 15000.0), ("整治渠道" + "9" * 400 + "条。", None)],
)
def test_numbers_are_floats_or_left_out(text: str, number: float | None) -> None:
    found = tabulate(extract_text(f"一、目标\n到2030年，{text}\n"))
    numbers = [metric["number"] for record in found["records"] for metric in record["metrics"]]
    numbers += [row["number"] for row in found["mentions"] if row["label"] == "VALUE"]
    assert numbers
    assert all(one is None or isinstance(one, float) for one in numbers)
    assert number is None or number in numbers
    assert msgspec.json.decode(msgspec.json.encode(found)) == found
