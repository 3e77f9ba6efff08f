"""Results to files."""

from extractor.export.write import FORMATS, format_of, write

__all__ = ["FORMATS", "format_of", "write"]
