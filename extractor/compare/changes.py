"""What differs between two rows that are the same task."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.audit.dates import last_day
from extractor.compare.modality import NAMES, cue, firmness, without_cues
from extractor.compare.numbers import number_changes
from extractor.compare.similar import dice
from extractor.export.names import ROLES
from extractor.export.rows import Row
from extractor.lang.fold import fold
from extractor.types import UNRESOLVED

Kind = Literal[
    "added", "dropped", "raised", "lowered", "measure", "number_added", "number_dropped", "earlier", "later",
    "frequency", "deadline", "deadline_added", "deadline_dropped", "lead", "roles", "harder", "softer", "reworded",
    "moved",
]  # fmt: skip
KINDS: dict[Kind, str] = {
    "added": "新增任务",
    "dropped": "删除任务",
    "raised": "数值提高",
    "lowered": "数值降低",
    "measure": "口径调整",
    "number_added": "增加数值",
    "number_dropped": "删去数值",
    "earlier": "时限提前",
    "later": "时限推后",
    "frequency": "频次调整",
    "deadline": "时限调整",
    "deadline_added": "增加时限",
    "deadline_dropped": "删去时限",
    "lead": "牵头调整",
    "roles": "分工调整",
    "harder": "语气加强",
    "softer": "语气放宽",
    "reworded": "文字改写",
    "moved": "章节调整",
}
"""Every kind of change in the order of display."""
_MARKS = re.compile(r"[\s\W_]+")
_YEAR = re.compile(r"(?:19|20)\d\d年")
_SAME_TITLE = 0.5


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; `old` and `new` are as written ("" where there is none), `note` the normalised reading."""

    kind: Kind
    old: str
    new: str
    note: str = ""


def changes(old: Row, new: Row) -> Iterator[Change]:
    """Yield the differences of two rows that are the same task, in the order of `KINDS`."""
    for kind, before, after, note in number_changes(old.metrics, new.metrics):
        yield Change(kind, before, after, note)
    yield from _deadlines(old, new)
    yield from _roles(old, new)
    modality = list(_modality(old, new))
    yield from modality
    bare = bool(modality)
    if _core(old, bare) != _core(new, bare):
        yield Change("reworded", old.target, new.target)
    before, after = _title(old), _title(new)
    if dice(fold(before), fold(after)) < _SAME_TITLE:
        yield Change("moved", before, after)


def _deadlines(old: Row, new: Row) -> Iterator[Change]:
    mine, theirs = _due(old), _due(new)
    common = Counter(norm for norm, _ in mine) & Counter(norm for norm, _ in theirs)
    left, right = _without(mine, common), _without(theirs, common)
    for (norm, text), (other, words) in zip(left, right, strict=False):
        if norm != other or norm == UNRESOLVED:
            yield from _moved(norm, text, other, words)
    for norm, text in left[len(right) :]:
        yield Change("deadline_dropped", text, "", norm)
    for norm, text in right[len(left) :]:
        yield Change("deadline_added", "", text, norm)


def _due(row: Row) -> list[tuple[str, str]]:
    return sorted(set(zip(row.deadline_norms, row.deadlines, strict=True)))


def _without(found: Sequence[tuple[str, str]], common: Counter[str]) -> list[tuple[str, str]]:
    """Leave out norms that both sides have; an unresolved one is the same only in the same words."""
    left = Counter({norm: count for norm, count in common.items() if norm != UNRESOLVED})
    kept = []
    for norm, text in found:
        if left[norm]:
            left[norm] -= 1
        else:
            kept.append((norm, text))
    return kept


def _moved(norm: str, text: str, other: str, words: str) -> Iterator[Change]:
    if text == words and UNRESOLVED in (norm, other):
        return
    before, after = last_day(norm), last_day(other)
    note = f"{norm} → {other}"
    if norm.startswith("R") or other.startswith("R"):
        yield Change("frequency", text, words, note)
    elif before and after and before != after:
        yield Change("earlier" if after < before else "later", text, words, note)
    else:
        yield Change("deadline", text, words, note)


def _roles(old: Row, new: Row) -> Iterator[Change]:
    if set(old.lead) != set(new.lead):
        yield Change("lead", "、".join(old.lead), "、".join(new.lead))
    others = [role for role in ROLES if role != "lead"]
    before = {(role, name) for role in others for name in getattr(old, role)}
    after = {(role, name) for role in others for name in getattr(new, role)}
    moved = set(old.lead) ^ set(new.lead)
    gone = sorted((role, name) for role, name in before - after if name not in moved)
    come = sorted((role, name) for role, name in after - before if name not in moved)
    if gone or come:
        yield Change("roles", _names(gone), _names(come))


def _names(found: Sequence[tuple[str, str]]) -> str:
    groups: dict[str, list[str]] = {}
    for role, name in found:
        groups.setdefault(ROLES[role], []).append(name)
    return "；".join(f"{role}：{'、'.join(names)}" for role, names in groups.items())


def _modality(old: Row, new: Row) -> Iterator[Change]:
    before, after = firmness(old), firmness(new)
    if before != after:
        yield Change("harder" if after > before else "softer", cue(old) or NAMES[before], cue(new) or NAMES[after])


def _core(row: Row, bare: bool) -> str:
    """Return the words of a TARGET without what is compared by itself: numbers, base years, deadlines, signs.

    `bare` leaves out all that tells how firm it is, too, and the plain verb that may stand for it.
    """
    text = fold(row.target)
    for part in (*(metric.text for metric in row.metrics), *row.deadlines):
        text = text.replace(fold(part), "", 1) if part else text
    if any(metric.base for metric in row.metrics):
        text = _YEAR.sub("", text)
    return _MARKS.sub("", without_cues(text) if bare else text)


def _title(row: Row) -> str:
    return row.section_titles[-1] if row.section_titles else ""
