"""A document with what its rows look up."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from extractor.export.sentences import Sentences
from extractor.lang.fold import fold
from extractor.table.checks import Reasons
from extractor.table.remarks import pattern
from extractor.table.titles import repeats
from extractor.types import Mention, Place, Policy, Result, Section, Span


@dataclass(frozen=True, slots=True)
class Source:
    """One document of the file that is number `at` (from 1); `headings` are those over a section, itself last.

    `worded` are the ids of sections whose heading holds a TARGET: it is the task, and names none.
    """

    at: int
    result: Result
    policy: Policy
    plain: str
    reasons: Reasons
    sentences: Sentences
    mentions: Mapping[str, Mention]
    headings: Mapping[str, tuple[Section, ...]]
    worded: frozenset[str]

    @property
    def name(self) -> str:
        """Title and number of the document; the file's name when it has no title."""
        number = f"（{self.policy.doc_number}）" if self.policy.doc_number else ""
        return (self.policy.title or PurePath(self.result.source.path).stem) + number

    def words(self, spans: Iterable[Span]) -> tuple[str, ...]:
        """Return the text of spans."""
        return tuple(span.of(self.result.text) for span in spans)

    def parent(self, section: Section) -> Section:
        """Return the section with the heading next above a section's own; itself where there is none."""
        return self.headings[section.id][-2:][0]

    def _inner(self, section: Section) -> list[Section]:
        """Return the headings over a section without that which repeats the title of the document."""
        return [one for one in self.headings[section.id] if not repeats(self.policy.title, one.title)]

    def place(self, section: Section) -> tuple[tuple[str, ...], str]:
        """Return the headings over a row, and the title of its task: that of the nearest heading with words.

        The title of the document itself is none of them; where only one heading is left, it serves as both, in
        the title without how many tasks stand under it.
        """
        path = [one for one in self._inner(section) if one.title and one.id not in self.worded]
        if not path:
            return (), ""
        above = path[:-1] or path
        counted = pattern("count").search(fold(path[-1].title))
        title = path[-1].title[: counted.start()] if counted else path[-1].title
        return tuple(one.number + one.title for one in above), title

    def basis(self, section: Section, place: Place | None) -> str:
        """Return 二、（四）1. or, without numbers, the nearest heading; with the page where the file has pages."""
        path = self._inner(section)
        numbers = "".join(one.number for one in path) or "".join(one.title for one in path[-1:])
        page = f"第{place.page}页" if place and place.page else ""
        return "，".join(part for part in (numbers, page) if part)


def source_of(at: int, result: Result, policy: Policy, plain: str, reasons: Reasons) -> Source:
    """Prepare a document; `plain` is the folded text of its file."""
    paths: dict[str, tuple[Section, ...]] = {}
    for section in policy.sections:
        path = paths.get(section.parent or "", ())
        paths[section.id] = (*path, section) if section.heading is not None else path
    mentions = {mention.id: mention for mention in policy.mentions}
    targets = sorted(mention.span.start for mention in policy.mentions if mention.label == "TARGET")
    worded = frozenset(one.id for one in policy.sections if one.heading and _holds(targets, one.heading))
    return Source(at, result, policy, plain, reasons, Sentences(result.text, plain), mentions, paths, worded)


def _holds(starts: Sequence[int], span: Span) -> bool:
    at = bisect_left(starts, span.start)
    return at < len(starts) and starts[at] < span.end
