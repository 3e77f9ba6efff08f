"""Gold files, and predictions in the same form as gold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from extractor.annotate import forms
from extractor.errors import AnnotationError, UnreadableError
from extractor.lang.gaps import Gaps
from extractor.structure import unwrap
from extractor.types import Annotation, Document, Mention, Policy, Record, Result, Sentence


def find(paths: Sequence[Path]) -> list[Path]:
    """Return the annotation files (`*.xml`, stand-off `*.jsonl`) named or in the folders named, sorted, each once.

    Raises UnreadableError for a path that is missing, and when nothing is found.
    """
    found: set[Path] = set()
    for path in paths:
        if path.is_dir():
            found.update(forms.files_of(path))
        elif path.is_file():
            found.add(path)
        else:
            raise UnreadableError(f"没有文件或文件夹“{path}”，请检查路径")
    if not found:
        raise UnreadableError(f"在“{'、'.join(map(str, paths))}”里没有标注文件（*.xml、*.jsonl），请换一个文件夹")
    return sorted(found)


def load(path: Path, corpus: Path | None = None) -> Iterator[Annotation]:
    """Read a gold file, a stand-off one with its texts under `corpus`; AnnotationError names what is broken."""
    try:
        yield from forms.read(path, corpus)
    except UnicodeDecodeError as error:
        raise AnnotationError(f"{path}：{error}") from error


def fingerprint(paths: Sequence[Path]) -> str:
    """Return one sha256 over names and bytes of the gold files, whatever folder they lie in."""
    digest = sha256()
    for path in sorted(paths, key=lambda path: path.name):
        digest.update(path.name.encode("utf-8") + b"\0" + sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def pool(result: Result, name: str = "") -> Annotation:
    """Return all documents of a result as one annotation; ids get their document's id in front."""
    mentions = tuple(_prefixed(mention, policy) for policy in result.documents for mention in policy.mentions)
    records = tuple(_renamed(record, policy) for policy in result.documents for record in policy.records)
    return Annotation(name, result.text, mentions, records)


def _prefixed(mention: Mention, policy: Policy) -> Mention:
    indicator = f"{policy.id}/{mention.indicator}" if mention.indicator else None
    return replace(mention, id=f"{policy.id}/{mention.id}", indicator=indicator)


def _renamed(record: Record, policy: Policy) -> Record:
    def name(old: str) -> str:
        return f"{policy.id}/{old}"

    return replace(
        record,
        id=name(record.id),
        target=name(record.target),
        deadlines=tuple(replace(slot, mention=name(slot.mention)) for slot in record.deadlines),
        agencies=tuple(replace(slot, mention=name(slot.mention)) for slot in record.agencies),
        metrics=tuple(
            replace(
                metric,
                value=name(metric.value),
                indicator=name(metric.indicator) if metric.indicator else None,
            )
            for metric in record.metrics
        ),
    )


def gold_recogniser(gold: Annotation, document: Document) -> "GoldRecogniser":
    """Return what recognises the mentions of `gold` in its document, whose lines a page's width may break."""
    read, spans = unwrap(document)
    gaps = Gaps(spans)
    moved = ((mention, gaps.inward(mention.span)) for mention in gold.mentions)
    return GoldRecogniser(tuple(replace(mention, span=span, text=span.of(read.text)) for mention, span in moved))


@dataclass(slots=True)
class GoldRecogniser:
    """Recognises exactly the gold mentions, so that normalising and assembling are measured alone.

    They count the characters of the text as it is read. Norms and links are taken off; `kind`, which a recogniser
    gives, stays.
    """

    mentions: tuple[Mention, ...]
    name: str = "gold"
    sha256: str | None = None

    def recognise(self, document: Document, policy: Policy, sentences: tuple[Sentence, ...]) -> tuple[Mention, ...]:
        """Return the gold mentions of one policy by start, longer first."""
        inside = (
            replace(mention, norm=None, indicator=None)
            for mention in self.mentions
            if policy.span.contains(mention.span)
        )
        return tuple(sorted(inside, key=lambda m: (m.span.start, -m.span.end)))
