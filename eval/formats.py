"""What every file of a folder gives, one row a file; of an archive one row a member.

    python -m eval.formats FOLDER… [--recogniser rules] [--sources CORPUS] [--suffix .docx]

Prints a table: file, status, documents, characters (boilerplate left out), headings, tables, pages, records,
seconds, and the first complaint; then the sums. Exits with 1 when a file failed.

With `--sources`, a second table compares each file with the text of the folder that it shares most runs of
characters with, if any: characters without white space, how many are equal in order, and the ratio of
twice those to all. `--suffix` bounds the second table to files of that name's end.
"""

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from extractor.errors import ReadError
from extractor.pipeline import Options, extract, load_recogniser
from extractor.read import Job, Limits, Member, expand, find, read_bytes, read_file
from extractor.read.container import SEPARATOR
from extractor.types import Document, Issue

TITLES = ("file", "status", "documents", "characters", "headings", "tables", "pages", "records", "seconds", "complaint")
LONGEST = 60
COMPARED = ("file", "source", "characters", "of source", "equal", "ratio")
RUN = 10
LEAST_SHARED = 0.5
LEAST_RUNS = 100


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
    parser.add_argument("--sources", type=Path, help="folder of the texts that the files may be of")
    parser.add_argument("--suffix", default="", help="compare files whose names end so")
    chosen = parser.parse_args()
    print(line(TITLES))
    found = []
    for row in rows(chosen.paths, Options(recogniser=chosen.recogniser)):
        found.append(row)
        print(line(_cells(row)), flush=True)
    print(line(_cells(total(found))))
    print(", ".join(f"{status} {count}" for status, count in sorted(Counter(row.status for row in found).items())))
    if chosen.sources:
        print()
        print(compared_line(COMPARED))
        for cells in compared(find(chosen.paths), Sources(chosen.sources), chosen.suffix):
            print(compared_line(cells), flush=True)
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


class Sources:
    """Texts of a folder without their white space, found by what they share with another."""

    def __init__(self, folder: Path) -> None:
        paths = sorted(folder.rglob("*.txt"))
        self.texts = {"/".join(path.parts[-2:]): squeeze(path.read_text("utf-8")) for path in paths}
        self._holders: dict[str, list[str]] = defaultdict(list)
        for name, text in self.texts.items():
            for run in _runs(text):
                self._holders[run].append(name)

    def of(self, text: str) -> str | None:
        """Return the name of the text that holds most of the runs of this one, None for less than half, or few."""
        runs = _runs(text)
        shared = Counter(name for run in runs for name in self._holders.get(run, ()))
        name, count = shared.most_common(1)[0] if shared else ("", 0)
        return name if count > LEAST_SHARED * max(len(runs), LEAST_RUNS) else None


def compared(paths: Iterable[str], sources: Sources, suffix: str = "") -> Iterator[tuple[str, ...]]:
    """Yield a row for every file that has a source."""
    for path in (path for path in paths if path.endswith(suffix)):
        try:
            document = read_file(Path(path))
        except ReadError:
            continue
        text = squeeze("".join(block.span.of(document.text) for block in document.blocks if block.kind != "noise"))
        name = sources.of(text)
        if name:
            source = sources.texts[name]
            blocks = SequenceMatcher(None, text, source, autojunk=False).get_matching_blocks()
            equal = sum(block.size for block in blocks)
            ratio = f"{2 * equal / (len(text) + len(source)):.4f}"
            yield _short(path), name, f"{len(text):,}", f"{len(source):,}", f"{equal:,}", ratio


def squeeze(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def _runs(text: str) -> set[str]:
    return {text[at : at + RUN] for at in range(len(text) - RUN + 1)}


def compared_line(cells: Sequence[str]) -> str:
    """Return one line of the second table."""
    file, source, *numbers = cells
    return f"{file:<28} {source:<20} " + " ".join(f"{number:>10}" for number in numbers)


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
