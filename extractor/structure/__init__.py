"""Document to policies: documents of a compilation, metadata, heading tree."""
