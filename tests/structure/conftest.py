"""Documents for the tests of this room: one block a line, as the text reader makes them."""

from collections.abc import Callable

import pytest

from extractor.lang.fold import fold
from extractor.structure import policies
from extractor.types import Block, Document, Policy, Source, Span


def document(text: str, noise: tuple[str, ...] = ()) -> Document:
    """Build a document; lines that are in `noise` become boilerplate."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(Span(at, at + len(line)), "noise" if line in noise else "text"))
        at += len(line) + 1
    return Document(Source("文件.txt", "0" * 64, "text/plain", "utf-8"), text, fold(text), tuple(blocks))


@pytest.fixture(scope="session")
def make() -> Callable[..., Document]:
    return document


@pytest.fixture
def one() -> Callable[[str], Policy]:
    """Return the only policy of a text."""

    def only(text: str) -> Policy:
        (policy,) = policies(document(text))
        return policy

    return only


@pytest.fixture
def tree(one: Callable[[str], Policy]) -> Callable[[str], list[str]]:
    """Return the sections of a text as `level number title`, the preamble left out."""

    def rows(text: str) -> list[str]:
        return [f"{s.level} {s.number} {s.title}".rstrip() for s in one(text).sections if s.level]

    return rows
