"""Ids, sections, where slots are inherited from, scores, and texts that are out of the ordinary."""

import random
import time
from dataclasses import replace

import pytest

from extractor.assemble import records
from extractor.types import LABELS, Block, Document, Mention, Policy, Section, Sentence, Span
from tests.assemble.build import SOURCE, assemble, structure

D = '<D id="d1" norm="../2026">年内</D>'
A = '<A id="a1">县工会</A>'
WHERE = {
    "own": (f'<T id="t1" d="d1" a="a1:supv">{D}报{A}批准</T>。', None),
    "sentence": (f'{D}{A}<T id="t1" d="d1" a="a1:resp">办夜校</T>。', "sentence"),
    "paragraph_end": (
        f'<T id="t1" d="d1" a="a1:resp">办夜校</T>。（责任单位：{A}，{D}完成）',
        "paragraph_end",
    ),
    "paragraph_head": (
        f'筹备阶段（{D}）。（{A}牵头）<T id="t1" d="d1" a="a1:lead">办夜校</T>。',
        "paragraph_head",
    ),
    "heading": (
        f'一、办学（{A}负责，{D}完成）\n（一）招生\n<T id="t1" d="d1" a="a1:resp">办夜校</T>。',
        "heading:s1",
    ),
    "document": (
        f'一、办学\n<T id="t1" d="d1" a="a1:supv">办夜校</T>。\n以上任务均由{A}督办，以{D}为限。',
        "document",
    ),
}


@pytest.mark.parametrize(("markup", "where"), WHERE.values(), ids=WHERE.keys())
def test_inherited_from(markup, where):
    _, made = assemble(markup)
    assert [slot.inherited_from for slot in made[0].deadlines] == [where]
    assert [slot.inherited_from for slot in made[0].agencies] == [where]


def test_led_paragraph_says_so_from_the_second_sentence_on():
    _, made = assemble(
        '由<A id="a1">县工会</A>牵头，<T id="t1" d="" a="a1:lead">办夜校</T>。<T id="t2" d="" a="a1:lead">编教材</T>。'
    )
    assert [slot.inherited_from for record in made for slot in record.agencies] == ["sentence", "paragraph_head"]


def test_records_are_in_text_order_with_their_sections():
    _, made = assemble(
        '<T id="t9" d="" a="">开篇之事</T>。\n一、修\n（一）桥\n<T id="t3" d="" a="">修桥</T>。\n（二）路\n'
        '<T id="t1" d="" a="">修路</T>。\n二、种\n<T id="t2" d="" a="">种树</T>。'
    )
    assert [(r.id, r.target, r.section) for r in made] == [
        ("r1", "t9", "s0"), ("r2", "t3", "s2"), ("r3", "t1", "s3"), ("r4", "t2", "s4"),
    ]  # fmt: skip


def test_names_and_norms_come_from_the_mentions():
    text = "年内县工会办夜校。"
    document, policy, sentences = structure(text)
    marks = (
        mark("d1", "DEADLINE", 0, 2, text),
        mark("a1", "AGENCY", 2, 5, text, norm="禾丰县总工会"),
        mark("t1", "TARGET", 5, 8, text),
    )
    (made,) = records(document, policy, sentences, marks)
    assert made.deadlines[0].norm == "unresolved"
    assert made.agencies[0].name == "禾丰县总工会"
    bare = tuple(replace(m, norm=None) for m in marks)
    assert records(document, policy, sentences, bare)[0].agencies[0].name == "县工会"


def mark(name, label, start, end, text, *, score=1.0, **attributes):
    return Mention(name, label, Span(start, end), text[start:end], score, "test", **attributes)


def test_score_is_that_of_the_target_times_the_mean_of_its_slots():
    text = "年内县工会办夜校。"
    document, policy, sentences = structure(text)
    target = mark("t1", "TARGET", 5, 8, text, score=0.9)
    marks = (mark("d1", "DEADLINE", 0, 2, text, score=0.8), mark("a1", "AGENCY", 2, 5, text, score=0.2), target)
    assert records(document, policy, sentences, (target,))[0].score == 0.9
    assert records(document, policy, sentences, marks)[0].score == pytest.approx(0.9 * 0.4)


def test_nothing_gives_nothing():
    document, policy, sentences = structure("一段没有标注的话。")
    assert records(document, policy, sentences, ()) == ()
    assert records(document, policy, (), ()) == ()


