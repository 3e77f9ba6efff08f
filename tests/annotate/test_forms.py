import json
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.annotate import forms, label_studio, standoff
from extractor.annotate.agree import agreement, disagreements
from extractor.annotate.inline import parse
from extractor.annotate.stats import stats
from extractor.errors import AnnotationError
from extractor.types import Annotation

FIRST = (
    '<D id="d1" norm="../2026-12-31">到2026年</D>，<T id="t1" d="d1" a="a1:lead a2:coop">新建<I id="i1">驿站</I>'
    '<V id="v1" of="i1" kind="target" norm="= 3 个">3个</V></T>😀。\r\n'
    '（<A id="a1">市总工会</A>牵头，<A id="a2">团市委</A>配合）'
)
SECOND = '<T id="t1" d="" a="">推广错时停车</T>，<T id="t2" d="" a="">公布收费标准</T>。'


@pytest.fixture
def annotations() -> list[Annotation]:
    return [parse(FIRST, "甲"), parse(SECOND, "乙")]


@pytest.mark.parametrize("form", list(forms.FORMS))
def test_every_form_gives_back_what_it_was_given(form: str, annotations: list[Annotation], tmp_path: Path) -> None:
    target = tmp_path / ("set" if form == "inline" else f"set{forms.FORMS[form].suffix}")
    for annotation in annotations:
        (tmp_path / annotation.name).write_bytes(annotation.text.encode())
    forms.FORMS[form].write(annotations, target)
    again = sorted(forms.read(target, tmp_path), key=lambda annotation: annotation.name, reverse=True)
    assert again == sorted(annotations, key=lambda annotation: annotation.name, reverse=True)


@pytest.mark.parametrize("form", ["standoff", "datasets", "label-studio", "doccano", "spacy"])
def test_form_is_told_from_the_file(form: str, annotations: list[Annotation], tmp_path: Path) -> None:
    target = tmp_path / f"set{forms.FORMS[form].suffix}"
    forms.FORMS[form].write(annotations, target)
    assert forms.form_of(target) == form


def test_standoff_holds_no_text(annotations: list[Annotation], tmp_path: Path) -> None:
    target = tmp_path / "set.jsonl"
    forms.FORMS["standoff"].write(annotations, target)
    stored = target.read_text("utf-8")
    assert not any(part in stored for part in ("驿站", "总工会", "错时", "收费"))


@pytest.mark.parametrize("form", ["standoff", "datasets", "label-studio", "doccano", "spacy"])
def test_a_date_stays_with_its_document(form: str, annotations: list[Annotation], tmp_path: Path) -> None:
    dated = replace(annotations[0], date="2026-03")
    target = tmp_path / f"set{forms.FORMS[form].suffix}"
    (tmp_path / dated.name).write_bytes(dated.text.encode())
    forms.FORMS[form].write([dated], target)
    assert list(forms.read(target, tmp_path)) == [dated]


def test_documents_of_one_name_keep_a_file_each(annotations: list[Annotation], tmp_path: Path) -> None:
    named = [replace(annotations[0], name="2023/通知.txt"), replace(annotations[1], name="2024/通知.txt")]
    forms.FORMS["inline"].write(named, tmp_path / "set")
    assert sorted(path.name for path in (tmp_path / "set").iterdir()) == ["通知-2.xml", "通知.xml"]


def test_a_row_of_something_else_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"file": "甲.txt", "target": "乙"}\n', "utf-8")
    with pytest.raises(AnnotationError, match=r"a\.jsonl 第 1 行"):
        list(forms.read(tmp_path / "a.jsonl"))


