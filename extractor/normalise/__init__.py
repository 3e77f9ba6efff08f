"""Mentions to mentions with values."""

from extractor.normalise.mentions import normalise

__all__ = ["normalise"]
