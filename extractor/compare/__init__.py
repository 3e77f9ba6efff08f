"""Results → comparisons: two versions task by task, one indicator across documents, a long-form panel."""

from extractor.compare.canonical import canonical_indicator
from extractor.compare.diff import Difference, Pair, compare_rows
from extractor.compare.point import Point
from extractor.compare.points import points

__all__ = ["Difference", "Pair", "Point", "canonical_indicator", "compare_rows", "points"]
