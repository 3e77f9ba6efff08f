"""How much of a source is read: the one place of these settings."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """`max_bytes` bounds the file, `max_blocks` its paragraphs and cells (memory grows with both)."""

    max_bytes: int = 64 * 1024 * 1024
    max_blocks: int = 1_000_000


DEFAULT_LIMITS = Limits()
