"""Pages and megabytes per second of reading PDF and docx, beside markitdown on the same files in the same run.

    pip install 'markitdown[pdf,docx]'
    python -m eval.pdf_speed FOLDER… [--seconds 30]

Each file is read once by each after a warm-up with the first of its format; `--seconds` bounds each
tool's time on a format, files beyond it are left out for both. Without markitdown its columns say so.
Rates are by processor time, which other work on the machine changes little; the time that passed stands beside it.
Scanned pages are not recognised here: OCR would measure another library.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from extractor.errors import ReadError
from extractor.read import find, read_bytes
from extractor.read.detect import detect_binary
from extractor.read.pdf import ocr
from extractor.read.pdf.engine import pdfium

FORMATS = ("pdf", "docx")
INSTALL = "pip install 'markitdown[pdf,docx]'"
Tool = Callable[[Path], int]


class Measured(NamedTuple):
    """What a tool did with a file: whether it read it, characters, seconds that passed and those of the processor."""

    files: int
    characters: int
    seconds: float
    processor: float


def main() -> int:
    """Measure and print; return 1 when no file of the formats was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--seconds", type=float, default=30.0)
    chosen = parser.parse_args()
    ocr.is_available = lambda: False
    files = _by_format(chosen.paths)
    tools = {"zhengce": _ours, "markitdown": _theirs()}
    for name, paths in files.items():
        _report(name, paths, {tool: _measure(read, paths, chosen.seconds) for tool, read in tools.items() if read})
    if tools["markitdown"] is None:
        print(f"markitdown is not installed: {INSTALL}")
    return 0 if any(files.values()) else 1


def _by_format(folders: list[str]) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {name: [] for name in FORMATS}
    for path in map(Path, find(folders)):
        kind = detect_binary(path.read_bytes())
        if kind and kind.name in found:
            found[kind.name].append(path)
    return found


def _ours(path: Path) -> int:
    return len(read_bytes(path.read_bytes(), str(path)).text)


def _theirs() -> Tool | None:
    try:
        from markitdown import MarkItDown  # noqa: PLC0415
    except ImportError:
        return None
    converter = MarkItDown()
    return lambda path: len(converter.convert(str(path)).text_content)


def _measure(read: Tool, paths: list[Path], most: float) -> list[Measured]:
    """Return one measurement a file, in order, until the time is over."""
    measured: list[Measured] = []
    for at, path in enumerate(paths):
        if at == 0:
            _timed(read, path)
        measured.append(_timed(read, path))
        if sum(one.seconds for one in measured) > most:
            break
    return measured


def _timed(read: Tool, path: Path) -> Measured:
    began, processor = time.perf_counter(), time.process_time()
    try:
        files, characters = 1, read(path)
    except ReadError:
        files, characters = 0, 0
    return Measured(files, characters, time.perf_counter() - began, time.process_time() - processor)


def _report(name: str, paths: list[Path], measured: dict[str, list[Measured]]) -> None:
    count = min(map(len, measured.values()))
    same = paths[:count]
    size = sum(path.stat().st_size for path in same) / 2**20
    pages = sum(_pages(path) for path in same) if name == "pdf" else 0
    print(f"{name}: {count} of {len(paths)} files, {size:.2f} MB, {pages or 'no'} pages")
    for tool, every in measured.items():
        seconds = sum(one.processor for one in every[:count]) or 1e-9
        figures = [
            f"{sum(one.files for one in every[:count])} read",
            f"{sum(one.characters for one in every[:count]):,} characters",
            f"{seconds:.2f} s of processor ({sum(one.seconds for one in every[:count]):.2f} s passed)",
            f"{size / seconds:.2f} MB/s",
            *([f"{pages / seconds:.1f} pages/s"] if pages else []),
        ]
        print(f"  {tool:<11}" + ", ".join(figures))


def _pages(path: Path) -> int:
    with pdfium.PdfDocument(path.read_bytes()) as file:
        return len(file)


if __name__ == "__main__":
    raise SystemExit(main())
