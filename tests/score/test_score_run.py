import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from extractor.annotate.forms import FORMS
from extractor.annotate.inline import parse
from extractor.cli.evaluate import Selection, as_json, command, evaluate
from extractor.errors import AnnotationError, OutputError, UnreadableError
from extractor.score.differences import differences
from extractor.score.figures import figures, score
from extractor.score.gold import find, fingerprint, load, pool
from extractor.score.report import NAMES, per_document, percent, tables
from extractor.score.run import compare, predict
from extractor.types import MadeWith, Policy, Result, Source, Span
from tests.score.values import annotation, mention, record, targets

GOLD = (
    "柳溪市绿道建设方案\n一、主要任务\n"
    '<D id="d1" norm="../2026-12-31">2026年底前</D>，<T id="t1" d="d1" a="a1:lead a2:coop">建成<V id="v1" of="i1" '
    'kind="target" norm=">= 8 条">8条以上</V><I id="i1">滨河绿道</I></T>。（<A id="a1">市园林局</A>牵头，'
    '<A id="a2">市水利局</A>配合）\n'
)


@pytest.fixture
def gold(tmp_path):
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "01-greenway.xml").write_text(GOLD, "utf-8")
    (tmp_path / "gold" / "02-plain.xml").write_text("没有任何目标的一段话。\n", "utf-8")
    return tmp_path / "gold"


def test_a_known_date_anchors_relative_deadlines():
    plain = '<D id="d1" norm="../2027-12-31">明年底前</D>，<T id="t1" d="d1" a="">建成滨河绿道</T>。'
    gold = parse(plain, "绿道")
    norms = [
        [m.norm for m in predict(g, gold_mentions=True).mentions if m.label == "DEADLINE"]
        for g in (gold, replace(gold, date="2026"))
    ]
    assert norms == [["unresolved"], ["../2027-12-31"]]


def test_find_takes_files_and_folders_once_and_sorted(gold):
    first = gold / "01-greenway.xml"
    assert find([gold, first]) == [first, gold / "02-plain.xml"]


def test_find_names_what_is_missing(tmp_path):
    with pytest.raises(UnreadableError, match=r"没有文件或文件夹.*nowhere"):
        find([tmp_path / "nowhere"])
    with pytest.raises(UnreadableError, match="没有标注文件"):
        find([tmp_path])


def test_load_names_the_broken_file(tmp_path):
    path = tmp_path / "broken.xml"
    path.write_text('<T id="t1" d="" a="">没有闭合', "utf-8")
    with pytest.raises(AnnotationError, match=r"broken\.xml.*没有闭合"):
        list(load(path))
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(AnnotationError, match=r"broken\.xml"):
        list(load(path))


def test_load_keeps_line_ends(tmp_path):
    path = tmp_path / "crlf.xml"
    path.write_bytes("一\r\n二".encode())
    assert next(load(path)).text == "一\r\n二"


def test_fingerprint_follows_names_and_bytes_not_places(gold, tmp_path):
    before = fingerprint(find([gold]))
    moved = gold.rename(tmp_path / "elsewhere")
    assert fingerprint(find([moved])) == before
    (moved / "02-plain.xml").write_text("改了。\n", "utf-8")
    assert fingerprint(find([moved])) != before


def test_pool_prefixes_every_id():
    marks = (*targets((0, 9)), mention("i1", "INDICATOR", 1, 3), mention("v1", "VALUE", 4, 6, indicator="i1"))
    marks += (mention("d1", "DEADLINE", 10, 12), mention("a1", "AGENCY", 13, 15))
    made = record("t1", [("d1", "../2020")], [("a1", "resp")], [("v1", "i1"), ("v1", None)])
    policies = tuple(Policy(name, "", Span(0, 20), (), mentions=marks, records=(made,)) for name in ("d1", "d2"))
    result = Result("1", "ok", Source("x", "", "text/plain"), "文" * 20, policies, (), MadeWith("0", "rules"))
    pooled = pool(result, "两篇")
    ids = [found.id for found in pooled.mentions]
    assert len(ids) == len(set(ids)) == 10
    assert pooled.mentions[2].indicator == "d1/i1"
    second = pooled.records[1]
    assert (second.id, second.target) == ("d2/r-t1", "d2/t1")
    assert second.deadlines[0].mention == "d2/d1"
    assert second.agencies[0].mention == "d2/a1"
    assert [(m.value, m.indicator) for m in second.metrics] == [("d2/v1", "d2/i1"), ("d2/v1", None)]
    assert figures(score(pooled, pooled))["strict.micro"] == 1.0


def test_gold_mentions_are_found_exactly(gold):
    compared = list(compare(Selection([gold]).annotations(), gold_mentions=True))
    assert [one.gold.name for one in compared] == ["01-greenway", "02-plain"]
    found = figures(compared[0].score)
    assert found["strict.micro"] == found["records.agency"] == found["records.metric"] == 1.0
    assert figures(compared[1].score) == {}


