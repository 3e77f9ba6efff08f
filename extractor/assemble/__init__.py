"""Mentions to records: which deadlines, agencies and numbers belong to which TARGET."""

from extractor.assemble.records import records

__all__ = ["records"]
