"""Document to policies: split, metadata, heading tree."""

from extractor.structure.policies import policies
from extractor.structure.tables import mark_tables
from extractor.structure.unwrap import unwrap

__all__ = ["mark_tables", "policies", "unwrap"]
