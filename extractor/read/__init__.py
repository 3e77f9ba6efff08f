"""Bytes to Document: one module a format."""

from extractor.read.container import Job, Member, expand
from extractor.read.find import find
from extractor.read.limits import DEFAULT_LIMITS, Limits
from extractor.read.reader import digest_file, read_bytes, read_file, read_text

__all__ = [
    "DEFAULT_LIMITS",
    "Job",
    "Limits",
    "Member",
    "digest_file",
    "expand",
    "find",
    "read_bytes",
    "read_file",
    "read_text",
]
