"""Files, directories and patterns to the names of single files."""

import glob
import os
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

STDIN = "-"


def find(paths: Iterable[str]) -> Iterator[str]:
    """Yield the files that `paths` name, none twice: files, directories, glob patterns, `-`.

    A directory is searched to its bottom in sorted order, links in it too; hidden files and suffixes that are
    surely no document (data/suffixes.txt) are left out, as with a pattern that ends in `*`.
    A path that names nothing, or a folder that cannot be listed, is yielded as it is: the caller can report it.
    """
    seen: set[str] = set()
    for path in paths:
        for name in _expand(path):
            key = name if name == STDIN else os.path.realpath(name)
            if key not in seen:
                seen.add(key)
                yield name


def _expand(path: str) -> Iterator[str]:
    if path != STDIN and Path(path).is_dir():
        yield from _walk(path)
    elif path == STDIN or Path(path).exists() or not glob.has_magic(path):
        yield path
    else:
        yield from _match(path)


def _match(pattern: str) -> Iterator[str]:
    names = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 (keeps the spelling of the pattern)
    if not names:
        yield pattern
    for name in names:
        if Path(name).is_dir():
            yield from _walk(name)
        elif not pattern.endswith("*") or is_candidate(Path(name).name):
            yield name


def _walk(folder: str) -> Iterator[str]:
    """Yield the files of a folder; those of linked folders that were not met otherwise come last."""
    walked: set[str] = set()
    waiting = [folder]
    for start in waiting:
        if os.path.realpath(start) in walked:
            continue
        unlisted: list[OSError] = []
        for root, folders, names in os.walk(start, onerror=unlisted.append):
            walked.add(os.path.realpath(root))
            yield from (str(error.filename) for error in unlisted)
            unlisted.clear()
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            waiting += [str(Path(root, name)) for name in folders if Path(root, name).is_symlink()]
            yield from (str(Path(root, name)) for name in sorted(names) if is_candidate(name))
        yield from (str(error.filename) for error in unlisted)


def is_candidate(name: str) -> bool:
    """Say whether a file of that name may be a document: not hidden, no suffix that rules it out."""
    return not name.startswith((".", "~$")) and Path(name).suffix.lower() not in _other_suffixes()


@cache
def _other_suffixes() -> frozenset[str]:
    lines = files("extractor.read.data").joinpath("suffixes.txt").read_text("utf-8").splitlines()
    return frozenset(suffix for line in lines if not line.startswith("#") for suffix in line.split())
