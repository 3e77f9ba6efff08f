"""Bytes to Document: one module a format."""

from extractor.read.find import find
from extractor.read.limits import DEFAULT_LIMITS, Limits
from extractor.read.reader import read_bytes, read_file, read_text

__all__ = ["DEFAULT_LIMITS", "Limits", "find", "read_bytes", "read_file", "read_text"]
