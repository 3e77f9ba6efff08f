"""The trained tagger: windows with their context in, mentions with calibrated scores out."""

from extractor.recognise.tagger.recogniser import TaggerRecogniser

__all__ = ["TaggerRecogniser"]
