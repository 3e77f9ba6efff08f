"""Task tables become records straight from their cells; tables of other kinds do not."""

import pytest

from tests.assemble.tablebuild import as_html, as_xlsx, cases, described, grid, read, tidy

TASKS = {name: body.split("\n=>\n") for name, body in cases("task_tables.txt").items()}
OTHERS = cases("other_tables.txt")
IN_SHEETS = ("plain", "merged agency and deadline", "two header rows", "nested section rows", "title over the header")


def _expected(name: str) -> list[str]:
    return [tidy(line) for line in TASKS[name][1].splitlines()]


@pytest.mark.parametrize("name", TASKS)
def test_rows_become_records(name):
    assert described(read(as_html(TASKS[name][0]))) == _expected(name)


@pytest.mark.parametrize("name", TASKS)
def test_a_workbook_gives_the_same_records(name):
    assert described(read(as_xlsx(TASKS[name][0]))) == _expected(name)


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("build", [as_html, as_xlsx])
def test_other_tables_hold_no_tasks(name, build):
    assert described(read(build(OTHERS[name]))) == []


@pytest.mark.parametrize("name", IN_SHEETS)
def test_mentions_lead_back_into_their_cells(name):
    rows = grid(TASKS[name][0])
    result = read(as_xlsx("说明", TASKS[name][0]))
    mentions = [mention for policy in result.documents for mention in policy.mentions]
    assert mentions
    for mention in mentions:
        assert result.text[slice(*mention.span)] == mention.text
        assert mention.place is not None
        assert mention.place.table == 2
        assert mention.text in rows[mention.place.row - 1][mention.place.column - 1]


def test_several_sheets_are_several_tables():
    names = ("plain", "supervisors")
    result = read(as_xlsx(*(TASKS[name][0] for name in names)))
    assert described(result) == [line for name in names for line in _expected(name)]


def test_slots_of_a_row_say_that_they_stand_beside():
    policy = read(as_html(TASKS["plain"][0])).documents[0]
    slots = [slot for record in policy.records for slot in (*record.agencies, *record.deadlines)]
    assert {slot.inherited_from for slot in slots} == {"row"}


def test_numbers_of_a_measure_are_metrics():
    policy = read(as_html(TASKS["two header rows"][0])).documents[0]
    assert [(metric.number, metric.unit) for record in policy.records for metric in record.metrics] == [
        (20000, "亩"),
        (1500, "台"),
    ]


def test_a_long_practice_has_no_date_and_says_so():
    policy = read(as_html(TASKS["agencies in one cell with their roles"][0])).documents[0]
    (slot,) = policy.records[1].deadlines
    (mention,) = (mention for mention in policy.mentions if mention.id == slot.mention)
    assert (slot.norm, mention.note) == ("unresolved", "长期执行，没有截止时间")


def test_the_title_over_the_header_names_the_document():
    (policy,) = read(as_xlsx(TASKS["title over the header"][0])).documents
    assert policy.title == "清水市2026年稳就业任务分解表"


def test_prose_around_a_table_keeps_its_records():
    page = as_html(TASKS["task alone"][0]).decode()
    page = page.replace("</table>", "</table><p>各单位要按月报送进展,市教育局牵头建设食堂12所。</p>")
    lines = described(read(page.encode()))
    assert lines[:2] == _expected("task alone")
    assert any("食堂12所" in line for line in lines[2:])
