"""Document to policies: split, metadata, heading tree."""

from extractor.structure.policies import policies

__all__ = ["policies"]
