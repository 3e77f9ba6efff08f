"""Measure and write `results.md` and `results.svg`.

    python -m eval.bench [FOLDER…] [--recogniser R] [--seconds 20] [--longest 1000000] [--full FOLDER] [--out FOLDER]

Texts of FOLDER (default: the samples in corpora/) are chained to documents of 1 k to 1 M characters. Every measurement
has `--seconds` and takes one document at least; cost that grows faster than the text shows as falling characters per
second. What is not installed is left out and named. `--full` is a model folder of the same network in fp32.
"""

import platform
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import onnxruntime as ort

from eval.bench.others import bert, jionlp
from eval.bench.page import picture, table
from eval.bench.row import Row
from eval.bench.stages import bound, recognition, shares
from eval.bench.whole import DOCUMENT, bulk, chain, start
from extractor.isolate import cores
from extractor.pipeline import Options, extract_file
from extractor.read import find

LENGTHS = (1_000, 10_000, 100_000, 1_000_000)
SAMPLE = 15
"""Documents of the usual length that stages and recognition are measured on."""


def main() -> None:
    """Measure, print and write."""
    chosen = _arguments()
    texts = [result.text for path in find(chosen.paths) if (result := extract_file(path, Options("rules"))).text]
    rows = []
    for row in measure(texts, chosen):
        print(row, flush=True)
        rows.append(row)
    size, machine = sum(map(len, texts)), f"{cores()} cores ({platform.machine()})"
    head = f"{size:,} characters of text, {machine}, ONNX Runtime {ort.__version__}"
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "results.md").write_text(table(rows, head), "utf-8")
    (chosen.out / "results.svg").write_text(picture(rows), "utf-8")


def _arguments() -> Namespace:
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", default=["corpora"])
    parser.add_argument("--recogniser", default="model")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--longest", type=int, default=LENGTHS[-1], help="characters of the longest text")
    parser.add_argument("--full", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    return parser.parse_args()


def measure(texts: list[str], chosen: Namespace) -> Iterator[Row]:
    """Yield every measurement, one after the other, so that all see the same machine."""
    yield start(texts[0], chosen.recogniser)
    for workers in sorted({1, cores()}):
        yield bulk(texts, DOCUMENT, workers, chosen.recogniser, chosen.seconds)
    for length in LENGTHS:
        if length <= chosen.longest:
            yield bulk(texts, length, 1, chosen.recogniser, chosen.seconds)
    sample = list(islice(chain(texts, DOCUMENT), SAMPLE))
    yield from shares(sample, chosen.recogniser)
    found = list(recognition(sample, cores(), chosen.full))
    yield from found
    yield bound(sample, cores(), found[0].rate or 0.0)
    yield from bert(sample, cores(), chosen.seconds)
    yield jionlp(sample, chosen.seconds)


if __name__ == "__main__":
    main()
