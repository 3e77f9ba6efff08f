"""Mentions to records."""
