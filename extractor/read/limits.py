"""How much of a source is read: the one place of these settings."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """`max_bytes` bounds the file, `max_characters` its text, `max_blocks` its paragraphs and cells.

    Extraction takes memory by the character, up to 0.5 KB where commitments stand close.
    """

    max_bytes: int = 64 * 1024 * 1024
    max_characters: int = 5_000_000
    max_blocks: int = 1_000_000


DEFAULT_LIMITS = Limits()
