"""The labelling interface for Label Studio."""
