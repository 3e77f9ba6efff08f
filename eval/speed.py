"""Characters per second of the whole way, against jieba's tagger on the same text in the same run.

    python -m eval.speed FOLDER… [--recogniser rules]

Prints documents by status, characters, seconds and characters per second of both, their ratio, and
the peak memory of extraction alone. Exits with 1 when a document failed.
"""

import argparse
import resource
import time
from collections import Counter

import jieba.posseg

from extractor.pipeline import Options, extract_file
from extractor.read import find
from extractor.types import Result


def main() -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--recogniser", default="rules")
    chosen = parser.parse_args()
    options = Options(recogniser=chosen.recogniser)
    paths = list(find(chosen.paths))
    extract_file(paths[0], options)
    began = time.perf_counter()
    results = [_outline(extract_file(path, options)) for path in paths]
    ours = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    theirs = _tag([text for _, text, _ in results])
    _report(results, ours, theirs, memory)
    return 1 if any(status == "failed" for status, _, _ in results) else 0


def _outline(result: Result) -> tuple[str, str, int]:
    return result.status, result.text, sum(len(document.records) for document in result.documents)


def _tag(texts: list[str]) -> float:
    jieba.posseg.lcut("预热")
    began = time.perf_counter()
    for text in texts:
        jieba.posseg.lcut(text)
    return time.perf_counter() - began


def _report(results: list[tuple[str, str, int]], ours: float, theirs: float, memory: float) -> None:
    characters = sum(len(text) for _, text, _ in results)
    statuses = dict(Counter(status for status, _, _ in results))
    lines = [
        f"documents       {len(results)} {statuses}",
        f"characters      {characters:,}; records {sum(records for _, _, records in results):,}",
        f"extraction      {ours:.1f} s, {characters / ours:,.0f} characters/s",
        f"jieba.posseg    {theirs:.1f} s, {characters / theirs:,.0f} characters/s",
        f"ratio           {theirs / ours:.2f} times as fast",
        f"peak memory     {memory:.0f} MB",
    ]
    print("\n".join(lines))


if __name__ == "__main__":
    raise SystemExit(main())
