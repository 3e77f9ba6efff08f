"""What must hold of every Document."""

from extractor.lang.fold import fold
from extractor.types import Document

INVISIBLE = set(" \t\r\n\x0b\x0c\x85\u2028\u2029\u200b\u200e\u200f\u2060\ufeff\x00\x1a")


def check(document: Document) -> None:
    """Raise AssertionError for a broken promise: folding, order, exact and complete blocks."""
    assert document.plain == fold(document.text)
    assert len(document.plain) == len(document.text)
    end = 0
    covered = bytearray(len(document.text))
    for block in document.blocks:
        assert end <= block.span.start < block.span.end <= len(document.text)
        end = block.span.end
        inside = block.span.of(document.plain)
        assert inside[0] not in INVISIBLE and inside[-1] not in INVISIBLE
        covered[block.span.start : block.span.end] = b"\1" * block.span.width
    if document.source.media_type != "text/markdown":
        left = {char for char, done in zip(document.plain, covered, strict=True) if not done}
        assert left <= INVISIBLE


def kept(document: Document) -> list[str]:
    """Return the text of blocks that are not noise; cells with their place in front."""
    found = []
    for block in document.blocks:
        place = block.place
        head = f"[{place.table},{place.row},{place.column}] " if block.kind == "cell" else ""
        if block.kind != "noise":
            found.append(head + block.span.of(document.text))
    return found


def noise(document: Document) -> list[str]:
    """Return the text of noise blocks."""
    return [block.span.of(document.text) for block in document.blocks if block.kind == "noise"]
