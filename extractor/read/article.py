"""Which lines of a page are the document: by text density and structure, names as weak hints."""

from collections.abc import Iterable
from typing import NamedTuple

from lxml.html import HtmlElement

from extractor.read.clues import Clue, is_low, read_clues
from extractor.read.page import Line, Page
from extractor.read.tree import Tree

ENOUGH = 30
MINOR = 0.1
MOST_LOW = 0.3
TAIL = 0.5


class Choice(NamedTuple):
    """For each line: does it belong to the article, is it dull (boilerplate, links, navigation).

    `first` is the index of the article's first line; `over` are content lines above it that were
    taken in only because nothing but they separates the article from navigation.
    `found` is False when no article stood out, and everything that is not dull is content.
    """

    content: list[bool]
    dull: list[bool]
    first: int
    over: frozenset[int]
    found: bool


def choose(page: Page, plains: list[str]) -> Choice:
    """Tell the article's lines from the rest; `plains` are the folded lines without edge space."""
    clues = read_clues(page.lines, plains)
    tree = Tree(page, clues)
    found = tree.weight(tree.root) >= ENOUGH
    core = tree.descend() if found else tree.root
    best = tree.climb(core)
    roots = [best, *tree.beside(best)]
    inside, low = tree.under(roots), _low(tree, roots)
    dull = [_is_dull(line, clue, low) for line, clue in zip(page.lines, clues, strict=True)]
    content = [line.node in inside and not bored for line, bored in zip(page.lines, dull, strict=True)]
    kernel, around = tree.under([core]), tree.under([best])
    held = [at for at, line in enumerate(page.lines) if content[at] and line.node in kernel] or [0]
    over = frozenset(at for at in range(held[0]) if content[at] and page.lines[at].node in around)
    for at in _behind(clues, dull, held[-1] + 1, TAIL * tree.weight(core)):
        content[at] = content[at] and page.lines[at].node not in around
    return Choice(content, dull, held[0], over, found)


def _is_dull(line: Line, clue: Clue, low: set[HtmlElement]) -> bool:
    return line.node in low or (line.cell is None and (clue.stale or clue.link))


def _behind(clues: list[Clue], dull: list[bool], end: int, least: float) -> Iterable[int]:
    """Return the lines from the first dull one behind the article on, unless they weigh `least`."""
    cut = next((at for at in range(end, len(dull)) if dull[at]), len(dull))
    rest = range(cut, len(dull))
    return rest if sum(clues[at].weight for at in rest if not dull[at]) < least else ()


def _low(tree: Tree, roots: list[HtmlElement]) -> set[HtmlElement]:
    """Return the elements that stand in navigation and the like; in an article only small and sure ones."""
    article = tree.under(roots)
    most = max(tree.weight(node) for node in roots)
    named = {node for node in tree.parents if node not in roots and _is_minor(tree, node, most, node in article)}
    tops = [node for node in named if node in article and tree.parents[node] not in named]
    if sum(tree.weight(node) for node in tops) > MOST_LOW * most:
        named -= article
    return tree.under(list(named))


def _is_minor(tree: Tree, node: HtmlElement, most: float, in_article: bool) -> bool:
    return tree.weight(node) < MINOR * most and is_low(node, surely=in_article)
