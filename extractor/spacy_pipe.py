"""The spaCy component: `spacy.blank("zh").add_pipe("zhengce")`.

It fills `doc.spans["zhengce"]` and, where no entity stands yet, `doc.ents`, and sets

    doc._.policy_records    list of dicts, one a TARGET, with the texts of what binds it
    doc._.policy_mentions   dict, id → everything known of a mention
    doc._.policies          list of dicts: metadata and sections of each policy in the text
    doc._.policy            the first of them, or None
    doc._.policy_status     "ok", "partial" or "failed"; doc._.policy_issues says why
    span._.policy_norm, span._.policy_kind, span._.policy_score

All of it is plain JSON data in `doc.user_data["zhengce"]`, so `DocBin(store_user_data=True)` keeps it.
A mention's id (`span.id_`, and wherever records name it) is "policy id/mention id".
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple, Self

import msgspec
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from extractor.recognise.base import default_recogniser
from extractor.types import Mention, Policy, Record, Result

SPANS_KEY = DATA_KEY = "zhengce"
_NO_START = 2**64 - 1  # -1 as spaCy's unsigned attribute: not a sentence's first token
_DOC_EXTENSIONS = {
    "policy_records": "records",
    "policy_mentions": "mentions",
    "policies": "policies",
    "policy_status": "status",
    "policy_issues": "issues",
}


@dataclass(frozen=True, slots=True)
class PolicyExtractor:
    """The pipe itself: takes a Doc of any tokenizer, gives it back filled; `doc.text` never changes."""

    recogniser: str = field(default_factory=default_recogniser)
    date: str | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Extract from `doc.text`. A text that cannot be read leaves the Doc empty, with its issues."""
        from extractor.pipeline import extract_text  # noqa: PLC0415  spaCy loads this module at every start

        result = extract_text(doc.text, recogniser=self.recogniser, date=self.date)
        mentions = {f"{policy.id}/{mention.id}": mention for policy in result.documents for mention in policy.mentions}
        _split_tokens(doc, {edge for mention in mentions.values() for edge in mention.span})
        spans = [span for name, mention in mentions.items() if (span := _span(doc, name, mention))]
        doc.spans[SPANS_KEY] = spans
        _add_entities(doc, [span for span in spans if span.label_ != "TARGET"])
        doc.user_data[DATA_KEY] = _data(result, mentions)
        return doc


@Language.factory("zhengce", default_config={"recogniser": None, "date": None})
def create(
    nlp: Language,
    name: str,
    recogniser: str | None = None,
    date: str | None = None,
) -> PolicyExtractor:
    """Make the component. `date` (YYYY[-MM[-DD]]) anchors relative deadlines where a text has no date."""
    return PolicyExtractor(recogniser or default_recogniser(), date)


def _split_tokens(doc: Doc, edges: Iterable[int]) -> None:
    """Split the tokens that have an edge inside; span groups that are there keep their characters."""
    starts = [token.idx for token in doc]
    cuts: dict[int, list[int]] = defaultdict(list)
    for edge in sorted(edges):
        index = bisect_right(starts, edge) - 1
        if index >= 0 and 0 < edge - starts[index] < len(doc[index]):
            cuts[index].append(edge - starts[index])
    if not cuts:
        return
    groups = {key: [_Frozen.of(span) for span in group] for key, group in doc.spans.items()}
    with doc.retokenize() as retokenizer:
        for index, inner in cuts.items():
            token = doc[index]
            parts = [token.text[a:b] for a, b in zip([0, *inner], [*inner, len(token)], strict=True)]
            retokenizer.split(token, parts, _heads(token, len(parts)), _attributes(token, len(parts)))
    for key, group in groups.items():
        doc.spans[key] = [span for frozen in group if (span := frozen.thaw(doc))]


class _Frozen(NamedTuple):
    """A span in characters: its token positions change when tokens are split."""

    start: int
    end: int
    label: int
    kb_id: int
    id: int

    @classmethod
    def of(cls, span: Span) -> Self:
        return cls(span.start_char, span.end_char, span.label, span.kb_id, span.id)

    def thaw(self, doc: Doc) -> Span | None:
        return doc.char_span(self.start, self.end, self.label, self.kb_id, span_id=self.id)


