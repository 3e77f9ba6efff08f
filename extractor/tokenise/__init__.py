"""Sentences, clauses and words of a policy."""

from extractor.tokenise.sentence import sentences
from extractor.tokenise.word import words

__all__ = ["sentences", "words"]
