"""The rule recogniser: a straight line through the label modules."""

from collections.abc import Iterable, Iterator

from extractor.recognise.rules import agencies
from extractor.recognise.rules.clauses import Clause, blank_quotes, blank_titles, clauses
from extractor.recognise.rules.deadlines import in_cell, in_field, in_heading, opens_before, times
from extractor.recognise.rules.found import Found
from extractor.recognise.rules.joins import join
from extractor.recognise.rules.merge import merge
from extractor.recognise.rules.reading import Reading, Text, read
from extractor.types import Document, Mention, Policy, Sentence

PERIODS = ("tasks", "goals", "principle")
"""Functions of sections whose heading names the period of what stands under it."""


class RuleRecogniser:
    """Finds mentions by patterns and word lists (data folder); `sha256` is None: the version says it."""

    name: str = "rules"
    sha256: str | None = None

    def recognise(self, document: Document, policy: Policy, sentences: tuple[Sentence, ...]) -> tuple[Mention, ...]:
        """Return mentions by start (longer first) with ids m1…; norms are left to the normaliser.

        `sentences` are those of `policy`, in text order. Roles, kinds and links are set where
        the form of the text says them.
        """
        plain = blank_titles(document.plain)
        text = Text(plain, blank_quotes(plain), int(policy.date[:4]) if policy.date else None)
        cells = frozenset(one.block for one in sentences if document.blocks[one.block].kind == "cell")
        lists = agencies.groups(text.quiet, sentences, cells)
        found = list(agencies.in_groups(text.quiet, lists))
        for start, end in lists:
            found += times(text.plain, start, end, text.year).ahead
        planned = {section.id for section in policy.sections if section.function in PERIODS}
        for sentence in sentences:
            if sentence.heading:
                found += in_heading(text.plain, *sentence.span, text.year, sentence.section in planned)
            elif sentence.block in cells:
                found += in_cell(text.plain, *sentence.span, text.year)
        found += _commitments(text, clauses(text.plain, policy, sentences, lists))
        return merge(found, document)


def _commitments(text: Text, every: Iterable[Clause]) -> Iterator[Found]:
    """Return what the clauses hold; a time counts only where its sentence has a TARGET, or in a field of its own."""
    readings = list(_readings(text, every))
    yield from join(text.plain, readings)
    busy = {reading.clause.sentence for reading in readings if reading.goal}
    for reading in readings:
        yield from reading.slots
        of_field = in_field(text.plain, reading.times)
        yield from of_field
        if reading.clause.sentence in busy and not of_field:
            yield from reading.times


def _readings(text: Text, every: Iterable[Clause]) -> Iterator[Reading]:
    carried: tuple[int, int] | None = None
    sentence, past = -1, False
    for clause in every:
        if clause.kind == "heading":
            continue
        if clause.sentence != sentence:
            carried, sentence = None, clause.sentence
            past = opens_before(text.plain, clause.start, clause.end, text.year)
        reading = read(text, clause._replace(kind="silent") if past else clause, carried)
        carried = next((one.link for one in reversed(reading.slots) if one.link), carried)
        yield reading
