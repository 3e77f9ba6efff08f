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
    unlisted: list[OSError] = []
    walked = {os.path.realpath(folder)}
    for root, folders, names in os.walk(folder, onerror=unlisted.append, followlinks=True):
        yield from (str(error.filename) for error in unlisted)
        unlisted.clear()
        folders[:] = [name for name in sorted(folders) if not name.startswith(".") and _is_new(root, name, walked)]
        yield from (str(Path(root, name)) for name in sorted(names) if is_candidate(name))
    yield from (str(error.filename) for error in unlisted)


def _is_new(root: str, name: str, walked: set[str]) -> bool:
    """Say whether a folder was not searched before, so that links lead into no circle; note that it is now."""
    place = os.path.realpath(Path(root, name))
    new = place not in walked
    walked.add(place)
    return new


def is_candidate(name: str) -> bool:
    """Say whether a file of that name may be a document: not hidden, no suffix that rules it out."""
    return not name.startswith((".", "~$")) and Path(name).suffix.lower() not in _other_suffixes()


@cache
def _other_suffixes() -> frozenset[str]:
    lines = files("extractor.read.data").joinpath("suffixes.txt").read_text("utf-8").splitlines()
    return frozenset(suffix for line in lines if not line.startswith("#") for suffix in line.split())
