"""Text that a page keeps in its scripts: JSON, string literals, templates; for pages that show nothing without them."""

import html
import json
import re
from collections.abc import Iterator
from contextlib import suppress

from extractor.read.page import facts

_OPEN = re.compile(r"<(script|template|textarea)\b([^<>]*)>", re.I)
_MARKUP = re.compile(r"""type\s*=\s*["']?text/(?:html|x-\w+|template|ng-template)""", re.I)
_STRING = re.compile(r""""((?:[^"\\\n]|\\.)*+)"?|'((?:[^'\\\n]|\\.)*+)'?|`([^`]*+)`?""", re.S)
_TAG = re.compile(r"</?([a-z][a-z0-9]*)\b[^<>]*>", re.I)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TITLE = re.compile(r"<title\b[^<>]*>([^<]*)<", re.I)
SHORTEST = 5
LEAST = 200
"""So many Chinese characters make a document worth digging out, and `SHORTEST` a title."""


def embedded(source: str, shown: int) -> str | None:
    """Return a page of the longest text in the scripts of a page that shows only `shown` Chinese characters.

    None where the scripts hold no text that is much longer than what is shown.
    """
    elements = [_texts(*element) for element in _elements(source)]
    best, others = max(((text, texts) for texts in elements for text in texts), key=_size, default=("", []))
    if count(best) < max(LEAST, 3 * shown):
        return None
    match = _TITLE.search(source)
    title = html.unescape(match[1]) if match else ""
    heading = max((text for text in others if count(text) >= SHORTEST and text in title), key=len, default="")
    head = f"<head><title>{html.escape(title)}</title></head>"
    return f"<html>{head}<body><h1>{html.escape(heading)}</h1>{_page(best)}</body></html>"


def _size(found: tuple[str, list[str]]) -> int:
    return count(found[0])


def _elements(source: str) -> Iterator[tuple[str, str, str]]:
    """Yield tag, attributes and content of the elements whose content is not shown as it stands."""
    lower, at = source.lower(), 0
    unclosed: set[str] = set()
    while match := _OPEN.search(source, at):
        tag, at = match[1].lower(), match.end()
        end = -1 if tag in unclosed else lower.find(f"</{tag}", at)
        if end < 0:
            unclosed.add(tag)
        else:
            yield tag, match[2], source[at:end]
            at = end


def count(text: str) -> int:
    """Return how many Chinese characters there are."""
    return len(_HAN.findall(text))


def _texts(tag: str, attributes: str, body: str) -> list[str]:
    """Return the texts in one element: itself if it is markup, else its string literals."""
    if tag == "textarea":
        return [html.unescape(body)]
    if tag == "template" or _MARKUP.search(attributes):
        return [body]
    return [_plain(next(filter(None, match.groups()), "")) for match in _STRING.finditer(body)]


def _plain(literal: str) -> str:
    """Undo the escapes of a string literal; what is no literal stays as it is."""
    for text in (literal, literal.replace("\\'", "'").replace('"', '\\"').replace("\n", "\\n")):
        with suppress(ValueError):
            return str(json.loads(f'"{text}"', strict=False))
    return literal


def _page(text: str) -> str:
    """Return markup as it is, once unescaped where it was escaped; of plain text one paragraph a line."""
    for markup in (text, html.unescape(text)):
        if any(match[1].lower() in facts()["blocks"] or match[1].lower() == "br" for match in _TAG.finditer(markup)):
            return markup
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines())
