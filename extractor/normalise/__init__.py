"""Mentions to mentions with values."""
