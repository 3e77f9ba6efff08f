"""What goes into the reader of a format, and what comes out of it."""

from collections.abc import Callable
from dataclasses import dataclass

from extractor.errors import LimitError
from extractor.read.limits import Limits
from extractor.types import Block, Issue, Span


@dataclass(frozen=True, slots=True)
class Raw:
    """A source as bytes; `path` is only for messages."""

    data: bytes
    path: str
    limits: Limits


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader found: `text`, `plain`, `blocks` and `marks` as in Document."""

    text: str
    plain: str
    blocks: tuple[Block, ...]
    media_type: str
    encoding: str | None = None
    issues: tuple[Issue, ...] = ()
    marks: tuple[Span, ...] = ()


Reader = Callable[[Raw], Content]


def within(blocks: list[Block], raw: Raw) -> tuple[Block, ...]:
    """Return the blocks as a tuple. Raises LimitError if they are too many."""
    if len(blocks) > raw.limits.max_blocks:
        raise LimitError(
            f"文件 {raw.path} 有 {len(blocks)} 段，超过上限 {raw.limits.max_blocks} 段；"
            "请拆成几个文件，或加大 --max-blocks"
        )
    return tuple(blocks)
