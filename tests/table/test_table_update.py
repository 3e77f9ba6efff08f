"""A corrected workbook read back: what changed is in the records, what did not is as it was."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from tablecases import TEXT, result

from extractor.errors import FormatError, OptionError
from extractor.export.names import NOT_IN_TEXT
from extractor.export.rows import flatten
from extractor.pipeline import extract_text
from extractor.table.edit import PERSON
from extractor.table.readback import read_book
from extractor.table.rows import tasks
from extractor.table.split import names, times
from extractor.table.task import Key, Task
from extractor.table.update import Change, update
from extractor.table.write import Layout, table_of, write, write_each
from extractor.types import Mention, Policy, Record, Result

Edit = Callable[[Worksheet], None]
Correct = Callable[..., tuple[Result, tuple[Change, ...]]]


@pytest.fixture
def correct(tmp_path: Path) -> Correct:
    """Write the table, let `edit` change the sheet, and carry it back."""

    def call(edit: Edit, layout: Layout = Layout()) -> tuple[Result, tuple[Change, ...]]:  # noqa: B008
        write(table_of([result()], layout), tmp_path / "a.xlsx")
        book = load_workbook(tmp_path / "a.xlsx")
        edit(book.worksheets[0])
        book.save(tmp_path / "a.xlsx")
        (changed,), changes = update([result()], read_book((tmp_path / "a.xlsx").read_bytes(), "a.xlsx"))
        return changed, changes

    return call


def setting(**cells: str) -> Edit:
    def edit(sheet: Worksheet) -> None:
        for at, text in cells.items():
            sheet[at] = text

    return edit


def policy(changed: Result) -> Policy:
    return changed.documents[0]


def record(changed: Result, ident: str) -> Record:
    return next(one for one in policy(changed).records if one.id == ident)


def mention(changed: Result, ident: str) -> Mention:
    return next(one for one in policy(changed).mentions if one.id == ident)


def agencies(changed: Result, ident: str) -> list[tuple[str, str]]:
    return [(slot.role, mention(changed, slot.mention).text) for slot in record(changed, ident).agencies]


def row(changed: Result, number: int) -> Task:
    return tasks([changed])[number - 1]


def test_a_sheet_without_changes_changes_nothing(correct: Correct) -> None:
    assert correct(lambda sheet: None) == (result(), ())


def test_columns_may_be_moved_and_renamed(correct: Correct) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet.unmerge_cells("A1:C1")
        sheet.insert_cols(1)

    assert correct(edit, Layout("具体举措=干什么,牵头单位,完成时限")) == (result(), ())


def test_a_changed_lead_changes_the_records_of_its_row_alone(correct: Correct) -> None:
    changed, (change,) = correct(setting(E4="市市场监管局"))
    assert agencies(changed, "r1")[-1] == ("lead", "市市场监管局")
    assert ("lead", "市商务局") not in agencies(changed, "r1") + agencies(changed, "r2")
    slot = record(changed, "r1").agencies[-1]
    named = mention(changed, slot.mention)
    assert (slot.score, named.score, named.made_by) == (1.0, 1.0, PERSON)
    others = [(one, record(changed, one.id)) for one in policy(result()).records if one.id not in {"r1", "r2"}]
    assert all(before == after for before, after in others)
    assert change.words == "任务分工表!4 牵头单位：“市商务局”→“市市场监管局”（已写入）"


def test_a_name_that_is_not_in_the_text_says_so(correct: Correct) -> None:
    changed, (change,) = correct(setting(E7="市大数据局"))
    slot = record(changed, "r5").agencies[0]
    added = mention(changed, slot.mention)
    assert (slot.role, slot.name, added.text, added.span.width) == ("lead", "市大数据管理局", "", 0)
    assert added.note == f"{NOT_IN_TEXT}：市大数据局"
    assert "原文没有这样的文字" in change.outcome


def test_roles_may_be_swapped(correct: Correct) -> None:
    changed, changes = correct(setting(F5="市农业农村局", G5="各区人民政府"))
    assert row(changed, 2).cell("resp") == "市农业农村局"
    assert row(changed, 2).cell("coop") == "各区人民政府"
    assert len(changes) == 2


def test_an_emptied_cell_empties_the_slot(correct: Correct) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["G4"] = None

    changed, _ = correct(edit)
    assert agencies(changed, "r1") == [("lead", "市商务局")]


def test_a_deadline_is_resolved_anew(correct: Correct) -> None:
    changed, _ = correct(setting(H7="2022年9月底前"))
    (slot,) = record(changed, "r5").deadlines
    assert (slot.norm, slot.inherited_from, slot.score) == ("../2022-09-30", "document", 1.0)


def test_a_typed_deadline_is_shown_as_typed(correct: Correct) -> None:
    changed, _ = correct(setting(H7="2022年9月底前", E7="市大数据局"))
    task = next(task for task in tasks([changed]) if task.key.endswith("/r5"))
    assert (task.cell("deadline"), task.cell("lead")) == ("2022年9月底前", "市大数据局")
    assert "2022年9月底前" in next(one.deadlines for one in flatten(changed) if one.record == "r5")


def test_a_deadline_of_the_text_is_found_in_it(correct: Correct) -> None:
    changed, _ = correct(setting(H4="2022年10月底"))
    (slot,) = record(changed, "r1").deadlines
    found = mention(changed, slot.mention)
    assert (found.text, found.span.of(TEXT), slot.norm) == ("2022年10月底", "2022年10月底", "../2022-10-31")


def test_a_deleted_row_drops_its_records(correct: Correct) -> None:
    def edit(sheet: Worksheet) -> None:
        for cell in sheet[7]:
            cell.value = None

    changed, (change,) = correct(edit)
    assert [one.id for one in policy(changed).records] == ["r1", "r2", "r3", "r4", "r6", "r7", "r8"]
    assert not [one for one in policy(changed).mentions if one.text == "推行错时停车"]
    assert (change.what, change.outcome) == ("删除一行", "删去记录 1 条")


def test_an_added_row_becomes_a_record(correct: Correct) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["C20"], sheet["E20"], sheet["H20"] = "按照一场一策的要求", "市商务局", "2022年底前"

    changed, (change,) = correct(edit)
    added = record(changed, "p1")
    target = mention(changed, added.target)
    assert (target.text, target.made_by, target.span.of(TEXT)) == ("按照一场一策的要求", PERSON, "按照一场一策的要求")
    assert agencies(changed, "p1") == [("lead", "市商务局")]
    assert added.deadlines[0].norm == "../2022-12-31"
    assert added.section == record(changed, "r1").section
    assert change.what == "新增一行"


def test_an_added_row_that_is_not_in_the_text_is_not_carried_over(correct: Correct) -> None:
    changed, (change,) = correct(setting(C20="种一百棵树", E20="市商务局"))
    assert changed == result()
    assert "未写入结果" in change.outcome


def test_an_added_row_needs_nothing_but_its_wording(correct: Correct) -> None:
    changed, (change,) = correct(setting(C20="按照一场一策的要求"))
    assert (change.what, mention(changed, record(changed, "p1").target).text) == ("新增一行", "按照一场一策的要求")


def test_a_copied_row_is_an_added_one(correct: Correct) -> None:
    def edit(sheet: Worksheet) -> None:
        for cell in sheet[4]:
            sheet.cell(20, cell.column).value = cell.value
        sheet["C20"] = "按照一场一策的要求"

    changed, (change,) = correct(edit)
    assert {one.id for one in policy(changed).records} == {one.id for one in policy(result()).records} | {"p1"}
    assert change.what == "新增一行"


def test_new_wording_that_is_not_in_the_text_leaves_the_record(correct: Correct) -> None:
    changed, (change,) = correct(setting(C7="推行错时停车50处。"))
    assert changed == result()
    assert "未写入结果" in change.outcome


def test_a_date_that_excel_made_of_what_was_typed(correct: Correct) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["H7"] = datetime(2022, 9, 1)
        sheet["H7"].number_format = 'yyyy"年"m"月"'

    changed, _ = correct(edit)
    assert record(changed, "r5").deadlines[0].norm == "../2022-09-30"


def test_what_is_typed_for_a_deadline_stays_text(tmp_path: Path) -> None:
    write(table_of([result()], Layout()), tmp_path / "a.xlsx")
    assert load_workbook(tmp_path / "a.xlsx").worksheets[0]["H7"].number_format == "@"


def test_a_column_may_take_another_known_name(correct: Correct) -> None:
    changed, _ = correct(setting(E2="牵头部门", E4="市财政局"))
    assert agencies(changed, "r1")[-1] == ("lead", "市财政局")


def test_a_row_without_records_becomes_one_when_it_is_filled(correct: Correct) -> None:
    changed, _ = correct(setting(H6="2022年底前"))
    assert mention(changed, record(changed, "p1").target).text == "周边停车泊位分布见附图"
    assert [text for _, text in agencies(changed, "p1")] == ["市城管局", "市商务局"]


def test_words_struck_out_drop_their_record(correct: Correct) -> None:
    changed, _ = correct(setting(C5="每季度开展一次农药残留抽检"))
    assert "r4" not in {one.id for one in policy(changed).records}
    assert record(changed, "r3") == record(result(), "r3")


def test_words_added_from_the_text_become_a_record(correct: Correct) -> None:
    changed, _ = correct(setting(C9="市财政局要统筹安排专项资金。\n请认真组织实施"))
    assert mention(changed, record(changed, "p1").target).text == "请认真组织实施"


@pytest.mark.parametrize(("at", "what"), [("B4", "重点任务"), ("J4", "备注"), ("A4", "序号")])
def test_what_is_no_slot_is_reported_and_left(at: str, what: str, correct: Correct) -> None:
    changed, (change,) = correct(setting(**{at: "别的"}))
    assert changed == result()
    assert (change.what, change.outcome) == (what, "这一栏不是抽取要素，未写入结果")


def test_another_order_of_names_is_no_change(correct: Correct) -> None:
    changed, (change,) = correct(setting(G4="市消防救援支队，市住房城乡建设局"))
    assert changed == result()
    assert "未改动" in change.outcome


def test_a_struck_goal_takes_the_numbers_away(correct: Correct) -> None:
    changed, _ = correct(setting(D5="快检室覆盖率达到95%以上"))
    assert record(changed, "r3").metrics == ()
    assert record(changed, "r4") == record(result(), "r4")


def test_a_row_on_two_sheets_is_changed_once(correct: Correct) -> None:
    def edit(sheet: Worksheet) -> None:
        assert sheet.title == "市商务局"
        sheet["G5"] = "市公安局"

    changed, changes = correct(edit, Layout(by="agency"))
    assert len(changes) == 1
    assert [text for _, text in agencies(changed, "p1")][:2] == ["市城管局", "市商务局"]


def test_one_file_of_a_distribution_deletes_nothing_elsewhere(tmp_path: Path) -> None:
    first, *_ = write_each(table_of([result()], Layout(by="agency")), tmp_path, ".xlsx")
    assert update([result()], read_book(first.read_bytes(), "a")) == ((result(),), ())


def test_offsets_hold_after_corrections(correct: Correct) -> None:
    changed, _ = correct(
        setting(E7="市大数据局", F7="各区人民政府", H7="2022年10月底", C5="每季度开展一次农药残留抽检")
    )
    assert all(one.span.of(TEXT) == one.text for one in policy(changed).mentions)
    ids = {one.id for one in policy(changed).mentions}
    for one in policy(changed).records:
        assert {one.target, *(slot.mention for slot in (*one.agencies, *one.deadlines))} <= ids


def test_a_sheet_of_another_result_is_refused(tmp_path: Path) -> None:
    write(table_of([result()]), tmp_path / "a.xlsx")
    other = extract_text("一、任务\n修缮校舍30所。\n")
    with pytest.raises(OptionError, match=r"记录编号“1/d1/r1,r2”不在结果里"):
        update([other], read_book((tmp_path / "a.xlsx").read_bytes(), "a"))


def test_other_files_are_refused() -> None:
    plain = BytesIO()
    Workbook().save(plain)
    with pytest.raises(FormatError, match="没有 zhengce table 写的记录编号"):
        read_book(plain.getvalue(), "a.xlsx")
    with pytest.raises(FormatError, match=r"不是可用的 \.xlsx 文件"):
        read_book(b"PK", "a.xlsx")


@pytest.mark.parametrize(
    ("cell", "known", "found"),
    [
        ("市教育局、市财政局", [], ["市教育局", "市财政局"]),
        ("各市、县人民政府，市财政局", ["各市、县人民政府"], ["各市、县人民政府", "市财政局"]),
        ("各县（市、区）\n市财政局；市审计局 ", [], ["各县（市、区）", "市财政局", "市审计局"]),
        ("市财政局、市财政局", ["市财"], ["市财政局"]),
        ("", [], []),
    ],
)
def test_names_of_a_cell(cell: str, known: list[str], found: list[str]) -> None:
    assert names(cell, known) == found


def test_times_of_a_cell() -> None:
    assert times("2022年底；\n每季度; ") == ["2022年底", "每季度"]


@pytest.mark.parametrize("key", ["lead", "resp", "coop", "deadline", "measure", "goal"])
def test_every_slot_can_be_emptied(key: Key, correct: Correct) -> None:
    column = {"measure": "C", "goal": "D", "lead": "E", "resp": "F", "coop": "G", "deadline": "H"}[key]

    def edit(sheet: Worksheet) -> None:
        sheet[f"{column}5"] = None

    changed, _ = correct(edit)
    assert not [task for task in tasks([changed]) if task.key.endswith("r3,r4") and task.cell(key)]
