"""Paragraph styles of Word: what a style says of headings, numbers and tables of contents."""

import re
from typing import NamedTuple

from lxml.etree import _Element

from extractor.read.word_names import W, child_value, number_of

_HEADING = re.compile(r"(?:heading|标题) ?([1-9])", re.I)
_CONTENTS = re.compile(r"(?:toc|目录) ?(?:\d|heading|标题)|table of figures", re.I)
_BODY = 9
LONGEST_CHAIN = 20


class Style(NamedTuple):
    """What a paragraph has from its style; `level` counts from 1, `depth` (of its list) from 0.

    `number_style` is the style that names the list, which the list may tie to one of its levels.
    """

    level: int | None = None
    number_id: str | None = None
    depth: int | None = None
    number_style: str = ""
    contents: bool = False


class Styles:
    """The paragraph styles of a document by their id; an unknown id is the default style."""

    def __init__(self, root: _Element | None) -> None:
        self._nodes: dict[str, _Element] = {}
        self._default = ""
        self._found: dict[str, Style] = {}
        for node in () if root is None else root.iterchildren(f"{W}style"):
            if node.get(f"{W}type", "paragraph") == "paragraph":
                name = node.get(f"{W}styleId", "")
                self._nodes[name] = node
                if node.get(f"{W}default") in ("1", "true"):
                    self._default = name

    def get(self, name: str | None) -> Style:
        """Return what a style and those it is based on say."""
        name = name if name in self._nodes else self._default
        if name not in self._found:
            self._found[name] = self._resolve(name)
        return self._found[name]

    def _resolve(self, name: str) -> Style:
        style = Style()
        seen: set[str] = set()
        while name in self._nodes and name not in seen and len(seen) < LONGEST_CHAIN:
            seen.add(name)
            style = _over(style, _own(self._nodes[name], name))
            name = child_value(self._nodes[name], "basedOn") or ""
        return style._replace(level=style.level or None)


def _own(node: _Element, name: str) -> Style:
    properties = node.find(f"{W}pPr")
    title = child_value(node, "name") or ""
    heading = _HEADING.fullmatch(title)
    level = heading_level(properties)
    if level is None and heading:
        level = int(heading[1])
    number_id, depth = list_of(properties)
    return Style(level, number_id, depth, name if number_id else "", _CONTENTS.fullmatch(title) is not None)


def _over(style: Style, base: Style) -> Style:
    """Fill what a style leaves open from the one it is based on."""
    return Style(
        base.level if style.level is None else style.level,
        style.number_id or base.number_id,
        base.depth if style.depth is None else style.depth,
        style.number_style or base.number_style,
        style.contents or base.contents,
    )


def heading_level(properties: _Element | None) -> int | None:
    """Return the outline level of `w:pPr`: 1 to 9, 0 for body text, None when it does not say."""
    value = None if properties is None else child_value(properties, "outlineLvl")
    if value is None:
        return None
    outline = number_of(value, _BODY, _BODY)
    return 0 if outline == _BODY else outline + 1


def list_of(properties: _Element | None) -> tuple[str | None, int | None]:
    """Return the list ("0" for none) and level of `w:pPr`, None for what it does not say."""
    numbers = None if properties is None else properties.find(f"{W}numPr")
    if numbers is None:
        return None, None
    depth = child_value(numbers, "ilvl")
    return child_value(numbers, "numId"), None if depth is None else number_of(depth, 0, 8)