def test_gold_recogniser_hides_norms_and_links():
    predicted = predict(parse(GOLD.replace('norm=">= 8 条"', 'norm="= 9 座"'), "x"), gold_mentions=True)
    value = next(found for found in predicted.mentions if found.label == "VALUE")
    assert value.norm == ">= 8 条"
    assert value.kind == "target"


def test_differences_show_each_kind():
    gold = parse(GOLD, "x")
    wrong = GOLD.replace("a1:lead a2:coop", "a1:resp a2:coop").replace("../2026", "../2027")
    wrong = wrong.replace('of="i1" kind="target" norm=">= 8 条"', 'of="" kind="actual" norm="= 8 条"')
    kinds = [difference.kind for difference in differences(gold, parse(wrong, "x"))]
    assert kinds == [
        "deadline_norm", "value_kind", "value_indicator", "value_norm", "agency_role", "deadline", "agency", "metric",
    ]  # fmt: skip


def test_differences_show_missed_and_false_mentions_in_place():
    gold, predicted = annotation(targets((0, 4))), annotation(targets((20, 24)))
    lines = [(one.kind, one.line) for one in differences(gold, predicted)]
    assert [kind for kind, _ in lines] == ["TARGET 漏掉", "TARGET 多出"]
    assert lines[0][1].startswith("0 …【零一二三】四五")


def test_equal_annotations_have_no_differences():
    assert list(differences(parse(GOLD), parse(GOLD))) == []


def test_tables_name_every_row_in_chinese():
    result = score(parse(GOLD), parse(GOLD))
    shown = tables(result)
    assert [table.row_count for table in shown] == [6, 6, 5, 5]
    assert all(len(table.columns) == 7 for table in shown)
    assert set(NAMES) >= {*result.strict, *result.attributes, *result.records}
    assert per_document({"01": result}).row_count == 1
    assert (percent(None), percent(0.0), percent(0.9349), percent(1.0)) == ("–", "0.0", "93.5", "100.0")


def test_evaluate_returns_totals_documents_and_errors(gold):
    found = evaluate(Selection([gold]), gold_mentions=True, errors=3)
    assert found.recogniser == "gold"
    assert found.total.documents == 2
    assert list(found.documents) == ["01-greenway", "02-plain"]
    data = as_json(found)
    assert data["gold"] == {"documents": 2, "sha256": fingerprint(find([gold]))}
    assert data["counts"]["strict"]["TARGET"]["tp"] == 1
    assert json.loads(json.dumps(data)) == data


def test_command_prints_tables_and_writes_json(gold, tmp_path):
    out = tmp_path / "figures.json"
    ran = CliRunner().invoke(command, [str(gold), "--gold-mentions", "--per-document", "--json", str(out)])
    assert ran.exit_code == 0, ran.output
    for words in ("提及·严格", "属性", "记录", "逐篇", "标注 2 篇"):
        assert words in ran.output
    assert json.loads(out.read_text("utf-8"))["recogniser"] == "gold"


def test_command_lists_differences(tmp_path):
    wrong = GOLD.replace("a1:lead a2:coop", "a1:supv a2:coop")
    (tmp_path / "wrong.xml").write_text(wrong, "utf-8")
    ran = CliRunner().invoke(command, [str(tmp_path), "--gold-mentions", "--errors", "5"])
    assert ran.exit_code == 0, ran.output
    assert "agency_role" in ran.output
    assert "应为 supv  得到 lead" in ran.output


def test_command_fails_with_the_projects_errors(gold, tmp_path):
    ran = CliRunner().invoke(command, [str(tmp_path / "nowhere")])
    assert isinstance(ran.exception, UnreadableError)
    ran = CliRunner().invoke(command, [str(gold), "--gold-mentions", "--json", str(tmp_path / "no" / "x.json")])
    assert isinstance(ran.exception, OutputError)
    assert "所在文件夹不存在" in str(ran.exception)
    file = next(gold.glob("*.xml"))
    ran = CliRunner().invoke(command, [str(gold), "--gold-mentions", "--json", str(file)])
    assert "会覆盖输入文件" in str(ran.exception)


def test_a_part_of_a_split_is_chosen_by_name(gold, tmp_path):
    splits = tmp_path / "splits.json"
    splits.write_text('{"train": {"01-greenway": "x"}, "dev": {}, "test": {"02-plain": "y"}}', "utf-8")
    chosen = Selection([gold], part="test", splits=splits)
    assert [annotation.name for annotation in chosen.annotations()] == ["02-plain"]
    with pytest.raises(AnnotationError, match="zhengce annotate split"):
        list(Selection([gold], part="test", splits=tmp_path / "none.json").annotations())


def test_standoff_gold_is_joined_with_its_texts(gold, tmp_path):
    annotations = list(Selection([gold]).annotations())
    for one in annotations:
        (tmp_path / one.name).write_bytes(one.text.encode())
    FORMS["standoff"].write(annotations, tmp_path / "gold.jsonl")
    chosen = Selection([tmp_path / "gold.jsonl"], corpus=tmp_path)
    assert figures(evaluate(chosen, gold_mentions=True).total)["strict.micro"] == 1.0
