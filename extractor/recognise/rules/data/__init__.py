"""Patterns, cue words and lexicons of the rule recogniser."""
