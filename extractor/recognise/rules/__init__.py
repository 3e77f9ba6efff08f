"""The rule recogniser: patterns, cue words and lexicons are data, one module a label."""

from extractor.recognise.rules.recogniser import RuleRecogniser

__all__ = ["RuleRecogniser"]
