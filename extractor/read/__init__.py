"""Bytes to Document: one module a format."""

from extractor.read.find import find
from extractor.read.limits import DEFAULT_LIMITS, Limits
from extractor.read.reader import digest_file, read_bytes, read_file, read_text

__all__ = ["DEFAULT_LIMITS", "Limits", "digest_file", "find", "read_bytes", "read_file", "read_text"]