def _heads(token: Token, parts: int) -> list[Any]:
    """The first part keeps the token's head, the others hang on it; without a parse each is its own."""
    if not token.doc.has_annotation("DEP"):
        return [(token, number) for number in range(parts)]
    first = (token, 0) if token.head.i == token.i else token.head
    return [first, *[(token, 0)] * (parts - 1)]


def _attributes(token: Token, parts: int) -> dict[str | int, list[Any]]:
    """Parts inherit the token's annotation; spaCy would leave in them what stood there before."""
    attributes: dict[str | int, list[Any]] = {
        "TAG": [token.tag] * parts,
        "POS": [token.pos] * parts,
        "DEP": [token.dep] * parts,
        "MORPH": [str(token.morph)] * parts,
    }
    if token.doc.has_annotation("SENT_START"):
        attributes["SENT_START"] = [int(bool(token.is_sent_start)) or _NO_START, *[_NO_START] * (parts - 1)]
    return attributes


def _span(doc: Doc, name: str, mention: Mention) -> Span | None:
    start, end = mention.span
    return doc.char_span(start, end, mention.label, span_id=name, alignment_mode="expand")


def _add_entities(doc: Doc, spans: list[Span]) -> None:
    taken = {token.i for entity in doc.ents for token in entity}
    free = [span for span in spans if taken.isdisjoint(range(span.start, span.end))]
    doc.set_ents([*doc.ents, *free])


def _data(result: Result, mentions: dict[str, Mention]) -> dict[str, Any]:
    return {
        "status": result.status,
        "issues": _plain(result.issues),
        "policies": [_metadata(policy) for policy in result.documents],
        "mentions": {name: _mention(name, mention) for name, mention in mentions.items()},
        "records": [_record(policy, record, mentions) for policy in result.documents for record in policy.records],
    }


def _mention(name: str, mention: Mention) -> dict[str, Any]:
    data: dict[str, Any] = _plain(mention)
    policy = name.partition("/")[0]
    return data | {"id": name, "indicator": mention.indicator and f"{policy}/{mention.indicator}"}


def _metadata(policy: Policy) -> dict[str, Any]:
    data: dict[str, Any] = _plain(policy)
    return {key: value for key, value in data.items() if key not in ("mentions", "records")}


def _record(policy: Policy, record: Record, mentions: dict[str, Mention]) -> dict[str, Any]:
    def named(name: str | None) -> tuple[str | None, str | None]:
        return (f"{policy.id}/{name}", mentions[f"{policy.id}/{name}"].text) if name else (None, None)

    data: dict[str, Any] = _plain(record)
    data |= {"id": f"{policy.id}/{record.id}", "policy": policy.id}
    data["target"], data["text"] = named(record.target)
    for slot in (*data["deadlines"], *data["agencies"]):
        slot["mention"], slot["text"] = named(slot["mention"])
    for metric in data["metrics"]:
        metric["value"], metric["value_text"] = named(metric["value"])
        metric["indicator"], metric["indicator_text"] = named(metric["indicator"])
    return data


def _plain(value: object) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value))


def _stored(part: str, doc: Doc) -> Any:
    return _with_lists(doc.user_data.get(DATA_KEY, {}).get(part))


def _with_lists(value: Any) -> Any:
    """DocBin gives tuples for the lists that it was given."""
    if isinstance(value, dict):
        return {key: _with_lists(item) for key, item in value.items()}
    return [_with_lists(item) for item in value] if isinstance(value, list | tuple) else value


def _first_policy(doc: Doc) -> dict[str, Any] | None:
    return next(iter(_stored("policies", doc) or ()), None)


def _of_mention(field: str, span: Span) -> Any:
    return span.doc.user_data.get(DATA_KEY, {}).get("mentions", {}).get(span.id_, {}).get(field)


def _register() -> None:
    for name, part in _DOC_EXTENSIONS.items():
        Doc.set_extension(name, getter=partial(_stored, part), force=True)
    Doc.set_extension("policy", getter=_first_policy, force=True)
    for part in ("norm", "kind", "score"):
        Span.set_extension(f"policy_{part}", getter=partial(_of_mention, part), force=True)


_register()
