"""All counts of a comparison in one value that adds up over documents."""

from collections.abc import Mapping
from dataclasses import dataclass

from extractor.score import attributes as _attributes
from extractor.score import mentions as _mentions
from extractor.score import records as _records
from extractor.score.counts import Counts, macro, total
from extractor.types import LABELS, Annotation

Group = Mapping[str, Counts]
Plain = dict[str, float | int | None]
GROUPS = ("strict", "overlap", "attributes", "records")


@dataclass(frozen=True, slots=True)
class Score:
    """Counts by group: `strict` and `overlap` by label, `attributes`, `records` by slot."""

    documents: int
    strict: Group
    overlap: Group
    attributes: Group
    records: Group

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.documents + other.documents,
            *(_add(getattr(self, group), getattr(other, group)) for group in GROUPS),
        )


NOTHING = Score(
    0,
    dict.fromkeys(LABELS, Counts()),
    dict.fromkeys(LABELS, Counts()),
    dict.fromkeys(_attributes.ATTRIBUTES, Counts()),
    dict.fromkeys(("target", *_records.SLOTS), Counts()),
)


def score(gold: Annotation, predicted: Annotation) -> Score:
    """Compare one prediction with its gold annotation."""
    return Score(
        1,
        _mentions.strict(gold.mentions, predicted.mentions),
        _mentions.overlap(gold.mentions, predicted.mentions),
        _attributes.attributes(gold, predicted),
        _records.records(gold, predicted),
    )


def micro(group: Group) -> Counts:
    """Add up a group over its labels."""
    return total(group.values())


def slot_macro(result: Score) -> float | None:
    """Return the mean F1 of the three slots of records."""
    return macro(result.records[slot] for slot in _records.SLOTS)


def figures(result: Score) -> dict[str, float]:
    """Return the headline figures, `group.name` → F1 from 0 to 1; those over nothing are left out."""
    named = {f"{group}.{name}": counts.f1 for group in GROUPS for name, counts in getattr(result, group).items()}
    named |= {"strict.micro": micro(result.strict).f1, "overlap.micro": micro(result.overlap).f1}
    named["records.macro"] = slot_macro(result)
    return {name: figure for name, figure in named.items() if figure is not None}


def plain(result: Score) -> dict[str, dict[str, Plain]]:
    """Return every count and ratio as plain values for JSON."""
    rows = {group: {name: _plain(counts) for name, counts in getattr(result, group).items()} for group in GROUPS}
    rows["strict"]["micro"] = _plain(micro(result.strict))
    rows["overlap"]["micro"] = _plain(micro(result.overlap))
    rows["records"]["macro"] = {"f1": _rounded(slot_macro(result))}
    return rows


def _plain(counts: Counts) -> Plain:
    return {
        "precision": _rounded(counts.precision),
        "recall": _rounded(counts.recall),
        "f1": _rounded(counts.f1),
        "tp": counts.tp,
        "fp": counts.fp,
        "fn": counts.fn,
    }


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 4)


def _add(left: Group, right: Group) -> Group:
    return {name: left[name] + right[name] for name in left}
