"""The block elements of a page, and how much prose and navigation each of them holds."""

from collections import defaultdict
from dataclasses import dataclass

from lxml.html import HtmlElement

from extractor.read.clues import Clue, is_low, is_named
from extractor.read.page import Page, facts

LOW_WEIGHT = 0.3
DESCEND = 0.75
DESCEND_BY_NAME = 0.5
JOIN = 0.2
JOIN_LEAST = 80
JOIN_LINKED = 0.4
CLIMB = 0.1


@dataclass(slots=True)
class Measure:
    """What the lines under an element hold: weighed prose, visible characters, those of navigation.

    Boilerplate counts for nothing: it stands in articles and around them.
    """

    weight: float = 0.0
    volume: int = 0
    linked: int = 0


class Tree:
    """Where the prose of a page stands. An element's parent is the block element around it."""

    def __init__(self, page: Page, clues: list[Clue]) -> None:
        self.parents, self._grids = page.parents, page.grids
        self.root = next(iter(page.parents.values()))
        self.children: dict[HtmlElement, list[HtmlElement]] = defaultdict(list)
        self.measures: dict[HtmlElement, Measure] = defaultdict(Measure)
        for line, clue in zip(page.lines, clues, strict=True):
            here = self.measures[line.node]
            here.weight += clue.weight
            here.volume += 0 if clue.stale else clue.visible
            here.linked += clue.visible if clue.link and not clue.stale else 0
        for node, parent in reversed(page.parents.items()):
            self._add(node, parent)
        for node, parent in page.parents.items():
            self.children[parent].append(node)

    def _add(self, node: HtmlElement, parent: HtmlElement) -> None:
        here, around = self.measures[node], self.measures[parent]
        low = is_low(node)
        around.weight += here.weight * (LOW_WEIGHT if low else 1)
        around.volume += here.volume
        around.linked += here.volume if low else here.linked

    def weight(self, node: HtmlElement) -> float:
        """Return the weight of the prose under an element."""
        return self.measures[node].weight

    def descend(self) -> HtmlElement:
        """Go down from the root while one child holds most of the prose, but not into a data table."""
        node = self.root
        while True:
            inner = [child for child in self.children[node] if self._may_hold(child)]
            best = max(inner, key=self.weight, default=None)
            need = DESCEND_BY_NAME if best is not None and is_named(best) else DESCEND
            if best is None or self.weight(best) < need * self.weight(node):
                return node
            node = best

    def _may_hold(self, node: HtmlElement) -> bool:
        return node.tag in facts()["containers"] and node not in self._grids

    def climb(self, node: HtmlElement) -> HtmlElement:
        """Take in the surroundings of an element as long as hardly anything in them is navigation."""
        while node in self.parents:
            here, around = self.measures[node], self.measures[self.parents[node]]
            if around.linked - here.linked > CLIMB * (around.volume - here.volume):
                return node
            node = self.parents[node]
        return node

    def beside(self, best: HtmlElement) -> list[HtmlElement]:
        """Return the elements beside `best`, and beside those around it, that hold much prose too."""
        found: list[HtmlElement] = []
        node = best
        while node in self.parents:
            others = (child for child in self.children[self.parents[node]] if child is not node)
            found += [child for child in others if self._joins(child, self.weight(best))]
            node = self.parents[node]
        return found

    def _joins(self, node: HtmlElement, weight: float) -> bool:
        here = self.measures[node]
        large = here.weight >= max(JOIN * weight, JOIN_LEAST)
        return large and here.linked < JOIN_LINKED * here.volume and not is_low(node)

    def under(self, roots: list[HtmlElement]) -> set[HtmlElement]:
        """Return elements and every block element in them."""
        found = set(roots)
        for node, parent in self.parents.items():
            if parent in found:
                found.add(node)
        return found