def test_mentions_outside_every_sentence_do_no_harm():
    text = "年内办夜校。"
    document, policy, _ = structure(text)
    marks = (mark("d1", "DEADLINE", 0, 2, text), mark("t1", "TARGET", 2, 5, text))
    (made,) = records(document, policy, (), marks)
    assert (made.target, made.deadlines) == ("t1", ())


def test_a_target_in_a_heading_still_gets_a_record():
    _, made = assemble(f'一、<T id="t1" d="" a="">办夜校</T>（{A}负责）\n<T id="t2" d="" a="">编教材</T>。')
    assert [(r.target, [s.role for s in r.agencies]) for r in made] == [("t1", ["resp"]), ("t2", [])]


def test_the_same_input_gives_the_same_records():
    markup = '由<A id="a1">甲局</A>牵头，<A id="a2">乙局</A>配合，<T id="t1" d="" a="a1:lead a2:coop">修桥</T>。'
    assert assemble(markup)[1] == assemble(markup)[1]


PIECES = (*"，；。：（）〔由报\n", "修桥", "市工会", "年内", "每月", "牵头", "负责", "配合", "会同", "批准", "一、")


def test_any_mentions_give_sound_records():
    rng = random.Random(11)
    for _ in range(300):
        text = "".join(rng.choice(PIECES) for _ in range(rng.randint(1, 60)))
        document, policy, sentences = structure(text)
        marks = []
        for at in range(rng.randint(0, 12)):
            start = rng.randrange(len(text))
            end = rng.randint(start + 1, min(len(text), start + 8))
            label = rng.choice(LABELS)
            norm = rng.choice(("R/P1M", "../2026-12-31", None)) if label == "DEADLINE" else None
            marks.append(mark(f"m{at}", label, start, end, text, norm=norm))
        made = records(document, policy, sentences, tuple(marks))
        names = {m.id: m.label for m in marks}
        assert sorted(r.target for r in made) == sorted(m.id for m in marks if m.label == "TARGET")
        for record in made:
            slots = [s.mention for s in record.deadlines] + [s.mention for s in record.agencies]
            assert len(slots) == len(set(slots))
            assert all(names[s.mention] == "DEADLINE" for s in record.deadlines)
            assert all(names[s.mention] == "AGENCY" for s in record.agencies)
            assert all(names[m.value] == "VALUE" for m in record.metrics)
            assert 0 <= record.score <= 1


def one_line(piece: str, labels: list[tuple[str, int, int]], times: int):
    """Return one sentence that repeats a piece, and its mentions."""
    text = piece * times
    marks = tuple(
        mark(f"{label[0]}{at}", label, at * len(piece) + start, at * len(piece) + end, text)
        for at in range(times)
        for label, start, end in labels
    )
    whole = Span(0, len(text))
    document = Document(SOURCE, text, text, (Block(whole),))
    policy = Policy("d1", "", whole, (Section("s0", None, 0, "", "", whole),))
    return document, policy, (Sentence(whole, "s0", 0, (whole,)),), marks


LONG = {
    "subjects": ("甲局要修桥修路;", [("AGENCY", 0, 2), ("TARGET", 3, 7)]),
    "brackets": ("修桥修路(甲局负责),", [("TARGET", 0, 4), ("AGENCY", 5, 7)]),
    "dates": ("年内修桥修路,", [("DEADLINE", 0, 2), ("TARGET", 2, 6)]),
    "plain text": ("修桥修路,对某某的企业按照要求牵头负责配合考核,", [("TARGET", 0, 4)]),
    "members": ("组长:某(甲局长),修桥(乙局负责),", [("AGENCY", 5, 7), ("TARGET", 10, 12), ("AGENCY", 13, 15)]),
    "joined dates": ("年内年底,修桥,", [("DEADLINE", 0, 2), ("DEADLINE", 2, 4), ("TARGET", 5, 7)]),
    "openers": ("((((((修桥修路,", [("TARGET", 6, 10)]),
}


def seconds(piece, labels, length):
    document, policy, sentences, marks = one_line(piece, labels, length // len(piece))
    begin = time.perf_counter()
    assert len(records(document, policy, sentences, marks)) == length // len(piece)
    return time.perf_counter() - begin


@pytest.mark.parametrize(("piece", "labels"), LONG.values(), ids=LONG.keys())
def test_time_grows_with_length(piece, labels):
    assert seconds(piece, labels, 200_000) < 30 * seconds(piece, labels, 20_000) + 1


def test_a_million_characters_in_one_line():
    assert seconds("修桥修路,对某某的企业按照要求牵头负责配合考核,((", [("TARGET", 0, 4)], 1_000_000) < 30
