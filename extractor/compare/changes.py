"""What differs between two rows that are the same task."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.compare.due import due_changes, dues, without_tail
from extractor.compare.modality import shift, without_cues
from extractor.compare.numbers import number_changes, without_verbs
from extractor.compare.similar import dice
from extractor.export.names import ROLES
from extractor.export.rows import Row
from extractor.lang.fold import fold

Kind = Literal[
    "added", "dropped", "raised", "lowered", "measure", "number_added", "number_dropped", "earlier", "later",
    "frequency", "deadline", "deadline_added", "deadline_dropped", "lead", "roles", "harder", "softer", "condition",
    "reworded", "moved",
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
    "condition": "条件调整",
    "reworded": "文字改写",
    "moved": "章节调整",
}
"""Every kind of change in the order of display."""
_MARKS = re.compile(r"[\s\W_]+|[的了]|以及|[和与及并]")
_YEAR = re.compile(r"(?:19|20)\d\d年")
_CONDITION = re.compile(r"(?:(?<![针面相核反应绝一结校比派])对(?![接标口照比应外])|凡是?)[^;。:!?\n]*$")
_DIGITS = re.compile(r"\d[\d.,/]*|[一二三四五六七八九十百千万亿两]+(?=[年月天日户个名人家倍成])")
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
    numbers = [Change(*number) for number in number_changes(old.metrics, new.metrics)]
    yield from numbers
    for due in due_changes(old, new):
        yield Change(*due)
    yield from _roles(old, new)
    moved = shift(old, new)
    if moved:
        yield Change("harder" if moved.by > 0 else "softer", moved.old, moved.new)
    first, last = _condition(old), _condition(new)
    if _DIGITS.findall(first) != _DIGITS.findall(last):
        yield Change("condition", first, last)
    names = {name for _, name in (*_who(old), *_who(new))}
    if len({_core(row, names, bool(moved), bool(numbers)) for row in (old, new)}) > 1:
        yield Change("reworded", old.target, new.target)
    before, after = _title(old), _title(new)
    if dice(fold(before), fold(after)) < _SAME_TITLE:
        yield Change("moved", before, after)


def _roles(old: Row, new: Row) -> Iterator[Change]:
    first, last = _who(old), _who(new)
    moved = {name for role, name in first.keys() ^ last.keys() if role == "lead"}
    if moved:
        yield Change("lead", "、".join(old.lead), "、".join(new.lead))
    gone = [key for key in sorted(first.keys() - last) if key[1] not in moved and key[1] not in fold(new.target)]
    come = [key for key in sorted(last.keys() - first) if key[1] not in moved and key[1] not in fold(old.target)]
    if gone or come:
        yield Change("roles", _names(gone, first), _names(come, last))


def _who(row: Row) -> dict[tuple[str, str], str]:
    """Return the names of agencies as written, by role and folded name."""
    return {(role, fold(name)): name for role in ROLES for name in getattr(row, role)}


def _names(found: Sequence[tuple[str, str]], written: dict[tuple[str, str], str]) -> str:
    groups: dict[str, list[str]] = {}
    for key in found:
        groups.setdefault(ROLES[key[0]], []).append(written[key])
    return "；".join(f"{role}：{'、'.join(names)}" for role, names in groups.items())


def _core(row: Row, names: Iterable[str], firmness: bool, numbers: bool) -> str:
    """Return the words of a TARGET without what is compared by itself, signs, 的, and what joins words alike (和, 、).

    Where its firmness or its numbers are told to differ, the words that go with them are left out, too.
    """
    text = fold(row.target)
    for due in dues(row):
        text = without_tail(text.replace(fold(due.text), "", 1), due)
    for metric in row.metrics:
        text = text.replace(fold(metric.text), "", 1)
    if any(metric.base for metric in row.metrics):
        text = _YEAR.sub("", text)
    text = without_cues(text, names) if firmness else text
    return _MARKS.sub("", without_verbs(text) if numbers else text).casefold()


def _condition(row: Row) -> str:
    """Return what stands before a TARGET in its sentence and says of whom it holds: 对产值超过1亿元的企业."""
    sentence = fold(row.sentence)
    before = sentence[: max(0, sentence.find(fold(row.target)))]
    found = _CONDITION.search(_YEAR.sub("", before))
    return found[0].partition(",")[0].strip() if found else ""


def _title(row: Row) -> str:
    return row.section_titles[-1] if row.section_titles else ""
