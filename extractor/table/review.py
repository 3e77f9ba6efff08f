"""The list of what to check: the sheet or appendix 核对."""

from extractor.table.arrange import Table
from extractor.table.columns import standard

TITLE = "核对"
COLUMNS = (("序号", 6), ("重点任务", 20), ("栏目", 12), ("问题", 18), ("说明", 44), ("原句", 60))
"""Titles and widths in characters."""


def review(table: Table) -> list[tuple[str, ...]]:
    """Return a row of `COLUMNS` for every check of every task, then for those of the documents."""
    titles = {column.key: column.title for column in (*standard(), *table.columns)}
    found: list[tuple[str, ...]] = [
        (str(task.number), task.task, titles[check.column], check.problem, check.message, check.sentence)
        for task in table.tasks
        for check in task.checks
        if check.column is not None
    ]
    return found + [("", "", "", check.problem, check.message, check.sentence) for check in table.checks]
