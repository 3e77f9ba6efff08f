"""Sections from the heading tree: they nest, and cover the policy's span without a gap."""

import re
from bisect import bisect_left
from collections import Counter

from extractor.structure.attachments import Attachment, Spans, is_inside
from extractor.structure.headings import DUTIES, Title, find_title
from extractor.structure.lines import Extent
from extractor.structure.markers import ATTACHMENT, Marker, find_markers
from extractor.structure.sequence import accept
from extractor.structure.tree import Node, nest
from extractor.structure.unnumbered import find_unnumbered
from extractor.types import Section, Span

_MOST = 0.6
_LINE_BREAK = re.compile(r"\s*\n\s*")


def find_numbers(extent: Extent) -> list[Marker]:
    """Return the numbers of a policy that open headings or items, and its headings without number."""
    plain, lines = extent.plain, extent.lines
    return accept(plain, sorted([*find_markers(plain, lines), *find_unnumbered(plain, lines)]))


def build(extent: Extent, numbers: list[Marker], attachments: list[Attachment], lists: Spans) -> tuple[Section, ...]:
    """Return the sections of a policy in text order, parents first; functions are left open.

    Attachments are sections of level 1; numbers in `lists`, which only name some, open nothing.
    """
    text, span = extent.text, extent.span
    markers = [one for one in numbers if not is_inside(lists, one.start)]
    nodes = nest(_with_attachments(markers, attachments))
    titles = _agree(extent.plain, nodes, _find_titles(extent, nodes, attachments))
    first = nodes[0].marker.start if nodes else span.end
    sections = []
    if first > span.start or not nodes:
        sections.append(Section("s0", None, 0, "", "", Span(span.start, first)))
    ends = _ends(nodes, span.end)
    for index, (node, title) in enumerate(zip(nodes, titles, strict=True)):
        marker = node.marker
        sections.append(
            Section(
                id=f"s{index + 1}",
                parent=None if node.parent is None else f"s{node.parent + 1}",
                level=node.level,
                number=text[marker.start : marker.end].strip(),
                title=_LINE_BREAK.sub("", text[title.start : title.end]) if title else "",
                span=Span(marker.start, ends[index]),
                heading=Span(marker.start, title.stop if title else marker.end),
            )
        )
    return tuple(sections)


def _with_attachments(markers: list[Marker], attachments: list[Attachment]) -> list[Marker]:
    """Put attachments among the numbers; numbers inside an attachment's title open nothing."""
    merged = list(markers)
    for attachment in reversed(attachments):
        start = attachment.marker.start
        end = attachment.title[1] if attachment.title else attachment.marker.end
        left = bisect_left(merged, start, key=lambda marker: marker.start)
        right = bisect_left(merged, max(end, start + 1), key=lambda marker: marker.start)
        merged[left:right] = [attachment.marker]
    return merged


def _find_titles(extent: Extent, nodes: list[Node], attachments: list[Attachment]) -> list[Title | None]:
    titled = {attachment.marker.start: attachment.title for attachment in attachments}
    titles: list[Title | None] = []
    for index, node in enumerate(nodes):
        marker = node.marker
        following = nodes[index + 1] if index + 1 < len(nodes) else None
        limit = following.marker.start if following else extent.span.end
        has_children = following is not None and following.parent == index
        if marker.style == ATTACHMENT:
            span = titled[marker.start]
            titles.append(Title(span[0], span[1], span[1]) if span else None)
        elif marker.start == marker.end:
            end = extent.lines[marker.line].end
            titles.append(Title(marker.start, end, end))
        else:
            titles.append(find_title(extent.plain, marker.end, limit, marker.style, has_children))
    return titles


def _agree(plain: str, nodes: list[Node], titles: list[Title | None]) -> list[Title | None]:
    """Drop titles that their siblings speak against: a list of items without titles is content.

    Unsure titles go where most siblings have none or end theirs otherwise; any title goes that is
    the only one and the last of a list, when text on the next line belongs to the whole list.
    """
    listed, titled, run_in = (Counter[tuple[int | None, str]]() for _ in range(3))
    last: dict[tuple[int | None, str], int] = {}
    for index, (node, title) in enumerate(zip(nodes, titles, strict=True)):
        group = (node.parent, node.marker.style)
        listed[group] += 1
        titled[group] += title is not None
        run_in[group] += title is not None and title.stop > title.end
        last[group] = index
    kept: list[Title | None] = []
    for index, (node, title) in enumerate(zip(nodes, titles, strict=True)):
        group = (node.parent, node.marker.style)
        if title is None or node.marker.style == ATTACHMENT:
            kept.append(title)
            continue
        ends_list = last[group] == index and titled[group] == 1 < listed[group]
        follows_list = ends_list and title.stop > title.end and _line_ends(plain, title.stop)
        lonely = titled[group] <= listed[group] * _MOST
        unlike = title.stop > title.end and run_in[group] * 2 <= titled[group]
        kept.append(None if follows_list or (not title.sure and (lonely or unlike)) else title)
    return kept


def _line_ends(plain: str, at: int) -> bool:
    """Say whether a line ends at `at`, or behind a remark on duties that stands there."""
    remark = DUTIES.match(plain, at)
    return plain.startswith("\n", remark.end() if remark else at)


def _ends(nodes: list[Node], end: int) -> list[int]:
    """Return where each node's span ends: at the next node that is not under it."""
    ends = [end] * len(nodes)
    waiting: list[int] = []
    for index, node in enumerate(nodes):
        while waiting and nodes[waiting[-1]].level >= node.level:
            ends[waiting.pop()] = node.marker.start
        waiting.append(index)
    return ends
