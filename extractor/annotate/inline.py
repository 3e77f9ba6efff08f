"""The guideline's inline form: the text unchanged, with T A D I V tags in it."""

import re
from dataclasses import dataclass, field
from typing import cast

from extractor.annotate.links import MADE_BY, Links, join, links_of
from extractor.errors import AnnotationError
from extractor.types import Annotation, Kind, Label, Mention, Span

TAG = re.compile(r'<(/?)([TADIV])((?:\s+[a-z]+="[^"]*")*)\s*>')
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
LABEL_OF: dict[str, Label] = {"T": "TARGET", "A": "AGENCY", "D": "DEADLINE", "I": "INDICATOR", "V": "VALUE"}
_TAG_OF = {label: tag for tag, label in LABEL_OF.items()}


@dataclass(slots=True)
class Element:
    """One tagged stretch while it is read; offsets count the text without tags."""

    tag: str
    attributes: dict[str, str]
    start: int
    end: int = -1
    parents: tuple[str, ...] = field(default=())


def strip(markup: str) -> str:
    """Return the text without its tags."""
    return TAG.sub("", markup)


def elements(markup: str) -> tuple[str, list[Element]]:
    """Return the text and its elements in text order (outer before inner).

    Raises AnnotationError for a tag that never closes, closes twice, or crosses another.
    """
    parts: list[str] = []
    found: list[Element] = []
    stack: list[Element] = []
    at = length = 0
    for match in TAG.finditer(markup):
        parts.append(markup[at : match.start()])
        length += len(parts[-1])
        at = match.end()
        if match.group(1):
            _close(match.group(2), length, stack, markup, match.start())
        else:
            parents = tuple(element.tag for element in stack)
            element = Element(match.group(2), dict(_ATTRIBUTE.findall(match.group(3))), length, parents=parents)
            found.append(element)
            stack.append(element)
    parts.append(markup[at:])
    if stack:
        raise AnnotationError(f"标签 <{stack[-1].tag} {_show(stack[-1])}> 没有闭合，请补上 </{stack[-1].tag}>")
    return "".join(parts), found


def _close(tag: str, end: int, stack: list[Element], markup: str, at: int) -> None:
    if not stack or stack[-1].tag != tag:
        where = markup[max(0, at - 20) : at + 10]
        opened = f"，此处应先闭合 </{stack[-1].tag}>" if stack else ""
        raise AnnotationError(f"多余或交叉的 </{tag}>{opened}，位置：…{where}…")
    stack.pop().end = end


def _show(element: Element) -> str:
    return " ".join(f'{key}="{value}"' for key, value in element.attributes.items())


def parse(markup: str, name: str = "") -> Annotation:
    """Read the inline form. Raises AnnotationError for broken tags, ids or references."""
    text, found = elements(markup)
    _need_unique_ids(found)
    mentions = tuple(_mention(element, text) for element in found)
    return join(name, text, mentions, _links(found))


def _need_unique_ids(found: list[Element]) -> None:
    seen: set[str] = set()
    for element in found:
        name = element.attributes.get("id", "")
        if not name or name in seen:
            state = "缺少 id" if not name else f"id 重复：{name}"
            raise AnnotationError(f"<{element.tag}> {state}，请给每个标签一个全文唯一的 id")
        seen.add(name)


def _mention(element: Element, text: str) -> Mention:
    attributes = element.attributes
    span = Span(element.start, element.end)
    return Mention(
        id=attributes["id"],
        label=LABEL_OF[element.tag],
        span=span,
        text=span.of(text),
        score=1.0,
        made_by=MADE_BY,
        kind=cast(Kind | None, attributes.get("kind") or None),
        norm=_unescape(attributes.get("norm", "")) or None,
        indicator=attributes.get("of") or None,
    )


def _unescape(value: str) -> str:
    return value.replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&")


def _links(found: list[Element]) -> dict[str, Links]:
    return {
        element.attributes["id"]: Links(
            tuple(element.attributes.get("d", "").split()),
            tuple(_agency(pair) for pair in element.attributes.get("a", "").split()),
        )
        for element in found
        if element.tag == "T"
    }


def _agency(pair: str) -> tuple[str, str]:
    name, _, role = pair.partition(":")
    return name, role


def render(annotation: Annotation) -> str:
    """Write the inline form; `parse(render(a))` gives `a` back."""
    openers: dict[int, list[Mention]] = {}
    closers: dict[int, list[Mention]] = {}
    for mention in sorted(annotation.mentions, key=lambda m: (m.span.start, -m.span.end, m.label != "TARGET")):
        openers.setdefault(mention.span.start, []).append(mention)
        closers.setdefault(mention.span.end, []).insert(0, mention)
    links = links_of(annotation)
    parts, at = [], 0
    for here in sorted(openers.keys() | closers.keys()):
        parts.append(annotation.text[at:here])
        parts.extend(f"</{_TAG_OF[mention.label]}>" for mention in closers.get(here, ()))
        parts.extend(_open_tag(mention, links.get(mention.id, Links())) for mention in openers.get(here, ()))
        at = here
    parts.append(annotation.text[at:])
    return "".join(parts)


def _open_tag(mention: Mention, links: Links) -> str:
    attributes = [("id", mention.id)]
    if mention.label == "TARGET":
        attributes.append(("d", " ".join(links.deadlines)))
        attributes.append(("a", " ".join(f"{name}:{role}" for name, role in links.agencies)))
    elif mention.label == "VALUE":
        attributes += [
            ("of", mention.indicator or ""),
            ("kind", mention.kind or ""),
            ("norm", mention.norm or ""),
        ]
    elif mention.label == "DEADLINE":
        attributes.append(("norm", mention.norm or ""))
    return f"<{_TAG_OF[mention.label]} " + " ".join(f'{key}="{value}"' for key, value in attributes) + ">"
