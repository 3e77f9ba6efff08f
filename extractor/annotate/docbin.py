"""Annotations as a spaCy DocBin: one token a character, spans in `doc.spans["zhengce"]`."""

from collections.abc import Iterable, Iterator
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin
from spacy.tokens import Span as SpacySpan

from extractor.annotate.links import MADE_BY, Links, join, links_of
from extractor.types import Annotation, Mention, Span

SPANS_KEY = "zhengce"
_DATA_KEY = "zhengce_annotation"


def to_docbin(annotations: Iterable[Annotation]) -> bytes:
    """Return a serialised DocBin; attributes and links travel in `doc.user_data`."""
    nlp = spacy.blank("zh")
    store = DocBin(store_user_data=True)
    for annotation in annotations:
        store.add(_doc(nlp.vocab, annotation))
    return store.to_bytes()


def from_docbin(data: bytes) -> Iterator[Annotation]:
    """Read annotations back from a DocBin that `to_docbin` made."""
    nlp = spacy.blank("zh")
    for doc in DocBin(store_user_data=True).from_bytes(data).get_docs(nlp.vocab):
        yield _annotation(doc)


def _doc(vocab: Any, annotation: Annotation) -> Doc:
    doc = Doc(vocab, words=list(annotation.text), spaces=[False] * len(annotation.text))
    doc.spans[SPANS_KEY] = [
        SpacySpan(doc, mention.span.start, mention.span.end, label=mention.label, span_id=mention.id)
        for mention in annotation.mentions
    ]
    doc.user_data[_DATA_KEY] = {
        "name": annotation.name,
        "date": annotation.date,
        "attributes": {m.id: [m.norm, m.kind, m.indicator] for m in annotation.mentions},
        "links": {
            name: [list(link.deadlines), [list(a) for a in link.agencies]]
            for name, link in links_of(annotation).items()
        },
    }
    return doc


def _annotation(doc: Doc) -> Annotation:
    data = doc.user_data[_DATA_KEY]
    mentions = []
    for span in doc.spans[SPANS_KEY]:
        norm, kind, indicator = data["attributes"].get(span.id_, (None, None, None))
        place = Span(span.start_char, span.end_char)
        mentions.append(Mention(span.id_, span.label_, place, place.of(doc.text), 1.0, MADE_BY, kind, norm, indicator))
    links = {
        name: Links(tuple(deadlines), tuple((agency, role) for agency, role in agencies))
        for name, (deadlines, agencies) in data["links"].items()
    }
    return join(data["name"], doc.text, tuple(mentions), links, data.get("date"))
