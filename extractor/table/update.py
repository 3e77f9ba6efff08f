"""Corrections in a workbook carried back into the results that it was made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.errors import OptionError
from extractor.export.cells import fitted
from extractor.lang.boundaries import sentence_spans
from extractor.lang.fold import fold
from extractor.lang.gaps import joined, parted
from extractor.table.columns import standard
from extractor.table.edit import Editor
from extractor.table.readback import Book, Corrected
from extractor.table.rows import tasks
from extractor.table.split import names, times
from extractor.table.task import Key, Task
from extractor.types import Result, Role, Span

_ROLES: Mapping[Key, Role] = {"lead": "lead", "resp": "resp", "coop": "coop"}
_CARRIED: tuple[Key, ...] = ("measure", "lead", "resp", "coop", "deadline", "goal")
_TITLES = {column.key: column.title for column in standard()}
NOT_A_SLOT, FOREIGN = "这一栏不是抽取要素，未写入结果", "原文没有这样的文字，已按人工填写记入"
NOT_FOUND = "原文没有这样的文字，未写入结果"


@dataclass(frozen=True, slots=True)
class Change:
    """One correction, for people: where in the sheet, what it was and is, and what came of it."""

    place: str
    what: str
    old: str = ""
    new: str = ""
    outcome: str = "已写入"

    @property
    def words(self) -> str:
        """The correction as people read it."""
        values = f"：“{self.old}”→“{self.new}”" if self.old or self.new else ""
        return f"{self.place} {self.what}{values}（{self.outcome}）".replace("\n", " ")


def update(results: Sequence[Result], book: Book) -> tuple[tuple[Result, ...], tuple[Change, ...]]:
    """Return the results with a person's corrections, and a report of them in the order of the sheet.

    A changed cell changes slots of the row's records, a deleted row drops them, an added one becomes a record
    where the text has its wording. Rows that did not change stay as they are. Raises OptionError when the
    workbook was not made from these results.
    """
    rows = {task.key: task for task in tasks(results)}
    strange = next((row for row in book.rows if row.key and row.key not in rows), None)
    if strange:
        raise OptionError(f"{strange.place} 的记录编号“{strange.key}”不在结果里；请给出写这张表时的结果文件")
    work = _Work(results)
    for row in _once(_without_copies(book.rows, rows), rows):
        if row.key:
            work.compare(rows[row.key], row)
        else:
            work.add(row)
    seen = {row.key for row in book.rows}
    for key, task in rows.items():
        if key not in seen and book.whole:
            work.delete(task)
    return work.results(), tuple(work.changes)


def _without_copies(rows: Sequence[Corrected], tasks_by_key: Mapping[str, Task]) -> list[Corrected]:
    """Take the key from a row that was copied, hidden key and all, and got a wording of its own."""
    own = [bool(row.key) and "measure" not in _changed(row, tasks_by_key[row.key]) for row in rows]
    kept = {(row.sheet, row.key) for row, same in zip(rows, own, strict=True) if same}
    return [
        row if same or (row.sheet, row.key) not in kept else replace(row, key="")
        for row, same in zip(rows, own, strict=True)
    ]


def _changed(row: Corrected, task: Task) -> dict[Key, str]:
    """Return the cells of a row that are not as they were written."""
    return {key: text for key, text in row.cells.items() if text != fitted(task.cell(key)).strip()}


def _once(rows: Sequence[Corrected], tasks_by_key: Mapping[str, Task]) -> list[Corrected]:
    """Join the rows of one task that stands in several sheets (two leads): a changed cell goes before an old one."""
    joined: dict[str, Corrected] = {}
    for at, row in enumerate(rows):
        before = joined.get(row.key) if row.key else None
        if before:
            joined[row.key] = replace(before, cells={**before.cells, **_changed(row, tasks_by_key[row.key])})
        else:
            joined[row.key or f"+{at}"] = row
    return list(joined.values())


class _Work:
    """The editors of all documents, and what was done so far."""

    def __init__(self, results: Sequence[Result]) -> None:
        self._results = results
        self._read = [joined(result) for result in results]
        self._editors = {
            f"{at}/{policy.id}": Editor(result, policy)
            for at, result in enumerate(self._read, start=1)
            for policy in result.documents
        }
        self.changes: list[Change] = []

    def results(self) -> tuple[Result, ...]:
        """Return the results with the edited documents."""
        edited = (
            replace(read, documents=tuple(self._editors[f"{at}/{policy.id}"].policy() for policy in read.documents))
            for at, read in enumerate(self._read, start=1)
        )
        return tuple(parted(new, old.text, old.gaps) for new, old in zip(edited, self._results, strict=True))

    def compare(self, task: Task, row: Corrected) -> None:
        """Carry over the changed cells of a row; the wording first, since it decides which records there are."""
        changed = _changed(row, task)
        if not changed:
            return
        editor, records = self._of(task)
        if not records and any(key in changed for key in _CARRIED):
            records = self._settle(editor, task)
        for key in (*_CARRIED, *(key for key in changed if key not in _CARRIED)):
            if key in changed:
                outcome = self._change(editor, records, task, key, changed[key])
                self.changes.append(Change(row.place, _TITLES[key], task.cell(key), changed[key], outcome))

    def add(self, row: Corrected) -> None:
        """Make a record of a row that a person added, in the document that has its wording."""
        words = row.cells.get("measure", "")
        for editor in self._editors.values():
            span = editor.find(words)
            if span and not editor.has_target(span):
                record = editor.add_record(span)
                foreign = [not editor.add_agency(record, role, name) for role, name in _typed(row, editor)]
                foreign += [not editor.add_deadline(record, time) for time in times(row.cells.get("deadline", ""))]
                self.changes.append(Change(row.place, "新增一行", "", words, FOREIGN if any(foreign) else "已写入"))
                return
        self.changes.append(Change(row.place, "新增一行", "", words, "具体举措不是原文，或已有记录，未写入结果"))

    def delete(self, task: Task) -> None:
        """Drop the records of a row that is gone."""
        editor, records = self._of(task)
        for record in records:
            editor.drop_record(record)
        outcome = f"删去记录 {len(records)} 条" if records else "本来没有记录，未改动"
        self.changes.append(Change(f"序号 {task.number}", "删除一行", "\n".join(task.measures), "", outcome))

    def _of(self, task: Task) -> tuple[Editor, list[str]]:
        document, _, records = task.key.rpartition("/")
        return self._editors[document], [] if records.startswith(":") else records.split(",")

    def _settle(self, editor: Editor, task: Task) -> list[str]:
        """Make a record of a paragraph that had none, with the agencies and deadlines that its row shows."""
        start, end = task.key.rpartition("@")[2].split("-")
        record = editor.add_record(Span(int(start), int(end)))
        for key, role in _ROLES.items():
            for name in names(task.cell(key), editor.names()):
                editor.add_agency(record, role, name)
        for due in task.deadlines:
            editor.add_deadline(record, due.text)
        return [record]

    def _change(self, editor: Editor, records: list[str], task: Task, key: Key, text: str) -> str:
        old = task.cell(key)
        if key == "measure":
            return _reword(editor, records, old, text)
        if key == "goal":
            return _promise(editor, records, old, text)
        if not records:
            return "这一行的记录已删去，未写入结果"
        if key == "deadline":
            was, now = times(old), times(text)
            foreign = [not editor.add_deadline(record, time) for record in records for time in now if time not in was]
            for record in records:
                editor.drop_deadlines(record, [time for time in was if time not in now])
        elif key in _ROLES:
            known = editor.names()
            was, now = names(old, known), names(text, known)
            for record in records:
                editor.drop_agencies(record, _ROLES[key], [name for name in was if name not in now])
            foreign = [
                not editor.add_agency(record, _ROLES[key], name)
                for record in records
                for name in now
                if name not in was
            ]
        else:
            return NOT_A_SLOT
        if set(was) == set(now):
            return "只改了次序或标点，未改动结果"
        return FOREIGN if any(foreign) else "已写入"


def _typed(row: Corrected, editor: Editor) -> list[tuple[Role, str]]:
    return [(role, name) for key, role in _ROLES.items() for name in names(row.cells.get(key, ""), editor.names())]


def _reword(editor: Editor, records: list[str], old: str, new: str) -> str:
    """Drop the records whose words were struck out; make one of each added stretch. All of them must be in the text."""
    said, like = fold(new), editor.records[records[0]]
    added = {words: editor.find(words) for words in _stretches(new) if fold(words) not in fold(old)}
    lost = [words for words, span in added.items() if span is None]
    if lost:
        return f"{NOT_FOUND}：{'；'.join(lost)}"
    for record in list(records):
        words = fold(editor.target(record).text)
        if words not in said and words in fold(old):
            editor.drop_record(record)
            records.remove(record)
    records += [editor.add_record(span, like) for span in added.values() if span and not editor.has_target(span)]
    return "已写入"


def _promise(editor: Editor, records: Sequence[str], old: str, new: str) -> str:
    """Take the numbers out of records whose line was struck out; a new line names no number that is safe to read."""
    was, now = times(old), times(new)
    for record in records:
        if editor.target(record).text in set(was) - set(now):
            editor.drop_metrics(record)
    added = [line for line in now if line not in was]
    return f"指标改写未写入结果，请在具体举措栏核对原文：{'；'.join(added)}" if added else "已写入"


def _stretches(text: str) -> list[str]:
    """Cut a cell into lines and sentences."""
    plain = fold(text)
    return [text[start:end] for start, end in sentence_spans(plain, 0, len(plain))]
