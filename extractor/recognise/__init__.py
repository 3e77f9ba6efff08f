"""Sentences to mentions."""