def test_names_that_doccano_keeps_apart_come_back(annotations: list[Annotation], tmp_path: Path) -> None:
    forms.FORMS["doccano"].write(annotations, tmp_path / "a.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    for row in rows:
        row["metadata"] = {key: row.pop(key) for key in ("marks", "name", "date")}
    (tmp_path / "b.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert list(forms.read(tmp_path / "b.jsonl")) == annotations


def test_another_text_is_refused(annotations: list[Annotation]) -> None:
    with pytest.raises(AnnotationError, match="甲 的文本与标注不符"):
        standoff.unite(standoff.separate(annotations[0]), annotations[0].text + "。")


def test_missing_text_names_file_and_option(annotations: list[Annotation], tmp_path: Path) -> None:
    target = tmp_path / "set.jsonl"
    forms.FORMS["standoff"].write(annotations, target)
    with pytest.raises(AnnotationError, match=r"没有 甲.*--corpus"):
        list(forms.read(target, tmp_path))


def test_corpus_folder_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(standoff.CORPUS_VARIABLE, raising=False)
    with pytest.raises(AnnotationError, match=standoff.CORPUS_VARIABLE):
        standoff.corpus_folder()
    monkeypatch.setenv(standoff.CORPUS_VARIABLE, str(tmp_path))
    assert standoff.corpus_folder() == tmp_path


def test_broken_line_is_named(tmp_path: Path) -> None:
    target = tmp_path / "set.jsonl"
    target.write_text('{"file": 3}\n', "utf-8")
    with pytest.raises(AnnotationError, match="第 1 行"):
        list(standoff.read(target))


def test_label_studio_refuses_moved_text(annotations: list[Annotation]) -> None:
    tasks = json.loads(json.dumps(label_studio.to_tasks(annotations)))
    tasks[0]["data"]["text"] = "前" + tasks[0]["data"]["text"]
    with pytest.raises(AnnotationError, match="位置与文本不符"):
        list(label_studio.from_tasks(tasks))


def test_label_studio_interface_names_every_label_and_relation() -> None:
    for name in (
        "TARGET",
        "AGENCY",
        "DEADLINE",
        "INDICATOR",
        "VALUE",
        "lead",
        "resp",
        "coop",
        "supv",
        "deadline",
        "of",
    ):
        assert f'value="{name}"' in label_studio.CONFIG


def test_span_drawn_in_doccano_gets_its_own_id(annotations: list[Annotation], tmp_path: Path) -> None:
    target = tmp_path / "set.jsonl"
    forms.FORMS["doccano"].write(annotations, target)
    rows = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    rows[1]["entities"].append({"id": 99, "label": "INDICATOR", "start_offset": 9, "end_offset": 13})
    target.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    corrected = list(forms.read(target))[1]
    assert {m.id for m in corrected.mentions} == {"t1", "t2", "i3"}


def test_agreement_counts_by_hand() -> None:
    ours = [parse('<T id="t1">推广错时停车</T>，<A id="a1">市局</A>')]
    theirs = [
        parse(
            '<T id="t1">推广错时停车</T>，<A id="a1">市局</A>'.replace("<A", "")
            .replace("</A>", "")
            .replace(' id="a1">', "")
        )
    ]
    rows = {row.label: row for row in agreement(ours, theirs)}
    assert rows["TARGET"].f1 == 1.0
    assert (rows["AGENCY"].both, rows["AGENCY"].first_only, rows["AGENCY"].f1) == (0, 1, 0.0)
    assert rows["micro"].f1 == pytest.approx(2 / 3)
    [difference] = disagreements(ours, theirs)
    assert (difference.what, difference.first, difference.second) == ("AGENCY", "市局", "")


def test_agreement_lists_attributes_that_differ() -> None:
    ours = [parse('<D id="d1" norm="../2020-12-31">2020年</D>')]
    theirs = [parse('<D id="d1" norm="2020/..">2020年</D>')]
    [difference] = disagreements(ours, theirs)
    assert "2020/.." in difference.second


def test_agreement_needs_the_same_texts(annotations: list[Annotation]) -> None:
    with pytest.raises(AnnotationError, match="不一致"):
        agreement(annotations[:1], annotations[1:])


def test_stats_count(annotations: list[Annotation]) -> None:
    found = stats([standoff.separate(annotations[0], "plan"), standoff.separate(annotations[1], "opinion")])
    assert found["documents"] == 2
    assert found["characters"] == sum(len(annotation.text) for annotation in annotations)
    assert found["mentions"] == {"TARGET": 3, "AGENCY": 2, "DEADLINE": 1, "INDICATOR": 1, "VALUE": 1}
    assert found["genres"]["plan"]["mentions"]["TARGET"] == 1
    assert found["roles"] == {"coop": 1, "lead": 1}
