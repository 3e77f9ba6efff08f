"""What every file of a folder gives, one row a file; of an archive one row a member.

    python -m eval.formats FOLDER… [--recogniser rules]

Prints a table: file, status, documents, characters (boilerplate left out), headings, tables, pages, records,
seconds, and the first complaint; then the sums. Exits with 1 when a file failed.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from extractor.errors import ReadError
from extractor.pipeline import Options, extract, load_recogniser
from extractor.read import Job, Limits, Member, expand, find, read_bytes, read_file
from extractor.read.container import SEPARATOR
from extractor.types import Document, Issue

TITLES = ("file", "status", "documents", "characters", "headings", "tables", "pages", "records", "seconds", "complaint")
LONGEST = 60


class Row(NamedTuple):
    """What one file gave; numbers are 0 where nothing was read."""

    file: str
    status: str
    documents: int = 0
    characters: int = 0
    headings: int = 0
    tables: int = 0
    pages: int = 0
    records: int = 0
    seconds: float = 0.0
    complaint: str = ""


def main() -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--recogniser", default="rules")
    chosen = parser.parse_args()
    print(line(TITLES))
    found = []
    for row in rows(chosen.paths, Options(recogniser=chosen.recogniser)):
        found.append(row)
        print(line(_cells(row)), flush=True)
    print(line(_cells(total(found))))
    print(", ".join(f"{status} {count}" for status, count in sorted(Counter(row.status for row in found).items())))
    return 1 if any(row.status in ("failed", "crashed") for row in found) else 0


def rows(paths: Iterable[str], options: Options) -> Iterator[Row]:
    """Yield a row for every file that `paths` name, in order; a file that breaks a reader is one too."""
    for job in expand(find(paths), options.limits):
        name = _short(job)
        began = time.perf_counter()
        try:
            row = _row(name, _read(job, options.limits), options)
        except ReadError as error:
            row = Row(name, "failed", complaint=str(error))
        except Exception as error:
            row = Row(name, "crashed", complaint=f"{type(error).__name__}: {error}")
        yield row._replace(seconds=time.perf_counter() - began)


def total(found: list[Row]) -> Row:
    """Return the sums of all rows."""
    counts = [sum(column) for column in zip(*(row[2:9] for row in found), strict=True)] or [0] * 7
    return Row._make((f"{len(found)} files", "", *counts, ""))


def line(cells: Sequence[str]) -> str:
    """Return one line of the table."""
    file, status, *numbers, complaint = cells
    return f"{file:<28} {status:<8} " + " ".join(f"{number:>10}" for number in numbers) + f"  {complaint}".rstrip()


def _cells(row: Row) -> tuple[str, ...]:
    complaint = " ".join(row.complaint.split())[:LONGEST]
    return (row.file, row.status, *(f"{number:,}" for number in row[2:8]), f"{row.seconds:.2f}", complaint)


def _short(job: Job) -> str:
    path, _, inner = (job.name if isinstance(job, Member) else job).partition(SEPARATOR)
    return "/".join(path.split("/")[-2:]) + (SEPARATOR + inner if inner else "")


def _read(job: Job, limits: Limits) -> Document:
    if not isinstance(job, Member):
        return read_file(Path(job), limits)
    if job.code:
        raise ReadError(job.message)
    return read_bytes(job.data, job.name, limits)


def _row(name: str, document: Document, options: Options) -> Row:
    result = extract(document, load_recogniser(options.recogniser), options)
    places = [block.place for block in document.blocks]
    cells = [block.place for block in document.blocks if block.kind == "cell"]
    return Row(
        name,
        result.status,
        len(result.documents),
        sum(block.span.width for block in document.blocks if block.kind != "noise"),
        sum(len(policy.sections) for policy in result.documents),
        len({place.table for place in cells}),
        len({place.page for place in places if place.page is not None}),
        sum(len(policy.records) for policy in result.documents),
        complaint=_first(result.issues),
    )


def _first(issues: tuple[Issue, ...]) -> str:
    ranked = sorted(issues, key=lambda issue: ("fatal", "partial", "note").index(issue.severity))
    return f"{ranked[0].code}: {ranked[0].message}" if ranked else ""


if __name__ == "__main__":
    raise SystemExit(main())
