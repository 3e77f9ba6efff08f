"""Tasks that say not who, or not by when, and tasks that name someone twice."""

from collections.abc import Iterable, Iterator

from extractor.audit.cues import table
from extractor.audit.finding import Finding, of_rows
from extractor.export.rows import Row
from extractor.lang.fold import fold


def gaps(rows: Iterable[Row]) -> Iterator[Finding]:
    """Yield the findings no-lead, several-resp and no-deadline, each of one record.

    The goals of a whole document (总体目标) need nobody who answers for them.
    """
    shared = tuple(table("agencies")["goals"])
    for row in rows:
        whole = bool(row.section_titles) and fold(row.section_titles[-1]).endswith(shared)
        if not (row.lead or row.resp or whole):
            yield of_rows("no-lead", f"“{row.target}”没有写明由谁牵头或负责", [row])
        elif not row.lead and len(row.resp) > 1:
            yield of_rows("several-resp", f"“{row.target}”由{'、'.join(row.resp)}负责，没有写明谁牵头", [row])
        if not row.deadlines:
            yield of_rows("no-deadline", f"“{row.target}”没有写明何时完成", [row])


def doubled(rows: Iterable[Row]) -> Iterator[Finding]:
    """Yield lead-also-coop: one finding for the records of a section that share agencies; classes (各部门) aside."""
    classes = tuple(table("agencies")["classes"])
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Row]] = {}
    for row in rows:
        twice = tuple(name for name in row.lead if name in row.coop and not name.startswith(classes))
        if twice:
            groups.setdefault((twice, (*row.section_numbers, *row.section_titles)), []).append(row)
    for (names, _), found in groups.items():
        yield of_rows("lead-also-coop", f"{'、'.join(names)}既是牵头单位又是配合单位", found)
