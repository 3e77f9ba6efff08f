"""PDFium's Python packages, which carry no types, brought in at one place."""

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as api  # type: ignore[import-untyped]

__all__ = ["api", "pdfium"]
