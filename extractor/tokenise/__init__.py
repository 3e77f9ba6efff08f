"""Sections to sentences, clauses and tokens."""
