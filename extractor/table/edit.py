"""A document's records, changed by a person: new slots and mentions say `person`, with score 1.0."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractor.export.names import NOT_IN_TEXT
from extractor.export.rows import written
from extractor.lang.fold import fold
from extractor.normalise import normalise
from extractor.types import (
    AgencySlot,
    DeadlineSlot,
    Document,
    Label,
    Mention,
    Policy,
    Record,
    Result,
    Role,
    Section,
    Span,
)

PERSON = "person"
_STOP = re.compile(r"[。\n]")


class Editor:
    """Collects the changes to one document; `policy` gives the changed one."""

    def __init__(self, result: Result, policy: Policy) -> None:
        self._result, self._policy = result, policy
        self.plain = fold(result.text)
        self._mentions = {mention.id: mention for mention in policy.mentions}
        self.records = {record.id: record for record in policy.records}

    def policy(self) -> Policy:
        """Return the document with its changes, mentions and records in text order; unchanged, the same value."""
        before = tuple(self._mentions.values()), tuple(self.records.values())
        if before == (self._policy.mentions, self._policy.records):
            return self._policy
        mentions = sorted(self._mentions.values(), key=lambda mention: mention.span.start)
        records = sorted(self.records.values(), key=lambda record: self._mentions[record.target].span.start)
        return replace(self._policy, mentions=tuple(mentions), records=tuple(records))

    def target(self, record: str) -> Mention:
        """Return the TARGET of a record."""
        return self._mentions[self.records[record].target]

    def names(self) -> list[str]:
        """Return how the document writes its agencies."""
        return [mention.text for mention in self._mentions.values() if mention.label == "AGENCY" and mention.text]

    def find(self, words: str, near: Span | None = None) -> Span | None:
        """Return where words stand: in the section of `near` first, then anywhere in the document."""
        wanted = fold(words.strip())
        section = self._section(near.start) if near else None
        for within in (*([section.span] if section else []), self._policy.span):
            at = self.plain.find(wanted, *within) if wanted else -1
            if at >= 0:
                return Span(at, at + len(wanted))
        return None

    def has_target(self, span: Span) -> bool:
        """Say whether a record's TARGET shares text with a span."""
        return any(self.target(record).span.overlaps(span) for record in self.records)

    def add_record(self, span: Span, like: Record | None = None) -> str:
        """Make a record of a stretch of text, with the slots of another; return its id."""
        mention = self._add("TARGET", Span(span.start, span.start + len(span.of(self.plain).rstrip("。;,. "))))
        ident = _free(self.records)
        section = self._section(span.start)
        agencies = tuple(replace(slot, inherited_from="document", score=1.0) for slot in like.agencies) if like else ()
        deadlines = (
            tuple(replace(slot, inherited_from="document", score=1.0) for slot in like.deadlines) if like else ()
        )
        self.records[ident] = Record(ident, mention.id, section.id if section else "", deadlines, agencies)
        return ident

    def drop_record(self, record: str) -> None:
        """Take a record away with its TARGET; what else was found in the text stays."""
        del self._mentions[self.records.pop(record).target]

    def drop_metrics(self, record: str) -> None:
        """Take away what a record promises in numbers."""
        kept = tuple(metric for metric in self.records[record].metrics if metric.kind == "actual")
        self.records[record] = replace(self.records[record], metrics=kept)

    def drop_agencies(self, record: str, role: Role, names: Sequence[str]) -> None:
        """Take agencies out of a role, by how the text writes them or by canonical name."""
        kept = (
            slot
            for slot in self.records[record].agencies
            if slot.role != role or not {written(self._mentions[slot.mention]), slot.name} & set(names)
        )
        self.records[record] = replace(self.records[record], agencies=tuple(kept))

    def add_agency(self, record: str, role: Role, name: str) -> bool:
        """Give a record an agency; return whether the text has that name."""
        mention = self._mention("AGENCY", name, self.target(record).span)
        mention = self._mentions[mention.id] = replace(mention, role=role)
        slot = AgencySlot(mention.id, role, mention.norm or name, self._inherited(record, mention))
        self.records[record] = replace(self.records[record], agencies=(*self.records[record].agencies, slot))
        return mention.span.width > 0

    def drop_deadlines(self, record: str, texts: Sequence[str]) -> None:
        """Take deadlines away, and from the metrics that were bound to one of them."""
        old = self.records[record]
        gone = {slot.mention for slot in old.deadlines if (written(self._mentions[slot.mention]) or slot.norm) in texts}
        metrics = tuple(replace(one, stage=None) if one.stage in gone else one for one in old.metrics)
        kept = tuple(slot for slot in old.deadlines if slot.mention not in gone)
        self.records[record] = replace(old, deadlines=kept, metrics=metrics)

    def add_deadline(self, record: str, text: str) -> bool:
        """Give a record a deadline; return whether the text has those words."""
        mention = self._mention("DEADLINE", text, self.target(record).span)
        slot = DeadlineSlot(mention.id, mention.norm or "unresolved", self._inherited(record, mention))
        self.records[record] = replace(self.records[record], deadlines=(*self.records[record].deadlines, slot))
        return mention.span.width > 0

    def _inherited(self, record: str, mention: Mention) -> str | None:
        target = self.target(record).span
        if target.contains(mention.span) and mention.span.width:
            return None
        low, high = sorted((target, mention.span))
        same = mention.span.width and not _STOP.search(self.plain, low.end, max(low.end, high.start))
        return "sentence" if same else "document"

    def _mention(self, label: Label, words: str, near: Span) -> Mention:
        """Return the mention of that wording nearest to `near`, made if need be; it is a person's now."""
        known = [m for m in self._mentions.values() if m.label == label and m.text == words]
        if known:
            best = min(known, key=lambda mention: abs(mention.span.start - near.start))
            self._mentions[best.id] = replace(best, made_by=PERSON, score=1.0)
            return self._mentions[best.id]
        span = self.find(words, near)
        return self._add(label, span) if span else self._add_foreign(label, words, near)

    def _add(self, label: Label, span: Span) -> Mention:
        mention = Mention(_free(self._mentions), label, span, span.of(self._result.text), 1.0, PERSON)
        return self._keep(self._normal(mention, self._result.text, self._policy))

    def _add_foreign(self, label: Label, words: str, near: Span) -> Mention:
        """Keep words that the text does not have: an empty span behind the TARGET, the words as norm."""
        whole = Span(0, len(words))
        bare = replace(self._policy, span=whole, sections=(), mentions=(), records=())
        normal = self._normal(Mention("", label, whole, words, 1.0, PERSON), words, bare)
        place = Span(near.end, near.end)
        note = f"{NOT_IN_TEXT}：{words}"
        return self._keep(replace(normal, id=_free(self._mentions), span=place, text="", note=note))

    def _keep(self, mention: Mention) -> Mention:
        self._mentions[mention.id] = mention
        return mention

    def _normal(self, mention: Mention, text: str, policy: Policy) -> Mention:
        document = Document(self._result.source, text, fold(text), ())
        return normalise((mention,), document, policy)[0]

    def _section(self, at: int) -> Section | None:
        """Return the innermost section at a place."""
        inside = [section for section in self._policy.sections if section.span.start <= at < section.span.end]
        return inside[-1] if inside else None


def _free(taken: Iterable[str]) -> str:
    known, number = set(taken), 1
    while f"p{number}" in known:
        number += 1
    return f"p{number}"
