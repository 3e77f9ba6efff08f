"""The sample documents in other formats: are their records those of the text?

    python -m eval.roundtrip [FOLDER] [--show 3]

Writes each text of the folder (`corpora`) as docx, pdf, html and ofd, and all of them as the rows of an xlsx, a csv
and a jsonl file, reads them back and extracts with the rules. A record is its target's text, the norms of its
deadlines, the names and roles of its agencies, and its metrics. Prints in how many of how many documents all are
identical and in order, and how many records of the text are found again; `--show` lists the first differences.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from eval.roundtrip.files import COLUMN, DOCUMENTS, TABLES
from extractor.pipeline import Options, extract_bytes, extract_row
from extractor.read.rows import Columns, read_rows
from extractor.types import Metric, Policy, Record, Result

OPTIONS = Options(recogniser="rules")
CORPORA = Path(__file__).parents[2] / "corpora"
Key = tuple[object, ...]


class Compared(NamedTuple):
    """One document in one format: the records that only the text gives, and that only the format gives."""

    format: str
    name: str
    records: int
    lost: tuple[Key, ...]
    added: tuple[Key, ...]
    same: bool


def main() -> int:
    """Compare and print; return 1 when a document differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=CORPORA)
    parser.add_argument("--show", type=int, default=0, help="differences to show for each format")
    chosen = parser.parse_args()
    found = list(compare(sorted(chosen.folder.glob("*.txt"))))
    print(f"{'format':<8} {'documents identical':>20} {'records found again':>20} {'added':>6}")
    for name in (*DOCUMENTS, *TABLES):
        _report([one for one in found if one.format == name], name, chosen.show)
    return 0 if all(one.same for one in found) else 1


def _report(found: list[Compared], name: str, show: int) -> None:
    whole = sum(one.records for one in found)
    again = whole - sum(len(one.lost) for one in found)
    same = f"{sum(one.same for one in found)} of {len(found)}"
    print(f"{name:<8} {same:>20} {f'{again} of {whole}':>20} {sum(len(one.added) for one in found):>6}")
    for one in [one for one in found if not one.same][:show]:
        print(f"  {one.name}: {len(one.lost)} lost, {len(one.added)} added")
        for sign, keys in (("-", one.lost), ("+", one.added)):
            for key in keys[:show]:
                print(f"    {sign} {key}")


def compare(paths: Iterable[Path]) -> Iterator[Compared]:
    """Yield every document in every format."""
    texts = {path.stem: path.read_bytes().decode("utf-8-sig") for path in paths}
    wanted = {name: extract_bytes(text.encode(), f"{name}.txt", OPTIONS) for name, text in texts.items()}
    for form, write in DOCUMENTS.items():
        for name, text in texts.items():
            data = write(text, wanted[name].documents)
            yield _compared(form, name, wanted[name], extract_bytes(data, f"{name}.{form}", OPTIONS))
    for form, table in TABLES.items():
        for name, found in zip(texts, _by_rows(table(texts.items()), form), strict=True):
            yield _compared(form, name, wanted[name], found)


def _by_rows(data: bytes, form: str) -> list[Result]:
    with tempfile.TemporaryDirectory(prefix="roundtrip-") as folder:
        path = Path(folder) / f"a.{form}"
        path.write_bytes(data)
        return [extract_row(row, OPTIONS) for row in read_rows(path, Columns(COLUMN, "编号"))]


def _compared(form: str, name: str, wanted: Result, found: Result) -> Compared:
    left, right = keys(wanted), keys(found)
    lost, added = Counter(left) - Counter(right), Counter(right) - Counter(left)
    return Compared(form, name, len(left), tuple(lost.elements()), tuple(added.elements()), left == right)


def keys(result: Result) -> list[Key]:
    """Return what is compared of every record, in order."""
    return [_key(record, policy) for policy in result.documents for record in policy.records]


def _key(record: Record, policy: Policy) -> Key:
    text = {mention.id: mention.text for mention in policy.mentions}
    return (
        text[record.target],
        tuple(slot.norm for slot in record.deadlines),
        tuple((slot.role, slot.name) for slot in record.agencies),
        tuple(_metric(metric, text) for metric in record.metrics),
    )


def _metric(metric: Metric, text: dict[str, str]) -> Key:
    indicator = text[metric.indicator] if metric.indicator else None
    return (indicator, text[metric.value], metric.op, metric.number, metric.upper, metric.unit, metric.kind)
